"""Office documents, books, mails and Markdown: what of them is text, and what is not."""

# ruff: noqa: E501 - markup has long lines

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from handlers.errors import Unreadable
from handlers.model import Article, Original
from handlers.readers.docx import DocxReader
from handlers.readers.email import EmailReader
from handlers.readers.epub import EpubReader
from handlers.readers.markdown import MarkdownReader
from handlers.readers.odt import OdtReader
from handlers.readers.pptx import PptxReader
from handlers.readers.rtf import RtfReader

GOLDEN = Path(__file__).parent / "golden"


def word(*runs: str) -> bytes:
    """A DOCX with one paragraph of these runs of WordprocessingML."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for run in runs:
        paragraph._p.append(parse_xml(run.replace(">", f" {nsdecls('w')}>", 1)))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def changed(path: Path, member: str, old: str, new: str) -> bytes:
    """A golden with something else in one member."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            raw = before.read(name)
            if name == member:
                assert old.encode() in raw
                raw = raw.replace(old.encode(), new.encode())
            after.writestr(before.getinfo(name), raw)
    return made.getvalue()


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (["<w:r><w:t>It cost </w:t></w:r>", "<w:r><w:t>5 dollars.</w:t></w:r>"], "It cost 5 dollars."),
        (["<w:r><w:t>kept</w:t></w:r>", "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"], "kept"),
        (["<w:ins><w:r><w:t>put in</w:t></w:r></w:ins>"], "put in"),
        (["<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>", "<w:r><w:t>shown</w:t></w:r>"], "shown"),
        (["<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t></w:r>"], "well-known"),
        (["<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"], "a b\nc"),
        (
            ["<w:r><w:instrText>PAGE</w:instrText></w:r>", "<w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink>"],
            "a link",
        ),
        (["<w:sdt><w:sdtContent><w:r><w:t>in a control</w:t></w:r></w:sdtContent></w:sdt>"], "in a control"),
    ],
)
def test_what_is_text_in_a_docx(runs: list[str], text: str) -> None:
    """Insertions, links and controls are; deletions, hidden runs and field codes are not."""
    assert DocxReader().read(Original(word(*runs))).text == text


def test_a_docx_with_a_text_box_has_its_text_once() -> None:
    """Word writes a text box twice, for new readers and for old ones."""
    box = (
        '<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent><mc:Choice><w:txbxContent>'
        "<w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r>"
        "<w:t>In the box.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert (
        DocxReader().read(Original(word("<w:r><w:t>Before it.</w:t></w:r>", box))).text == "Before it.\n\nIn the box."
    )


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported"),
    ],
)
def test_a_locked_and_an_old_office_file_are_said_in_words(raw: bytes, code: str) -> None:
    """Both are the same container; what to do differs."""
    with pytest.raises(Unreadable) as raised:
        DocxReader().read(Original(raw))
    assert raised.value.code == code


def test_a_locked_odt_and_epub_are_said_in_words() -> None:
    """Encryption is listed in the manifest, or in the list of encrypted parts."""
    odt = changed(
        GOLDEN / "odt/report-by-pandoc.odt",
        "META-INF/manifest.xml",
        "</manifest:manifest>",
        "<encryption-data/></manifest:manifest>",
    )
    made = io.BytesIO()
    with zipfile.ZipFile(GOLDEN / "epub/magazine-by-pandoc.epub") as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            after.writestr(before.getinfo(name), before.read(name))
        after.writestr(
            "META-INF/encryption.xml",
            '<encryption><EncryptedData><EncryptionMethod Algorithm="aes256"/></EncryptedData></encryption>',
        )
    for reader, raw in ((OdtReader(), odt), (EpubReader(), made.getvalue())):
        with pytest.raises(Unreadable) as raised:
            reader.read(Original(raw))
        assert raised.value.code == "encrypted"


def test_what_is_no_text_in_an_odt_is_left_out() -> None:
    """A comment, a tracked deletion."""
    note = '<office:annotation xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><text:p>A remark.</text:p></office:annotation>'
    raw = changed(GOLDEN / "odt/report-by-pandoc.odt", "content.xml", "Nurses at the four", f"{note}Nurses at the four")
    assert "remark" not in OdtReader().read(Original(raw)).text


def test_a_hidden_slide_and_a_slides_number_are_left_out() -> None:
    """What the audience does not see."""
    path = GOLDEN / "pptx/report-by-pandoc.pptx"
    whole = PptxReader().read(Original(path.read_bytes())).text
    hidden = PptxReader().read(Original(changed(path, "ppt/slides/slide2.xml", "<p:sld ", '<p:sld show="0" '))).text
    assert "1,460 operations" in whole
    assert "1,460 operations" not in hidden


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (r"{\rtf1\ansi It cost \'80 5.\par Then more.}", "It cost € 5.\n\nThen more."),
        (r"{\rtf1\ansi\uc1 \u8220?No\u8221? and \u-10179?\u-8704?}", "“No” and 😀"),
        (r"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\'e2\'e5\'f2}", "Привет"),
        (r"{\rtf1{\header Head}{\footer 3}{\*\unknown secret}{\pict 00ff00ff}Body}", "Body"),
        (r"{\rtf1 Kept{\deleted gone}{\v hidden} too}", "Kept too"),
        (r"{\rtf1 A fact.{\footnote A note.} More.}", "A fact. More.\n\nA note."),
        (r'{\rtf1 See {\field{\*\fldinst HYPERLINK "http://x.example"}{\fldrslt the page}}.}', "See the page."),
        (r"{\rtf1\trowd\intbl one\cell two\cell\row\pard After.}", "one | two\n\nAfter."),
        (r"{\rtf1{\pict\bin6 }}}}}}} still here}", "still here"),
        (r"{\rtf1 open {\b bold", "open bold"),
    ],
)
def test_what_is_text_in_an_rtf(rtf: str, text: str) -> None:
    """Signs in every encoding, footnotes, rows; no destinations, pictures, field codes."""
    assert RtfReader().read(Original(rtf.encode())).text == text


