"""The JSON that other programs rely on, field for field, on every seed."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.cli import main
from handlers.digest import extract, read
from handlers.model import Original
from handlers.rank import rank
from handlers.wire import digest_json

Json = dict[str, Any]
SEEDS = sorted(path for path in Path("seeds").iterdir() if path.suffix not in ("", ".py"))
NAMES = [path.name for path in SEEDS]
TEXT = 'Ann Poe told us: "We opened the bridge in May." It cost about $40 million, or 3 to 4 percent of the budget.'

# A field's type, its only values, or a function that holds for it.
PLACE = {"start": int, "end": int}
SPAN = {"text": str, **PLACE}
SPEAKER = {"name": str, "role": str, "mention": SPAN}


def score(value: object) -> bool:
    """From 0 to 1."""
    return isinstance(value, float | int) and 0 <= value <= 1


def number(value: object) -> bool:
    """A number, or a decimal string with the digits that a float would lose."""
    return type(value) in (int, float) or (isinstance(value, str) and float(value) is not None)


def number_or_none(value: object) -> bool:
    """The upper end of a range, where there is one."""
    return value is None or number(value)


ARTICLE = dict.fromkeys(
    ("url", "canonical_url", "title", "byline", "publisher", "published", "language", "text"), str
) | {"paywalled": bool}
QUOTE = {
    **SPAN,
    "kind": ("direct", "mixed", "indirect"),
    "speaker": [SPEAKER],
    "cue": [SPAN],
    "score": score,
}
FIGURE = {
    **SPAN,
    "value": number,
    "value_high": number_or_none,
    "unit": str,
    "modifier": ("=", "~", "<", ">", "up", "down"),
    "concept": str,
    "sentence": PLACE,
    "score": score,
}


def check(value: object, form: Any, text: str, where: str) -> None:
    """Fails unless the value has this form, no field too many, and every span in it is the text's own words.

    A form is a dict of forms, `[form]` for one that may be null, a tuple of the only values, a type, or a function.
    """
    if isinstance(form, list):
        if value is not None:
            check(value, form[0], text, where)
    elif isinstance(form, tuple):
        assert value in form, where
    elif isinstance(form, type):
        assert type(value) is form, where
    elif callable(form):
        assert form(value), where
    else:
        assert isinstance(value, dict), where
        assert set(value) == set(form), where
        for name, inner in form.items():
            check(value[name], inner, text, f"{where}.{name}")
        if "start" in value:
            assert 0 <= value["start"] < value["end"] <= len(text), where
            assert text[value["start"] : value["end"]] == value.get("text", text[value["start"] : value["end"]]), where


def check_all(found: Json, text: str, *, ordered: bool = False) -> None:
    """Checks the quotes and figures of a digest, or of a line of `extract`."""
    for kind, form in (("quotes", QUOTE), ("figures", FIGURE)):
        for at, one in enumerate(found[kind]):
            check(one, form, text, f"{kind}[{at}]")
        starts = [(one["start"], one["end"]) for one in found[kind]]
        assert starts == sorted(starts) or not ordered


@pytest.fixture(scope="module")
def digests() -> dict[str, Json]:
    """The contract's JSON of every seed, with everything found as key quotes and figures."""
    made = {}
    for path in SEEDS:
        digest = rank(extract(read(Original(path.read_bytes(), file_name=path.name))), 10_000, 10_000)
        made[path.name] = json.loads(json.dumps(digest_json(digest)))
    return made


@pytest.mark.parametrize("name", NAMES)
def test_a_digest_has_the_contracts_fields(name: str, digests: dict[str, Json]) -> None:
    """Article, quotes and figures have exactly their fields, and every span is the article's own words."""
    digest = digests[name]
    assert set(digest) == {"article", "quotes", "figures"}
    text = digest["article"]["text"]
    check(digest["article"], ARTICLE, text, "article")
    check_all(digest, text)
    assert digest["quotes"]
    assert digest["figures"]


@pytest.mark.parametrize("name", NAMES)
def test_marks_stand_outside_a_direct_quote(name: str, digests: dict[str, Json]) -> None:
    """No direct quote begins or ends with the double marks that enclose it."""
    for quote in digests[name]["quotes"]:
        if quote["kind"] == "direct":
            assert quote["text"][0] not in '“"„«', quote["text"]
            assert quote["text"][-1] not in '”"»', quote["text"]
            assert quote["text"] == quote["text"].strip()


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_stands_in_its_sentence(name: str, digests: dict[str, Json]) -> None:
    """A figure lies within its sentence, and a range runs upward."""
    for figure in digests[name]["figures"]:
        assert figure["sentence"]["start"] <= figure["start"] < figure["end"] <= figure["sentence"]["end"]
        if figure["value_high"] is not None:
            assert float(figure["value"]) <= float(figure["value_high"])


def test_the_command_prints_this_contract(capfd: pytest.CaptureFixture[str]) -> None:
    """`digest --format json` and `read` print these fields, one object a line."""
    path = "seeds/sheinbaum-2025-05-04.txt"
    assert main(["digest", path, "--format", "json", "--max-quotes", "3"]) == 0
    (line,) = capfd.readouterr().out.splitlines()
    digest = json.loads(line)
    assert set(digest) == {"article", "quotes", "figures"}
    assert len(digest["quotes"]) == 3
    check_all(digest, digest["article"]["text"])
    assert main(["read", path]) == 0
    assert json.loads(capfd.readouterr().out) == digest["article"]


def test_a_line_of_extract_has_this_contract(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`extract` gives the same quotes and figures, all of them, in the text's order."""
    seed = Path("seeds/sheinbaum-2025-05-04.txt").read_text()
    given = "".join(json.dumps({"id": at, "text": text}) + "\n" for at, text in enumerate((TEXT, seed, "")))
    stdin = SimpleNamespace(buffer=io.BytesIO(given.encode()), isatty=lambda: False)
    monkeypatch.setattr("sys.stdin", stdin)
    assert main(["extract"]) == 0
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == [0, 1, 2]
    for line, text in zip(lines, (TEXT, seed, ""), strict=True):
        assert set(line) == {"id", "quotes", "figures"}
        check_all(line, text, ordered=True)
    assert [quote["text"] for quote in lines[0]["quotes"]] == ["We opened the bridge in May."]
    assert [figure["value"] for figure in lines[0]["figures"]] == [40_000_000, 3]
    southern = [quote for quote in lines[1]["quotes"] if "southern territory" in quote["text"]]
    assert len(southern) == 2, "extract joins nothing"
    assert (lines[2]["quotes"], lines[2]["figures"]) == ([], [])
