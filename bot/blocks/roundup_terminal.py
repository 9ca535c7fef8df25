"""A roundup in a terminal, or as plain lines where the output goes to a file or a pipe."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from bot.blocks.fragments import web_url
from bot.blocks.literal import closers
from bot.blocks.roundup import about, title
from bot.blocks.roundup_parts import RoundupView, Said, Side, StoryView
from bot.blocks.wording import LEFT_OUT, joined


def roundup_terminal(view: RoundupView, console: Console) -> None:
    """Prints it."""
    console.print(Text(title(view.until), "bold"))
    console.print(Text(" · ".join([about(view), *view.notes]), "dim"))
    for story in view.stories:
        console.print()
        _story(story, console)


def _story(story: StoryView, console: Console) -> None:
    url = web_url(story.url)
    console.print(Text(story.headline, f"bold link {url}" if url else "bold"))
    told = " · ".join(dict.fromkeys(outlet.name for outlet in story.outlets))
    console.print(Text(f"{told}  {story.continues}".rstrip(), "dim"))
    for quote in story.quotes:
        console.print(Text("  ▎ ", "dim") + _quote(quote))
    if story.heard:
        console.print(Text(f"  {story.heard}", "dim"))
    for matter in story.matters:
        console.print(Text(f"  {matter.heading}", "bold yellow"))
        for side in matter.sides:
            console.print(Text("  • ", "dim") + _side(side, named=True))
    for side in story.figures:
        console.print(Text("  • ", "dim") + _side(side, named=False))


def _quote(said: Said) -> Text:
    words = said.words
    closing = closers(words.text) + (LEFT_OUT if words.left_out else "") + words.closing
    remarks = [*([said.speaker] if said.speaker else []), *words.remarks, *([said.carried] if said.carried else [])]
    return Text(f"{words.opening}{words.text}{closing}").append(joined(remarks), "dim italic")


def _side(side: Side, *, named: bool) -> Text:
    text = Text(f"{side.outlet}, {side.when}: " if named else "", "italic")
    for words, bold in side.line.runs:
        text.append(words, "bold green" if bold else "")
    return text.append(closers(side.line.text)).append(joined([side.remark] if side.remark else []), "dim italic")
