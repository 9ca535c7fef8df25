"""Parsing our own way finds what spaCy's own way finds."""

from __future__ import annotations

import pytest
import spacy

import seeds
from handlers.language import MODELS, annotate, parsed, pipeline
from handlers.model import Article


def texts() -> list[str]:
    """Paragraphs of the seed's text, with some that are hardly any."""
    seed = next(s for s in seeds.SEEDS if s.path.endswith("sheinbaum-2025-05-04.txt"))
    return [p.text for p in Article(text=seed.read().decode()).paragraphs] + [" ", "Yes.", "…", "“No,” she said."]


@pytest.mark.parametrize("count", [1, 1_000])
def test_the_parse_is_spacys_own(count: int) -> None:
    """Tags, heads, dependencies and entities of every token are the same, in one batch or in several."""
    nlp = pipeline("en")
    assert nlp is not None
    given = (texts() * 8)[:count]
    ours = parsed(nlp, given)
    annotate(nlp.get_pipe("ner"), ours)
    for mine, theirs in zip(ours, nlp.pipe(given), strict=True):
        for one, other in zip(mine, theirs, strict=True):
            assert (one.tag_, one.dep_, one.head.i) == (other.tag_, other.dep_, other.head.i)
            assert (one.ent_iob_, one.ent_type_) == (other.ent_iob_, other.ent_type_)


def test_nothing_is_parsed_without_a_text() -> None:
    """No texts, no docs."""
    nlp = pipeline("en")
    assert nlp is not None
    assert parsed(nlp, []) == []
    annotate(nlp.get_pipe("ner"), [])


def test_every_model_that_is_installed_loads() -> None:
    """English is."""
    assert {code for code in MODELS if pipeline(code)} == {c for c, m in MODELS.items() if spacy.util.is_package(m)}
    assert pipeline("en")
