"""RTF, as Word, LibreOffice and TextEdit write it, in one pass over its control words.

Read: body text, table rows, and footnotes after the text. Not read: headers and footers, comments, pictures, embedded
objects, field codes, hidden and deleted text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from handlers.errors import Unreadable
from handlers.model import Article, Original
from handlers.readers.document import Block, Kind, Said, article_of

_LARGEST = 40 * 2**20
_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.S)
_STYLE = re.compile(r"\\s(\d+)\b[^{}]*?\s([^;{}\\]+);")
_FONT = re.compile(r"\\f(\d+)[^{}]*?\\fcharset(\d+)")
# Destinations that hold no text of the article.
_NO_TEXT = (
    "fonttbl colortbl stylesheet info pict object objdata nonshppict header headerf headerl headerr footer footerf"
    " footerl footerr annotation atnid atnauthor atntime themedata colorschememapping datastore latentstyles bkmkstart"
    " bkmkend listtext pntext fldinst listtable listoverridetable rsidtbl generator xmlnstbl filetbl private revtbl"
    " pgdsctbl ftnsep ftnsepc aftnsep aftnsepc tc xe template"
)
_SKIPPED = frozenset(_NO_TEXT.split())
_STARRED = frozenset(["shpinst", "shppict", "footnote"])
_SYMBOLS = {
    "line": "\n", "tab": " ", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ",
    "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "cell": " | ", "nestcell": " | ",
    "~": " ", "_": "-", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
_CHARSETS = {
    "128": "cp932", "129": "cp949", "134": "gbk", "136": "big5", "161": "cp1253", "162": "cp1254", "163": "cp1258",
    "177": "cp1255", "178": "cp1256", "186": "cp1257", "204": "cp1251", "222": "cp874", "238": "cp1250",
}  # fmt: skip


class RtfReader:
    """Reads RTF."""

    name = "rtf"

    def accepts(self, original: Original) -> float:
        """0.95 where the bytes begin as RTF does."""
        return 0.95 if original.data[:64].lstrip()[:5] == rb"{\rtf" else 0.0

    def read(self, original: Original) -> Article:
        """The article. Raises Unreadable where the file is too large."""
        if len(original.data) > _LARGEST:
            raise Unreadable("too_large", "This RTF file is larger than can be read.")
        rtf = original.data.decode("latin-1")
        blocks = _Pass(rtf).blocks()
        return article_of(original, blocks, Said(_group(rtf, "title"), _group(rtf, "author")))


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and gives back at its end."""

    skipped: bool = False
    hidden: bool = False
    note: bool = False
    font: str = ""
    fallback: int = 1  # characters after a \\u that stand for it in older readers


