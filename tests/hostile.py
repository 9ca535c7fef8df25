"""Originals that mean harm: bombs, entities, nesting, lies about lengths."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from functools import cache

import docx

_MB = 2**20
_CONTENT = "word/document.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _docx(document: bytes, more: dict[str, bytes] | None = None) -> bytes:
    """A DOCX with another document part."""
    whole, made = io.BytesIO(), io.BytesIO()
    docx.Document().save(whole)
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, document if name == _CONTENT else before.read(name))
        for name, raw in (more or {}).items():
            after.writestr(name, raw)
    return made.getvalue()


def _body(inside: str, top: str = "") -> bytes:
    return f'<?xml version="1.0"?>{top}<w:document {_W}><w:body>{inside}</w:body></w:document>'.encode()


@cache
def zip_bomb() -> bytes:
    """300 MB of spaces in a document of a few hundred kilobytes."""
    return _docx(b" " * (300 * _MB))


def lying_zip() -> bytes:
    """The same, and its directory says that it is 64 bytes long."""
    raw, size = zip_bomb(), struct.pack("<I", 300 * _MB)
    return raw.replace(size, struct.pack("<I", 64))


def many_members() -> bytes:
    """Twenty thousand members."""
    return _docx(_body(""), {f"x/{number}": b"" for number in range(20_000)})


def entity_bomb() -> bytes:
    """A billion laughs."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    top = f'<!DOCTYPE w [<!ENTITY l0 "ha">{levels}]>'
    return _docx(_body("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", top))


def outside_entity() -> bytes:
    """A file of the machine, as an entity."""
    top = '<!DOCTYPE w [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return _docx(_body("<w:p><w:r><w:t>root &secret;</w:t></w:r></w:p>", top))


def late_entity() -> bytes:
    """The same behind so many spaces that nobody looks for it there."""
    top = f'{" " * 200_000}<!DOCTYPE w [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return _docx(_body("<w:p><w:r><w:t>text &secret;</w:t></w:r></w:p>", top))


def deep_nesting() -> bytes:
    """A hundred thousand elements inside each other."""
    return _docx(_body("<w:p>" * 100_000 + "</w:p>" * 100_000))


def deep_tables() -> bytes:
    """Tables inside tables, as deep as a parser goes."""
    opened, closed = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return _docx(_body(opened * 80 + "<w:p><w:r><w:t>at the bottom</w:t></w:r></w:p>" + closed * 80))


def huge_table() -> bytes:
    """A table of 100,000 cells."""
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc>" * 20 + "</w:tr>"
    return _docx(_body(f"<w:tbl>{row * 5_000}</w:tbl>"))


def path_tricks() -> bytes:
    """Members that would leave their folder if anybody unpacked them."""
    text = _body("<w:p><w:r><w:t>Nothing is ever unpacked to a disk.</w:t></w:r></w:p>")
    return _docx(text, {"../../../tmp/evil.txt": b"x", "/etc/evil": b"x", "..\\evil": b"x"})


def book_of_paths() -> bytes:
    """An EPUB whose chapters are files of the machine."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml", '<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>'
        )
        book.writestr(
            "a.opf",
            '<package><manifest><item id="a" href="../../../../etc/passwd" media-type="application/xhtml+xml"/>'
            '<item id="b" href="file:///etc/passwd" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>',
        )
    return made.getvalue()


def nested_divs() -> bytes:
    """A page of two hundred thousand containers inside each other."""
    return b"<!doctype html><html><body>" + b"<div>" * 200_000 + b"hello"


def endless_attributes() -> bytes:
    """A tag with two hundred thousand attributes."""
    return b"<!doctype html><html><body><p " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">hello</p>"


def page_entities() -> bytes:
    """A page that declares entities as XML does."""
    return b"<!DOCTYPE html [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><html><body><p>&a;&a;&a;</p></body></html>"


def nested_mail() -> bytes:
    """Three thousand parts inside each other."""
    parts = (b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000))
    return b"From: a@b.example\nTo: c@d.example\nSubject: e\n" + b"".join(parts) + b"Content-Type: text/plain\n\nhi"


def mail_of_parts() -> bytes:
    """Fifty thousand parts beside each other."""
    head = b"From: a@b.example\nTo: c@d.example\nSubject: e\nContent-Type: multipart/mixed; boundary=b\n\n"
    return head + b"--b\nContent-Type: text/plain\n\nhi\n" * 50_000 + b"--b--"


def nested_rtf() -> bytes:
    """A million groups inside each other."""
    return b"{\\rtf1 " + b"{" * 1_000_000 + b"x"


def lying_rtf() -> bytes:
    """A picture that says it is longer than the file."""
    return b"{\\rtf1 text{\\pict\\bin2147483647 x}}"


def markdown_brackets() -> bytes:
    """Brackets, quotations and stars without end."""
    return b"# t\n\n**a**\n\n" + b"[" * 20_000 + b"\n\n" + b">" * 20_000 + b"x\n\n" + b"*a_ " * 20_000


def endless_pdf() -> bytes:
    """A page tree that holds itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 99999999/Kids[2 0 R 2 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF"
    )


def wide_pdf() -> bytes:
    """A page that says it is two thousand million points wide."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000000000 2000000000]>>endobj\n"
        b"trailer<</Root 1 0 R/Size 4>>\n%%EOF"
    )


HARMS: tuple[Callable[[], bytes], ...] = (
    zip_bomb, lying_zip, many_members, entity_bomb, outside_entity, late_entity, deep_nesting, deep_tables, huge_table,
    path_tricks, book_of_paths, nested_divs, endless_attributes, page_entities, nested_mail, mail_of_parts, nested_rtf,
    lying_rtf, markdown_brackets, endless_pdf, wide_pdf,
)  # fmt: skip