def mail(**fields: str) -> EmailMessage:
    """A mail."""
    message = EmailMessage()
    for name, value in (
        {"From": "Ann Lee <ann@paper.example>", "To": "b@c.example", "Subject": "Re: Fwd: A bridge opens"} | fields
    ).items():
        message[name.replace("_", "-")] = value
    return message


def read_mail(message: EmailMessage) -> Article:
    """Its article."""
    original = Original(message.as_bytes())
    assert EmailReader().accepts(original) == 0.9
    return EmailReader().read(original)


def test_a_mail_says_who_wrote_it_and_when() -> None:
    """The sender is the author, or a newsletter's name."""
    sent = mail(Date="Tue, 04 Nov 2025 15:42:00 +0100")
    sent.set_content("The bridge opened on Tuesday.\n")
    article = read_mail(sent)
    assert (article.title, article.byline, article.publisher) == ("A bridge opens", "Ann Lee", "")
    assert article.published == "2025-11-04T15:42:00+01:00"
    listed = mail(List_Unsubscribe="<https://paper.example/u>")
    listed.set_content("The bridge opened on Tuesday.\n")
    article = read_mail(listed)
    assert (article.byline, article.publisher) == ("", "Ann Lee")


def test_what_is_of_the_mail_and_not_of_the_article_goes() -> None:
    """Signature, marks of quotation, bare links, how to unsubscribe."""
    sent = mail()
    sent.set_content(
        "View in your browser: https://paper.example/v\n\n> The bridge opened on Tuesday [https://paper.example/1].\n>\n"
        "> “At last,” said the mayor.\n\nUnsubscribe: https://paper.example/u\n\n-- \nAnn Lee\nThe Paper\n"
    )
    assert read_mail(sent).text == "The bridge opened on Tuesday.\n\n“At last,” said the mayor."


def test_the_html_part_is_read_where_the_plain_part_is_a_stub() -> None:
    """Not what is hidden for previews."""
    sent = mail()
    sent.set_content("Your mail program cannot show this.\n")
    sent.add_alternative(
        '<html><body><div style="display:none">Preview 99</div><table><tr><td><p>The bridge opened on Tuesday after a long wait.</p>'
        "<p>“At last,” said the mayor, and she meant it.</p></td></tr></table></body></html>",
        subtype="html",
    )
    assert (
        read_mail(sent).text
        == "The bridge opened on Tuesday after a long wait.\n\n“At last,” said the mayor, and she meant it."
    )


def test_attachments_are_read_after_the_text_or_noted() -> None:
    """Each under its name; what cannot be read is said."""
    sent = mail()
    sent.set_content("See what I found.\n")
    report = GOLDEN / "docx/report-by-libreoffice.docx"
    sent.add_attachment(report.read_bytes(), maintype="application", subtype="octet-stream", filename="report.docx")
    sent.add_attachment(b"\x00\x01\x02" * 50, maintype="application", subtype="octet-stream", filename="odd.bin")
    sent.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    article = read_mail(sent)
    assert "See what I found." in article.text
    assert "1,460 operations" in article.text
    assert article.notes == ("odd.bin was not read: This kind of file cannot be read.",)


def test_markdown_is_read_without_its_marks() -> None:
    """Front matter, headings, emphasis, links, tables, footnotes, code."""
    raw = (
        '---\ntitle: "A bridge opens"\nauthor: Ann Lee\ndate: 2025-11-04\n---\n\n## At *last*\n\nThe **bridge**[^1] opened on\nTuesday, '
        "[the mayor](http://x.example) said.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: It is old.\n"
    )
    article = MarkdownReader().read(Original(raw.encode()))
    assert (article.title, article.byline, article.published) == ("A bridge opens", "Ann Lee", "2025-11-04")
    assert article.text.split("\n\n") == [
        "At last",
        "The bridge opened on Tuesday, the mayor said.",
        "one",
        "two",
        "a | b\n1 | 2",
        "It is old.",
    ]


@pytest.mark.parametrize(
    ("raw", "is_markdown"),
    [
        ("# A\n\nThe **bridge** opened.", True),
        ("Just words, and - a dash.", False),
        ("> quoted in a mail\n\nand an answer", False),
        ("#hashtag and *one* emphasis", False),
    ],
)
def test_a_text_is_markdown_where_two_kinds_of_marks_say_so(raw: str, is_markdown: bool) -> None:
    """One kind may be chance."""
    assert bool(MarkdownReader().accepts(Original(raw.encode()))) is is_markdown
