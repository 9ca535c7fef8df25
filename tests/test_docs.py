"""What the README and docs/ say exists: files that are linked to, settings, commands, the parts of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from bot.cli import pullquote
from bot.settings import Settings

PAGES = [Path("README.md"), Path("CHANGELOG.md"), *sorted(Path("docs").glob("*.md"))]
_FENCED = re.compile(r"^ *```.*?^ *```", re.M | re.S)
_INLINE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.M)


def links(page: Path) -> list[str]:
    """Where a page's links lead, but for the web."""
    found = _LINK.findall(_INLINE.sub("code", _FENCED.sub("", page.read_text())))
    return [unquote(link) for link in found if "://" not in link and not link.startswith("mailto:")]


def anchors(page: Path) -> set[str]:
    """The names that a page's headings can be linked by, as GitHub makes them."""
    headings = _HEADING.findall(_FENCED.sub("", page.read_text()))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def names(command: click.Command, before: str = "") -> Iterator[tuple[str, list[str]]]:
    """Every command with its options."""
    for name, inner in getattr(command, "commands", {}).items():
        full = f"{before}{name}"
        yield full, [option for param in inner.params for option in param.opts if option.startswith("--")]
        yield from names(inner, f"{full} ")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_leads_somewhere(page: Path) -> None:
    """A link to a file has that file, and one into a page its heading."""
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_is_found_from_the_readme() -> None:
    """No page of docs/ stands where nobody comes by."""
    linked = {Path(link.partition("#")[0]) for link in links(Path("README.md"))}
    assert set(PAGES[2:]) <= linked


def test_the_readme_is_short() -> None:
    """It is read to its end."""
    assert len(Path("README.md").read_text().splitlines()) < 120


def test_every_setting_is_told() -> None:
    """README.md or docs/operations.md names every environment variable, and none that is not."""
    told = Path("README.md").read_text() + Path("docs/operations.md").read_text()
    known = {field.alias or f"PULLQUOTE_{name.upper()}" for name, field in Settings.model_fields.items()}
    assert [name for name in sorted(known) if not re.search(rf"`{name}\b|\b{name}[`=]", told)] == []
    named = {name for page in PAGES for name in re.findall(r"\bPULLQUOTE_[A-Z_]*[A-Z]\b(?!_)", page.read_text())}
    assert named - known - {"PULLQUOTE_UNDERSTAND"} == set()


def test_every_command_and_option_is_told() -> None:
    """docs/cli.md has every command with its options."""
    told = Path("docs/cli.md").read_text()
    for name, options in names(pullquote):
        assert re.search(rf"(?:pullquote |`){name}\b", told), name
        for option in options:
            assert option in told, f"{name} {option}"


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_no_page_names_a_command_that_is_not(page: Path) -> None:
    """What stands after `pullquote` in code is a command."""
    known = set(pullquote.commands)
    said = re.findall(r"(?:`|^\$ |^\s+|& )pullquote ([a-z][a-z-]+)", page.read_text(), re.M)
    assert set(said) <= known
