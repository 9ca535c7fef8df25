"""A digest as Markdown (CommonMark). The article's words stay words: every sign of markup in them is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.blocks.fragments import to_passage, web_url
from bot.blocks.literal import closers
from bot.blocks.wording import (
    LEFT_OUT,
    UNNAMED,
    FigureLine,
    about,
    figure_lines,
    in_all,
    joined,
    notes,
    title_of,
    voices,
    words_of,
)
from handlers.model import Article, Digest, Passage, Quote

_MARKUP = re.compile(r"([\\`*_\[\]<>&~|#$])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d{1,9}(?=[.)](?:\s|$)))", re.M)


def markdown(digest: Digest, name: str = "") -> str:
    """The digest; `name` is the file's, for an article without a title."""
    article = digest.article
    url = web_url(article.canonical_url or article.url)
    title = literal(title_of(article, name))
    parts = [f"## {f'[{title}](<{url}>)' if url else title}", f"*{literal(about(article))}*"]
    for voice in voices(digest.quotes):
        role = f", {literal(voice.role)}" if voice.role else ""
        parts.append(f"**{literal(voice.name)}**{role}" if voice.name else f"*{UNNAMED}*")
        parts.append("\n>\n".join(_quote(article, quote, url) for quote in voice.quotes))
    if digest.figures:
        parts.append("**Key figures**")
        parts.append("\n".join(_figures(article, line, url) for line in figure_lines(article, digest.figures)))
    small = " · ".join(part for part in (in_all(digest), notes(digest)) if part)
    return "\n\n".join([*parts, f"*{literal(small)}*"]) + "\n"


def literal(text: str) -> str:
    """The text with every sign that Markdown would read as markup escaped."""
    return _LINE_START.sub(_escaped_start, _MARKUP.sub(r"\\\1", text))


def _escaped_start(found: re.Match[str]) -> str:
    sign = found.group(2)
    return f"{found.group(1)}{sign}\\" if sign.isdigit() else f"{found.group(1)}\\{sign}"


def _quote(article: Article, quote: Quote, url: str) -> str:
    words = words_of(article, quote)
    text = literal(words.opening + words.text + closers(words.text))
    ending = _ending(article, quote.passage, words.remarks, url)
    whole = f"{text}{literal(LEFT_OUT) if words.left_out else ''}{literal(words.closing)}{ending}"
    return "\n".join(f"> {line}" if line.strip() else ">" for line in whole.split("\n"))


def _figures(article: Article, line: FigureLine, url: str) -> str:
    sentence = "".join(f"**{literal(words)}**" if bold else literal(words) for words, bold in line.runs)
    return f"- {sentence}{closers(line.text)}{_ending(article, line.sentence, line.remarks, url)}"


def _ending(article: Article, passage: Passage, remarks: Sequence[str], url: str) -> str:
    place = to_passage(url, article, passage)
    said = f" *{literal(joined(remarks).strip())}*" if remarks else ""
    return f"{said} [↗](<{place}>)" if place else said
