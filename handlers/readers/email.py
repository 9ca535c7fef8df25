"""EML: a newsletter, or an article that somebody sent on. The plain part where it is whole, else the HTML part.

Attachments that another reader can read follow the text. What the mail itself is made of (quoted header lines,
signature, "view in your browser", how to unsubscribe) is left out.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from handlers.errors import Unreadable
from handlers.model import Article, Original
from handlers.readers.decode import decode
from handlers.readers.document import Block, Said, article_of
from handlers.readers.markup import blocks_of, tree_of
from handlers.readers.tidy import one_line, unwrapped, visible

_LARGEST = 60 * 2**20
_MOST_PARTS = 200
_MOST_ATTACHMENTS = 5
_DEEPEST = 3  # mails inside mails
_FIELD = re.compile(
    rb"(?:From|To|Cc|Date|Subject|Received|Return-Path|Message-ID|MIME-Version|Delivered-To|Content-[\w-]+|Reply-To"
    rb"|Sender|X-[\w-]+|List-[\w-]+|ARC-[\w-]+|DKIM-Signature|Authentication-Results):",
    re.I,
)
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.I)
_LINK = re.compile(r"\s*[<(\[](?:https?|mailto):[^\s<>)\]]+[>)\]]")
_ONLY_A_LINK = re.compile(r"(?:\W*(?:https?://|www\.|mailto:)\S+)+$")
_OF_THE_MAIL = re.compile(
    r"unsubscribe|in (?:your|a|the) (?:web )?browser"
    r"|you(?:’re|'re| are)? (?:receiving|receive|received|getting|get) this"
    r"|(?:update|manage) your (?:e-?mail )?(?:preferences|subscription)|-+ ?(?:original|forwarded) message ?-+$"
    r"|begin forwarded message|(?:from|to|date|sent|subject|cc|reply-to): .{1,120}$",
    re.I,
)
_SIGNATURE = re.compile(r"^-- ?\n.*\Z", re.M | re.S)
_QUOTED = re.compile(r"^(?:> ?)+", re.M)


class EmailReader:
    """Reads EML."""

    name = "email"

    def accepts(self, original: Original) -> float:
        """0.9 where the bytes begin with at least three header fields of a mail, and most lines there are such."""
        head = original.data[:20_000].replace(b"\r\n", b"\n").lstrip(b"\n").partition(b"\n\n")[0]
        lines = [line for line in head.split(b"\n") if not line.startswith((b" ", b"\t", b"From "))]
        known = sum(bool(_FIELD.match(line)) for line in lines)
        return 0.9 if known >= 3 and known * 2 >= len(lines) else 0.0

    def read(self, original: Original) -> Article:
        """The article. Raises Unreadable where the mail is too large or of too many parts."""
        return _read(original, depth=0)


def _read(original: Original, depth: int) -> Article:
    if len(original.data) > _LARGEST:
        raise Unreadable("too_large", "This mail is larger than can be read.")
    try:
        mail = email.message_from_bytes(original.data.lstrip())
        parts = list(_parts(mail))
    except RecursionError as error:
        raise Unreadable("broken", "This mail is nested too deeply to be read.") from error
    notes: list[str] = []
    blocks = [*_body(parts), *_attached(parts, notes, depth)]
    made = article_of(original, blocks, Said(), tuple(notes))
    listed = mail["List-Unsubscribe"] is not None or mail["List-Id"] is not None
    sender = _sender(mail)
    return Article(
        text=made.text,
        url=original.url,
        title=_REPLY.sub("", _field(mail, "Subject"), count=1),
        byline="" if listed else sender,
        publisher=sender if listed else "",
        published=_sent(mail),
        notes=made.notes,
    )


def _parts(mail: Message) -> Iterator[Message]:
    for number, part in enumerate(mail.walk()):
        if number > _MOST_PARTS:
            raise Unreadable("too_large", "This mail has more parts than can be read.")
        if not part.is_multipart() or part.get_content_type() == "message/rfc822":
            yield part


def _body(parts: list[Message]) -> list[Block]:
    """The plain part, unless it says less than the HTML part does."""
    inline = [part for part in parts if part.get_filename() is None and part.get_content_disposition() != "attachment"]
    plain = "\n\n".join(_text(p) for p in inline if p.get_content_type() == "text/plain")
    marked = [_text(p) for p in inline if p.get_content_type() == "text/html"]
    shown = [block for text in marked for block in _without_mail(blocks_of(tree_of(text)))] if any(marked) else []
    written = _without_mail(_paragraphs(plain))
    return written if _words(written) >= 0.8 * _words(shown) else shown


def _paragraphs(text: str) -> list[Block]:
    text = _SIGNATURE.sub("", _QUOTED.sub("", _LINK.sub("", text)))
    return [Block(line) for line in unwrapped(text).split("\n")]


def _without_mail(blocks: list[Block]) -> list[Block]:
    return [
        b for b in blocks if not (_ONLY_A_LINK.match(b.text) or (len(b.text) < 400 and _OF_THE_MAIL.search(b.text)))
    ]


def _words(blocks: list[Block]) -> int:
    return sum(len(block.text.split()) for block in blocks)


def _attached(parts: list[Message], notes: list[str], depth: int) -> Iterator[Block]:
    """What the attachments say, each under its name."""
    attached = [part for part in parts if part.get_filename() or part.get_content_disposition() == "attachment"]
    for part in attached[:_MOST_ATTACHMENTS]:
        name = one_line(_decoded(part.get_filename() or "")) or "an attachment"
        raw = part.get_payload(decode=True)
        if part.get_content_maintype() in {"image", "audio", "video"} or not isinstance(raw, bytes) or not raw.strip():
            continue
        try:
            article = _other(Original(raw, part.get_content_type(), name), depth)
        except Unreadable as error:
            notes.append(f"{name} was not read: {error.reason}")
            continue
        yield Block(name, "heading")
        yield from (Block(paragraph.text) for paragraph in article.paragraphs)


def _other(original: Original, depth: int) -> Article:
    from handlers import installed_readers

    sure, reader = max(((r.accepts(original), r) for r in installed_readers()), key=lambda pair: pair[0])
    if sure <= 0 or depth >= _DEEPEST:
        raise Unreadable("unsupported", "This kind of file cannot be read.")
    return _read(original, depth + 1) if isinstance(reader, EmailReader) else reader.read(original)


def _text(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    text = visible(decode(raw, part.get_content_charset("") or ""))
    if str(part.get_param("format", "")).lower() == "flowed":
        text = re.sub(r"(?<!^--) \n(?=[^\n])", " ", text, flags=re.M)
    return text


def _field(mail: Message, name: str) -> str:
    return one_line(_decoded(str(mail.get(name, ""))))


def _decoded(value: str) -> str:
    try:
        return str(make_header(decode_header(value)))
    except (ValueError, LookupError):
        return value


def _sender(mail: Message) -> str:
    return parseaddr(_field(mail, "From"))[0]


def _sent(mail: Message) -> str:
    try:
        return parsedate_to_datetime(str(mail.get("Date", ""))).isoformat()
    except (ValueError, TypeError, IndexError):
        return ""
