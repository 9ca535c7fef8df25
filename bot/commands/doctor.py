"""`pullquote doctor` on a terminal, or as JSON."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.text import Text

from bot.blocks.terminal import console_for
from bot.commands.failure import Exit
from bot.commands.jsonl import one_line
from bot.commands.output import write
from bot.commands.settings import settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.checks import Check


def doctor(form: str, channel: str) -> Exit:
    """Prints every check; 2 where one of them is not well."""
    from bot.doctor import doctor as examine

    with settings() as known:
        checks = examine(known, channel)
    well = all(check.ok for check in checks)
    if form == "json":
        write(one_line({"ok": well, "checks": [asdict(check) for check in checks]}))
    else:
        write(_drawn(checks))
    return Exit.DONE if well else Exit.USAGE


def _drawn(checks: Sequence[Check]) -> str:
    console = console_for(sys.stdout)
    wrong = sum(not check.ok for check in checks)
    with console.capture() as captured:
        for check in checks:
            sign = Text("✓ ", "green") if check.ok else Text("✗ ", "bold red")
            console.print(sign + Text(check.name, "bold") + Text(f"  {check.says}"))
            if check.to_do:
                console.print(Text(f"  → {check.to_do}", "yellow"))
        console.print(Text(f"\n{wrong} of {len(checks)} to mend." if wrong else "\nAll is well.", "bold"))
    return captured.get()
