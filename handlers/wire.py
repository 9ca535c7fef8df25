"""Values as JSON: the contract's form for other programs, and a whole form that can be turned back into values.

Turning back goes through `Article.passage`, so what comes out of a child process is checked against the text again.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from handlers.model import Article, Digest, Figure, Outline, Passage, Quote, Speaker, named

Json = dict[str, Any]
_ARTICLE = ("url", "canonical_url", "title", "byline", "publisher", "published", "language", "paywalled", "text")


def article_json(article: Article) -> Json:
    """The contract's `article`."""
    return {name: getattr(article, name) for name in _ARTICLE}


def quote_json(quote: Quote) -> Json:
    """The contract's `quote`."""
    speaker = quote.speaker
    return {
        **_span(quote.passage),
        "kind": quote.kind,
        "speaker": speaker and {"name": speaker.name, "role": speaker.role, "mention": _span(speaker.mention)},
        "cue": quote.cue and _span(quote.cue),
        "score": quote.score,
    }


def figure_json(figure: Figure) -> Json:
    """The contract's `figure`."""
    return {
        **_span(figure.passage),
        "value": number_json(figure.value),
        "value_high": None if figure.value_high is None else number_json(figure.value_high),
        "unit": figure.unit,
        "modifier": figure.modifier,
        "concept": figure.concept,
        "sentence": {"start": figure.sentence.start, "end": figure.sentence.end},
        "score": figure.score,
    }


def digest_json(digest: Digest) -> Json:
    """The contract's `digest`: the key quotes and key figures."""
    return {
        "article": article_json(digest.article),
        "quotes": [quote_json(q) for q in digest.quotes],
        "figures": [figure_json(f) for f in digest.figures],
    }


def number_json(value: Decimal) -> int | float | str:
    """A JSON number, or a decimal string where a float would lose digits."""
    if value == value.to_integral_value() and abs(value) < 2**53:
        return int(value)
    return float(value) if Decimal(repr(float(value))) == value else format(value, "f")


def dump(digest: Digest) -> Json:
    """Everything in a digest, for `load`."""
    return {
        "article": {**article_json(digest.article), "notes": list(digest.article.notes)},
        "all_quotes": [_quote_dump(q) for q in digest.all_quotes],
        "all_figures": [_figure_dump(f) for f in digest.all_figures],
        "quotes": [_quote_dump(q) for q in digest.quotes],
        "figures": [_figure_dump(f) for f in digest.figures],
        "failed": list(digest.failed),
    }


def load(form: Json) -> Digest:
    """The digest that `dump` was given. Raises ValueError where a span is not the article's own words."""
    article = load_article(form)
    return Digest(
        article,
        quotes=tuple(_quote(article, q) for q in form["quotes"]),
        figures=tuple(_figure(article, f) for f in form["figures"]),
        all_quotes=tuple(_quote(article, q) for q in form["all_quotes"]),
        all_figures=tuple(_figure(article, f) for f in form["all_figures"]),
        failed=tuple(form["failed"]),
    )


def load_outline(form: Json) -> Outline:
    """The outline of the digest that `dump` was given, in a tenth of the time that `load` takes."""
    speakers = (quote["speaker"] for quote in form["all_quotes"])
    names = (named(speaker["name"], speaker["mention"]["text"]) for speaker in speakers if speaker)
    return Outline(
        load_article(form),
        tuple(quote["score"] for quote in form["quotes"]),
        tuple(figure["score"] for figure in form["figures"]),
        tuple(dict.fromkeys(filter(None, names))),
    )


def load_article(form: Json) -> Article:
    """The article of the digest that `dump` was given."""
    return Article(**{**form["article"], "notes": tuple(form["article"].get("notes", ()))})


def _span(passage: Passage) -> Json:
    return {"text": passage.text, "start": passage.start, "end": passage.end}


def _passage(article: Article, span: Json) -> Passage:
    made = article.passage(span["start"], span["end"])
    if "text" in span and made.text != span["text"]:
        raise ValueError(f"not the article's words at {made.start}:{made.end}")
    return made


def _quote_dump(quote: Quote) -> Json:
    return {**quote_json(quote), "repeats": [_span(p) for p in quote.repeats], "whole": quote.whole}


def _quote(article: Article, form: Json) -> Quote:
    speaker = form["speaker"]
    return Quote(
        _passage(article, form),
        form["kind"],
        speaker and Speaker(_passage(article, speaker["mention"]), speaker["name"], speaker["role"]),
        form["cue"] and _passage(article, form["cue"]),
        form["score"],
        tuple(_passage(article, p) for p in form["repeats"]),
        form.get("whole", True),
    )


def _figure_dump(figure: Figure) -> Json:
    high = figure.value_high
    return {
        **figure_json(figure),
        "value": str(figure.value),
        "value_high": None if high is None else str(high),
        "repeats": [_span(p) for p in figure.repeats],
    }


def _figure(article: Article, form: Json) -> Figure:
    high = form["value_high"]
    return Figure(
        _passage(article, form),
        Decimal(form["value"]),
        _passage(article, form["sentence"]),
        None if high is None else Decimal(high),
        form["unit"],
        form["modifier"],
        form["concept"],
        form["score"],
        tuple(_passage(article, p) for p in form["repeats"]),
    )