class _Pass:
    """One walk through an RTF: its state, the paragraph being written (the body's and a footnote's), what is done."""

    def __init__(self, rtf: str) -> None:
        self.rtf = rtf
        self.encoding = "cp1252"
        self.fonts = {n: _CHARSETS[c] for n, c in _FONT.findall(_region(rtf, "fonttbl")) if c in _CHARSETS}
        self.styles = {n: name.strip().lower() for n, name in _STYLE.findall(_region(rtf, "stylesheet"))}
        self.state, self.fresh = _State(), ""  # fresh: "{" where a group has just opened, "*" after {\\*
        self.stack: list[_State] = []
        self.text: dict[bool, list[str]] = {False: [], True: []}
        self.done: dict[bool, list[Block]] = {False: [], True: []}
        self.bytes, self.owed, self.style, self.in_row = bytearray(), 0, "", False

    def blocks(self) -> list[Block]:
        """The body's paragraphs and rows, then the footnotes'."""
        at = 0
        while found := _TOKEN.match(self.rtf, at):
            at = found.end()
            word, number, byte, sign, brace, words = found.groups()
            if byte is None:
                self._settle()
            if word == "bin":
                at += max(0, int(number or 0))
            elif brace:
                self._brace(brace)
            else:
                self._token(word, number, byte, sign, words)
        self._settle()
        self._end()
        return self.done[False] + self.done[True]

    def _brace(self, brace: str) -> None:
        self.owed = 0
        if brace == "{":
            self.stack.append(self.state)
            self.fresh = "{"
        elif self.stack:
            was, self.state = self.state, self.stack.pop()
            if was.note and not self.state.note:
                self._end(note=True)

    def _token(self, word: str, number: str | None, byte: str | None, sign: str | None, words: str | None) -> None:
        fresh, self.fresh = self.fresh, "*" if sign == "*" and self.fresh == "{" else ""
        if word:
            if word in _SKIPPED or (fresh == "*" and word not in _STARRED):
                self.state = replace(self.state, skipped=True)
            self._word(word, number)
        elif byte and self.owed:
            self.owed -= 1
        elif byte:
            self.bytes += bytes.fromhex(byte)
        elif sign and sign != "*":
            self._say(_SYMBOLS.get(sign, "\n" if sign in "\r\n" else ""))
        elif words:
            owed, self.owed = self.owed, max(0, self.owed - len(words))
            self._say(words[owed:])

    def _word(self, word: str, number: str | None) -> None:
        on = number != "0"
        if word in {"par", "sect", "page", "row", "nestrow"}:
            self._end(note=self.state.note, row=word in {"row", "nestrow"})
        elif word in _SYMBOLS:
            self._say(_SYMBOLS[word])
        elif word == "u" and number:
            self.owed = self.state.fallback
            self._say(chr(int(number) % 0x10000))
        elif word == "uc":
            self.state = replace(self.state, fallback=min(int(number or 1), 8))
        elif word == "ansicpg":
            self.encoding = _known(f"cp{number}") or self.encoding
        elif word == "f":
            self.state = replace(self.state, font=number or "")
        elif word in {"v", "deleted"}:
            self.state = replace(self.state, hidden=on)
        elif word == "footnote":
            self.state = replace(self.state, note=True, skipped=False)
        elif word == "pard":
            self.style = ""
        elif word == "s":
            self.style = self.styles.get(number or "", "")
        elif word == "intbl":
            self.in_row = True
        elif word == "plain":
            self.state = replace(self.state, hidden=False, font="")

    def _say(self, text: str) -> None:
        if text and not (self.state.skipped or self.state.hidden):
            self.text[self.state.note].append(text)

    def _settle(self) -> None:
        """Bytes that were collected one by one, which together may be one character."""
        if self.bytes:
            encoding = self.fonts.get(self.state.font, self.encoding)
            self._say(self.bytes.decode(encoding, "replace"))
            self.bytes.clear()

    def _end(self, note: bool = False, row: bool = False) -> None:
        """The end of a paragraph. Inside a table only a row's end ends anything."""
        if self.in_row and not row and not note:
            self.text[False].append(" ")
            return
        text = "".join(self.text[note]).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self.text[note].clear()
        if row:
            self.in_row = False
            text = " | ".join(cell.strip() for cell in text.split(" | ") if cell.strip())
        kind: Kind = "row" if row else "title" if self.style == "title" else "paragraph"
        if self.style.startswith("heading"):
            kind = "heading"
        self.done[note].append(Block(text, kind))


def _known(encoding: str) -> str:
    try:
        return encoding if "".encode(encoding) == b"" else ""
    except LookupError:
        return ""


def _region(rtf: str, name: str) -> str:
    """A group at the head of the file, with the groups inside it."""
    start = rtf.find("{\\" + name, 0, 200_000)
    depth = 0
    for brace in re.finditer(r"[{}]", rtf[start : start + 400_000]) if start >= 0 else ():
        depth += 1 if brace.group() == "{" else -1
        if not depth:
            return rtf[start : start + brace.end()]
    return ""


def _group(rtf: str, name: str) -> str:
    """What the properties say under a name."""
    inside = _region(_region(rtf, "info"), name)
    return _Pass("{" + inside[len(name) + 2 : -1] + "}").blocks()[0].text if inside else ""
