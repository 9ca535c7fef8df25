"""What crosses the pipe to a child process: two lengths, a JSON form, and the bytes that go with it."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

Json = dict[str, Any]
LENGTHS = struct.Struct(">QQ")
LONGEST = 128 * 1024 * 1024  # of either part; more is a broken or hostile peer


class BrokenFrame(Exception):
    """What came over the pipe is no frame."""


def pack(form: Json, blob: bytes = b"") -> bytes:
    """The frame's bytes."""
    text = json.dumps(form, separators=(",", ":")).encode()
    return LENGTHS.pack(len(text), len(blob)) + text + blob


def lengths(head: bytes) -> tuple[int, int]:
    """The lengths of the JSON form and of the bytes after it. Raises BrokenFrame."""
    text, blob = LENGTHS.unpack(head)
    if text > LONGEST or blob > LONGEST:
        raise BrokenFrame(f"a frame of {text} and {blob} bytes")
    return text, blob


def parse(text: bytes) -> Json:
    """The JSON form of a frame. Raises BrokenFrame."""
    try:
        form = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BrokenFrame("not JSON") from error
    if not isinstance(form, dict):
        raise BrokenFrame("not a JSON object")
    return form


def receive(stream: BinaryIO) -> tuple[Json, bytes] | None:
    """The next frame of a blocking stream; None where the other end has gone."""
    head = stream.read(LENGTHS.size)
    if len(head) < LENGTHS.size:
        return None
    text, blob = lengths(head)
    whole = stream.read(text + blob)
    return (parse(whole[:text]), whole[text:]) if len(whole) == text + blob else None
