"""Articles with their attributions marked by hand, and parses of them kept on disk between runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, DocBin

from handlers.language import LONGEST_PARAGRAPH, Parses, pipeline
from handlers.model import Article

Span = tuple[int, int]
_VERBS = frozenset({"said", "says", "told", "wrote", "added", "asked", "tweeted"})
_KEPT = ["ORTH", "SPACY", "TAG", "DEP", "HEAD", "SENT_START"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution of the gold: the spans of what was said, of who said it, and of the words that report it."""

    said: tuple[Span, ...]
    speaker: tuple[Span, ...]
    cue: tuple[Span, ...]


@dataclass(frozen=True)
class Marked:
    """An article with every attribution in it."""

    id: str
    article: Article
    attributions: tuple[Attribution, ...]


def load(paths: Iterable[Path]) -> list[Marked]:
    """The articles of these JSONL files, in order."""
    return [_marked(json.loads(line)) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def _marked(row: dict[str, object]) -> Marked:
    article = Article(str(row["text"]), language="en")
    spans = (
        [tuple((s, e) for s, e in a[key]) for key in ("content", "source", "cue")]
        for a in row["attributions"]  # type: ignore[attr-defined]
    )
    found = tuple(_straight(Attribution(said, speaker, cue), article.text) for said, speaker, cue in spans)
    return Marked(str(row["id"]), article, found)


def _straight(found: Attribution, text: str) -> Attribution:
    """The attribution, speaker and cue put right where the gold has one for the other ("said" as the speaker)."""
    speaker = {text[s:e].strip() for s, e in found.speaker}
    turned = bool(found.cue and speaker) and all(who.split()[:1] and who.split()[0] in _VERBS for who in speaker)
    return Attribution(found.said, found.cue, found.speaker) if turned else found


class Kept(Parses):
    """Parses that were made before."""

    def __init__(self, article: Article, docs: dict[int, Doc]) -> None:
        self.article = article
        self.pipeline = pipeline("en")
        self._kept = docs

    def docs(self, indices: Iterable[int], *, entities: bool = False) -> Iterator[tuple[int, Doc]]:  # noqa: ARG002
        """`(index, Doc)` of the paragraphs asked for."""
        return ((i, self._kept[i]) for i in sorted(set(indices)))


def parses(articles: list[Marked], cache: Path | None = None) -> list[Kept]:
    """Every paragraph of every article parsed; read from `cache` where it stands, else written there."""
    loaded = pipeline("en")
    if loaded is None:
        raise RuntimeError("the English model is not installed")
    texts = [p.text[:LONGEST_PARAGRAPH] for a in articles for p in a.article.paragraphs]
    if cache is not None and cache.exists():
        docs = list(DocBin().from_bytes(cache.read_bytes()).get_docs(loaded.vocab))
    else:
        docs = list(loaded.pipe(texts, batch_size=64, disable=["ner"]))
        if cache is not None:
            cache.write_bytes(DocBin(attrs=_KEPT, docs=docs).to_bytes())
    made, at = [], 0
    for marked in articles:
        count = len(marked.article.paragraphs)
        made.append(Kept(marked.article, dict(enumerate(docs[at : at + count]))))
        at += count
    return made
