"""What is looked at to tell whether a word reports, and which passage it reports."""

from __future__ import annotations

from math import log1p

from handlers.quotes.lexicon import stem
from handlers.quotes.mentions import OWNERS
from handlers.quotes.reports import Cue
from handlers.quotes.scene import NO_CUE, Scene

_NEXT = {
    ",": 1,
    ".": 2,
    ":": 3,
    "“": 4,
    '"': 4,
    "''": 4,
    "``": 4,
    "that": 5,
    "to": 6,
    "the": 7,
    "of": 8,
    "for": 9,
    "about": 10,
    "on": 11,
}
_CUE_DEPS = {
    d: i
    for i, d in enumerate(
        [
            "ROOT",
            "ccomp",
            "advcl",
            "relcl",
            "conj",
            "xcomp",
            "acl",
            "parataxis",
            "pcomp",
            "prep",
            "dobj",
            "pobj",
            "nsubj",
            "amod",
            "compound",
        ],
        1,
    )
}
_TAGS = {t: i for i, t in enumerate(["VBD", "VBZ", "VBP", "VBG", "VBN", "VB", "NN", "NNS", "IN", "NNP", "MD"], 1)}
_WORDS = {"PRP": 1, "NNP": 2, "NN": 3, "NNS": 4, "WP": 5, "WDT": 6, "PRP$": 7, "DT": 8, "NNPS": 2}
_PRONOUNS = {"he": 1, "she": 1, "they": 2, "it": 3, "i": 4, "we": 5, "you": 6, "who": 7, "which": 8, "that": 8}


def cue_row(scene: Scene, cue: Cue) -> list[float]:
    """What is looked at to tell whether a word reports at all."""
    place, i = cue.place, cue.token
    grammar = place.parsed
    word = grammar.lower[i]
    children = {grammar.dep[c] for c in grammar.children[i] if c > i}
    behind = grammar.lower[i + 1] if i + 1 < len(grammar) else ""
    up = grammar.head[i]
    subject = cue.subject
    word_of = OWNERS.get(grammar.lower[subject], grammar.lower[subject]) if subject >= 0 else ""
    first, last = grammar.bounds[grammar.sentence[i]]
    before = grammar.lower[i - 1] if i > first else ""
    objects = [c for c in grammar.children[i] if grammar.dep[c] in ("dobj", "xcomp", "attr", "acomp")]
    run = scene.names.at(grammar.start[subject], grammar.end[subject]) if subject >= 0 else None
    chain = run.chain if run else None
    return [
        scene.lexicon.cue.get(stem(word), NO_CUE),
        scene.lexicon.marked.get(stem(word), NO_CUE),
        _TAGS.get(grammar.tag[i], 0),
        _CUE_DEPS.get(grammar.dep[i], 0),
        *(dep in children for dep in ("ccomp", "xcomp", "dobj", "prep", "advcl", "attr")),
        _NEXT.get(behind, 0),
        _TAGS.get(grammar.tag[i + 1], 0) if behind else -1,
        cue.relation,
        _WORDS.get(grammar.tag[subject], 0) if subject >= 0 else -1,
        _PRONOUNS.get(word_of, 0),
        scene.lexicon.speaker.get(stem(grammar.lower[subject]), -3.0) if subject >= 0 else -9,
        scene.lexicon.cue.get(stem(grammar.lower[up]), NO_CUE) if up != i else -9,
        i - first, last - i, last - first,
        subject - i if subject >= 0 else 99,
        before in ("to", "not", "n't", "n’t", "would", "could", "should", "will", "can", "may", "might"),
        _NEXT.get(before, 0),
        len(cue.spans),
        grammar.dep[subject] == "nsubjpass" if subject >= 0 else -1,
        any(grammar.dep[c] == "neg" for c in grammar.children[i]),
        any(grammar.dep[c] == "auxpass" for c in grammar.children[i]),
        any(grammar.dep[c] == "mark" for c in grammar.children[i]),
        len(place.stretches),
        chain.person if chain else -3.0,
        log1p(chain.count) if chain else -1.0,
        place.index,
        place.headline,
        len(grammar),
        max((place.marked[k] for k in range(i, min(last, i + 8))), default=-1) >= 0,
        max((scene.lexicon.cue.get(stem(grammar.lower[c]), NO_CUE) for c in objects), default=-9),
    ]  # fmt: skip


def span_row(cue: Cue, span: tuple[int, int, int]) -> list[float]:
    """What is looked at to choose the passage that a word reports."""
    place, i = cue.place, cue.token
    grammar = place.parsed
    first, last, kind = span
    low, high = grammar.bounds[grammar.sentence[i]]
    marked = sum(m >= 0 for m in place.marked[first:last])
    before = grammar.lower[first - 1] if first else ""
    behind = grammar.lower[last] if last < len(grammar) else ""
    return [
        kind, last - first, first - i if first > i else i - last, first > i,
        first == low, last >= high - 1, marked, marked / (last - first),
        _TAGS.get(grammar.tag[first], 0), grammar.tag[first] in ("PRP", "DT", "NNP"),
        _NEXT.get(before, 0), _NEXT.get(behind, 0),
        sum(grammar.tag[k][:2] == "VB" for k in range(first, last)),
        sum(grammar.words[k] == "," for k in range(first, last)),
        sum(1 for a, b, _ in cue.spans if a <= first and last <= b),
        sum(1 for a, b, _ in cue.spans if first <= a and b <= last),
        cue.subject >= first and cue.subject < last,
        len({n for n in place.marked[first:last] if n >= 0}),
    ]  # fmt: skip
