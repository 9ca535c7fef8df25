"""Bytes to text: the byte-order mark first, then UTF-8, then what was declared, then a guess from the bytes."""

from __future__ import annotations

import codecs
import re

from handlers.language import language_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
# UTF-8 read as Windows-1252 or Latin-1: é as Ã©, ’ as â€™.
_MOJIBAKE = re.compile(r"[ÃÂ][\x80-\xbf‚-”•–—™œž]|â(?:€|\x80)[\x80-\xbf™œ“”\x9d˜¦]")
_NOT_LATIN = re.compile(r"[À-ÿ]{3}|\ufffd")  # whole words of high letters: Cyrillic, Greek, East Asian
_CENTRAL = frozenset(["cs", "pl", "hu", "sk", "sl", "hr", "bs", "ro", "sq"])
_CONTROLS = frozenset(range(32)) - set(b"\t\n\r\f\x0b\x1b\x1a")


def decode(raw: bytes, declared: str = "") -> str:
    """The text in `raw`, in whatever encoding it is. Never fails: what no encoding explains becomes U+FFFD."""
    return _repaired(_decoded(raw, declared))


def looks_like_text(raw: bytes) -> bool:
    """Whether the bytes are text in some encoding, and no binary format."""
    sample = raw[:_SAMPLE]
    if any(sample.startswith(mark) for mark, _ in _MARKS) or _wide(sample):
        return True
    return sum(b in _CONTROLS for b in sample) <= len(sample) // 1000


def _decoded(raw: bytes, declared: str) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    if wide := _wide(raw[:_SAMPLE]):
        return raw.decode(wide, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return _by_name(raw, declared) or _nearly_utf8(raw) or _guessed(raw)


def _wide(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte of mostly Latin text is zero."""
    pairs = len(sample) // 2
    if pairs < 4:
        return ""
    high, low = sample[: pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if low > pairs * 0.6 and high < pairs * 0.05:
        return "utf-16-le"
    return "utf-16-be" if high > pairs * 0.6 and low < pairs * 0.05 else ""


def _by_name(raw: bytes, declared: str) -> str:
    # A page that says Latin-1 means Windows-1252, as every browser takes it.
    name = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}.get(
        declared.strip().lower(), declared.strip()
    )
    try:
        return raw.decode(name) if name else ""
    except (LookupError, UnicodeDecodeError):
        return ""


def _nearly_utf8(raw: bytes) -> str:
    """UTF-8 with a few broken bytes, such as a text cut in the middle of a character."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    return text if broken * 20 <= sum(ord(c) > 127 for c in text) else ""


def _guessed(raw: bytes) -> str:
    western = raw.decode("cp1252", "replace")
    if not _NOT_LATIN.search(western[:_SAMPLE]):
        # The language tells which of the two it is; a guesser takes a short Western text for something rarer.
        return raw.decode("cp1250", "replace") if language_of(western) in _CENTRAL else western
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_SAMPLE]).best()
    return raw.decode(best.encoding, "replace") if best else western


def _repaired(text: str) -> str:
    if not _MOJIBAKE.search(text[:_SAMPLE]):
        return text
    from ftfy import fix_encoding

    return str(fix_encoding(text))
