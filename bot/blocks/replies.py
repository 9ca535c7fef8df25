"""Short answers that only the person who asked sees."""

from __future__ import annotations

from bot.blocks.literal import escaped, shortened

_WHAT = "*Pullquote reads an article and answers with who said what, word for word, and the figures that matter.*"
_HERE = {
    "auto": "Post a link or a file here: the digest comes in its thread.",
    "mention": "Links here are read when somebody asks: mention me beside one, or under a message that has one.",
    "emoji": "Links here are read when somebody reacts with :{emoji}:.",
    "direct": "Send me a link, a file or an article's text: the digest comes in its thread.",
}
_COMMANDS = """• `/digest https://…` reads one link now; `/digest` with an article's text pasted reads that.
• React to a message with :{emoji}:, or choose _Digest this article_ in its menu, to read what it links to."""
_MEMORY = """• `/digest who Ada Quill`, `find harbour wall` or `number unemployed` looks through what was read here \
and in your other channels; `today`, `yesterday`, `week` and `stats` list it.
• `/digest forget https://…` takes an article out of it."""
_SETTINGS = """• `/digest schedule 09:00 Europe/Berlin weekdays` brings a roundup to this channel.
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
    return f"Of the {many} links I read the first {limit}. `/digest` reads the others."


def help_text(mode: str = "auto", emoji: str = "newspaper") -> str:
    """What the app can do in a channel of this mode; `direct` is a person's conversation with the app."""
    lines = [_WHAT, f"• {_HERE[mode]}", _COMMANDS, _MEMORY, *([] if mode == "direct" else [_SETTINGS])]
    return "\n".join(lines).replace("{emoji}", emoji)


def no_article() -> str:
    """Beside a field with neither."""
    return "There is no link in it, and it is too short for an article."


def not_there() -> str:
    """Beside a channel where the app is not."""
    return "I am not in that channel. Invite me there first: /invite @Pullquote"


def not_yours() -> str:
    """The answer to who may not remove a digest."""
    return "Only whoever asked for this digest, or looks after Pullquote here, can remove it."


def read_again() -> str:
    """The answer when a digest was refreshed."""
    return "Read again: the digest shows the article as it is now."


def gone() -> str:
    """The answer to a click on a digest that is no longer stored."""
    return "This digest is no longer stored."


def not_understood(text: str) -> str:
    """The answer to a command that asks for nothing we know."""
    said = escaped(shortened(text, 80))
    return f"There is no link in “{said}”. Give me one, `/digest https://…`, or the text of an article."


def try_again() -> str:
    """The answer where Slack did not open a modal."""
    return "That took too long for Slack. Please try again."


def went_wrong() -> str:
    """The answer where we failed in a way that was not foreseen."""
    return "Something went wrong on my side. Please try again."


def nothing_there() -> str:
    """The answer to asking about a message that links to nothing."""
    return "That message has no link and no file that I could read."
