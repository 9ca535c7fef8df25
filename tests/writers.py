"""Files that real tools write of an article whose words are known: LibreOffice, Chromium, TeX, pandoc and others."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from pathlib import Path

import docx
import pptx

FOOTNOTE = "The figures are those of the day of writing."
PROGRAMS = ("soffice", "chromium", "pandoc", "pdflatex", "tesseract")


@dataclass(frozen=True)
class Known:
    """An article whose words are known."""

    title: str
    byline: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """Everything that a reader should give back."""
        return "\n\n".join([self.title, f"By {self.byline}", *self.paragraphs])


Writer = Callable[[Known, Path], Path]


def missing() -> list[str]:
    """The programs that are not installed."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


def _run(*command: str | Path, folder: Path) -> None:
    env = {"HOME": str(folder), "PATH": "/usr/local/bin:/usr/bin:/bin"}
    subprocess.run([str(part) for part in command], cwd=folder, env=env, check=True, capture_output=True, timeout=120)


def _office(folder: Path, made: Path, ending: str, options: str = "") -> Path:
    """The file as LibreOffice writes it in another format."""
    out = folder / "office"
    _run("soffice", "--headless", "--convert-to", ending + options, "--outdir", out, made, folder=folder)
    return next(out.glob(f"{made.stem}.{ending}"))


def _chromium(folder: Path, page: str, name: str, *options: str) -> Path:
    (folder / f"{name}.html").write_text(page, encoding="utf-8")
    printed = folder / f"{name}.pdf"
    quiet = ("--headless", "--no-sandbox", "--disable-gpu")
    _run("chromium", *quiet, *options, f"--print-to-pdf={printed}", f"file://{folder}/{name}.html", folder=folder)
    return printed


def _page(known: Known, style: str = "") -> str:
    body = "".join(f"<p>{escape(p)}</p>" for p in known.paragraphs)
    title = escape(known.title)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style}</style></head>"
        f'<body><h1>{title}</h1><p class="by">By {escape(known.byline)}</p><div class="text">{body}</div></body></html>'
    )


def word_document(known: Known, folder: Path, headed: bool = False) -> Path:
    """A DOCX by python-docx, with running head and foot where asked."""
    document = docx.Document()
    document.core_properties.title = known.title
    document.add_heading(known.title, 0)
    document.add_paragraph(f"By {known.byline}")
    for paragraph in known.paragraphs:
        document.add_paragraph(paragraph)
    if headed:
        section = document.sections[0]
        section.header.paragraphs[0].text = "The Northern Quarterly\t\tSpring 2025"
        section.footer.paragraphs[0].text = "Copyright The Northern Quarterly, all rights reserved"
    made = folder / "word.docx"
    document.save(str(made))
    return made


def pdf_office(known: Known, folder: Path) -> Path:
    """LibreOffice, with running head and foot."""
    return _office(folder, word_document(known, folder, headed=True), "pdf")


def pdf_printed(known: Known, folder: Path) -> Path:
    """Chromium's print as it comes: date, title, address and page number in the margins."""
    return _chromium(folder, _page(known), "printed")


def pdf_columns(known: Known, folder: Path) -> Path:
    """Chromium, two justified columns, paragraphs indented."""
    style = "@page{size:A4;margin:16mm}.text{columns:2;text-align:justify}.text p{margin:0;text-indent:1em}"
    return _chromium(folder, _page(known, style), "columns", "--no-pdf-header-footer")


def _tex(known: Known, folder: Path, name: str, options: str) -> Path:
    quoted = [_tex_words(p) for p in known.paragraphs]
    quoted[0] += rf"\footnote{{{FOOTNOTE}}}"
    packages = r"\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{lmodern}\usepackage{textcomp}"
    tex = (
        rf"\documentclass[{options}]{{article}}{packages}\pagestyle{{headings}}\date{{}}"
        rf"\title{{{_tex_words(known.title)}}}\author{{By {_tex_words(known.byline)}}}"
        r"\begin{document}\maketitle" + "\n\n".join(["", *quoted, ""]) + r"\end{document}"
    )
    (folder / f"{name}.tex").write_text(tex, encoding="utf-8")
    _run("pdflatex", "-interaction=nonstopmode", f"{name}.tex", folder=folder)
    return folder / f"{name}.pdf"


def _tex_words(text: str) -> str:
    for sign, spelled in (
        ("\\", ""),
        ("$", r"\$"),
        ("%", r"\%"),
        ("&", r"\&"),
        ("#", r"\#"),
        ("_", r"\_"),
        ("−", "--"),
    ):
        text = text.replace(sign, spelled)
    return text


def pdf_tex(known: Known, folder: Path) -> Path:
    """TeX: hyphens, ligatures, a footnote, page numbers."""
    return _tex(known, folder, "tex", "11pt,a5paper")


def pdf_tex_columns(known: Known, folder: Path) -> Path:
    """TeX in two columns."""
    return _tex(known, folder, "texcolumns", "10pt,twocolumn")


def docx_office(known: Known, folder: Path) -> Path:
    """LibreOffice."""
    return _office(folder, word_document(known, folder), "docx")


