"""JSON, one value a line, in and out: bounded in memory, and safe for any reader of lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NoReturn

LONGEST_LINE = 64_000_000  # bytes

# Legal inside a JSON string, but a line break to some readers, a command to some terminals, or not encodable at all.
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class BadLine(ValueError):
    """A line that is not what it should be; the message says why."""


def one_line(value: Any) -> str:
    """JSON on one line, its line break included. Raises ValueError on a number that JSON does not have."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", line) + "\n"


def lines(file: BinaryIO) -> Iterator[bytes | None]:
    """The lines that are not blank, as they come; None for one that is longer than the longest."""
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
            yield None
        elif not line.isspace():
            yield line


def parsed(line: bytes | None) -> Any:
    """The value of a line. Raises BadLine."""
    if line is None:
        raise BadLine(f"the line is longer than {LONGEST_LINE // 1_000_000} MB")
    try:
        return json.loads(line.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise BadLine(f"not UTF-8 (byte {error.start + 1} of the line)") from None
    except json.JSONDecodeError as error:
        raise BadLine(f"not JSON ({error.msg.lower()}, column {error.colno})") from None
    except RecursionError:
        raise BadLine("not JSON that can be read (nested too deeply)") from None
    except ValueError:  # a whole number of thousands of digits
        raise BadLine("not JSON that can be read (a number is too long)") from None


def _no_number(name: str) -> NoReturn:
    raise BadLine(f"not JSON ({name} is no number there)")
