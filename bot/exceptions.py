"""An exception as the log has it: where and of which kind, without its words, which may quote an article."""

from __future__ import annotations

import traceback


def told(error: BaseException) -> str:
    """An exception and its causes: where, and of which kind."""
    lines: list[str] = []
    while True:
        kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
        frames = traceback.extract_tb(error.__traceback__)
        lines = [f"{kind}, from", *(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames), *lines]
        earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if earlier is None or len(lines) > 100:
            return "\n".join(lines)
        error = earlier
