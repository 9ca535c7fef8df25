"""Short answers that only the person who asked sees."""

from __future__ import annotations

from bot.blocks.literal import escaped

_HELP = """*Pullquote reads an article and answers with who said what, word for word, and the figures that matter.*
• Post a link or a file here: the digest comes in its thread.
• `/digest https://…` reads one link now; `/digest` with an article's text pasted reads that.
• Mention me under a message to read what it links to.
• `/digest settings` changes what is read in this channel, and how much is shown."""


def hello() -> str:
    """What the app says when it is invited to a channel."""
    return (
        "Hello. Post a link to an article here, or a file: its thread gets who said what, word for word, and the "
        "figures that matter. `/digest settings` changes how."
    )


def reading(count: int, of: int = 0) -> str:
    """The answer to a command that asks for something."""
    if of > count:
        return f"Reading the first {count} of {of} links, one by one."
    return "Reading it; the digest comes here in a moment." if count == 1 else f"Reading {count} links, one by one."


def limited(limit: int, many: int) -> str:
    """Said under a message with more links than are read at a time."""
    return f"These are {many} links; I read the first {limit}. `/digest` reads the others."


def help_text() -> str:
    """What the app can do."""
    return _HELP


def not_understood(text: str) -> str:
    """The answer to a command that asks for nothing we know."""
    shown = escaped(text if len(text) <= 80 else text[:79] + "…")
    return f"There is no link in “{shown}”. Give me one, `/digest https://…`, or the text of an article."


def try_again() -> str:
    """The answer where Slack did not open a modal."""
    return "That took too long for Slack. Please try again."


def nothing_there() -> str:
    """The answer to asking about a message that links to nothing."""
    return "That message has no link and no file that I could read."