def odt_office(known: Known, folder: Path) -> Path:
    """LibreOffice."""
    return _office(folder, word_document(known, folder, headed=True), "odt")


def rtf_office(known: Known, folder: Path) -> Path:
    """LibreOffice."""
    return _office(folder, word_document(known, folder, headed=True), "rtf")


def epub_office(known: Known, folder: Path) -> Path:
    """LibreOffice."""
    return _office(folder, word_document(known, folder), "epub")


def _pandoc(ending: str, *options: str) -> Writer:
    def write(known: Known, folder: Path) -> Path:
        """pandoc."""
        page = re.sub("<title>.*?</title>", "", _page(known))
        (folder / "pandoc.html").write_text(page, encoding="utf-8")
        made = folder / f"pandoc.{ending}"
        title = ["--metadata", f"title={known.title}"] if ending == "epub" else []
        _run("pandoc", "--from", "html", *options, *title, "--standalone", "-o", made, "pandoc.html", folder=folder)
        return made

    return write


def slides(known: Known, folder: Path) -> Path:
    """A PPTX by python-pptx: a title slide, then two paragraphs a slide."""
    deck = pptx.Presentation()
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = known.title, f"By {known.byline}"
    for number in range(0, len(known.paragraphs), 2):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = known.paragraphs[number]
        box = slide.shapes.add_textbox(0, 2_000_000, 8_000_000, 3_000_000)
        box.text_frame.text = "\n".join(known.paragraphs[number + 1 : number + 2])
    made = folder / "deck.pptx"
    deck.save(str(made))
    return made


def slides_office(known: Known, folder: Path) -> Path:
    """LibreOffice."""
    return _office(folder, slides(known, folder), "pptx")


def mail(known: Known, folder: Path) -> Path:
    """A mail in two forms, plain lines flowed, with a signature."""
    message = EmailMessage(policy=SMTP)
    message["Subject"], message["From"], message["To"] = (
        known.title,
        f"{known.byline} <desk@north.example>",
        "b@c.example",
    )
    message["Date"] = "Tue, 04 Nov 2025 15:42:00 +0000"
    message.set_content(
        known.text + "\n\n-- \nThe Northern Quarterly\nUnsubscribe: https://north.example/u\n", cte="base64"
    )
    message.add_alternative(_page(known), subtype="html", cte="quoted-printable")
    made = folder / "mail.eml"
    made.write_bytes(message.as_bytes())
    return made


def mail_marked(known: Known, folder: Path) -> Path:
    """A newsletter that has only an HTML part."""
    message = EmailMessage(policy=SMTP)
    message["Subject"], message["From"], message["List-Id"] = known.title, "North <desk@north.example>", "<n.example>"
    message["Date"] = "Tue, 04 Nov 2025 15:42:00 +0000"
    top = '<table><tr><td><a href="https://north.example/v">View this email in your browser</a></td></tr></table>'
    page = (
        _page(known)
        .replace("<body>", f"<body>{top}")
        .replace("</body>", "<p>You get this because you asked.</p></body>")
    )
    message.set_content(page, subtype="html")
    made = folder / "newsletter.eml"
    made.write_bytes(message.as_bytes())
    return made


def _encoded(encoding: str) -> Writer:
    def write(known: Known, folder: Path) -> Path:
        """A text in another encoding."""
        made = folder / f"{encoding}.txt"
        made.write_bytes(known.text.replace("\n", "\r\n").encode(encoding, "replace"))
        return made

    return write


def text_office(known: Known, folder: Path) -> Path:
    """LibreOffice."""
    return _office(folder, word_document(known, folder), "txt", ":Text (encoded):UTF8")


WRITERS: dict[str, Writer] = {
    "pdf by LibreOffice": pdf_office,
    "pdf by Chromium, as it prints": pdf_printed,
    "pdf by Chromium, two columns": pdf_columns,
    "pdf by TeX": pdf_tex,
    "pdf by TeX, two columns": pdf_tex_columns,
    "docx by python-docx": word_document,
    "docx by LibreOffice": docx_office,
    "docx by pandoc": _pandoc("docx"),
    "odt by LibreOffice": odt_office,
    "odt by pandoc": _pandoc("odt"),
    "rtf by LibreOffice": rtf_office,
    "rtf by pandoc": _pandoc("rtf"),
    "epub by LibreOffice": epub_office,
    "epub by pandoc": _pandoc("epub"),
    "pptx by python-pptx": slides,
    "pptx by LibreOffice": slides_office,
    "mail with a plain part": mail,
    "mail with only HTML": mail_marked,
    "markdown by pandoc, GitHub's": _pandoc("md", "--to", "gfm"),
    "markdown by pandoc, its own": _pandoc("markdown", "--to", "markdown", "--columns", "72"),
    "text by pandoc, wrapped": _pandoc("txt", "--to", "plain", "--columns", "72"),
    "text by LibreOffice": text_office,
    "text in UTF-16": _encoded("utf-16"),
    "text in Windows-1252": _encoded("cp1252"),
    "text in UTF-8 with a mark": _encoded("utf-8-sig"),
}
