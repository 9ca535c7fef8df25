"""Reported speech without marks: words that may report, the passages that they may report, and who reports.

A verb ("said"), a noun ("claim") or "according to" is a cue where it has learned weight. The passages that it can
report are read off the grammar: its clauses and objects, the words around a parenthesis ("..., she said, ..."), the
rest of the sentence. What was learned then chooses among them, or none.
"""

from __future__ import annotations

from dataclasses import dataclass

from handlers.quotes.grammar import Grammar
from handlers.quotes.lexicon import stem
from handlers.quotes.runs import OFFICE
from handlers.quotes.scene import NO_CUE, Place, Scene

_LEAST = -3.0  # words that report more rarely than that are not looked at
_LEAST_NOUN = -1.5
_RIGHT = {
    d: i
    for i, d in enumerate(
        [
            "ccomp",
            "xcomp",
            "dobj",
            "prep",
            "advcl",
            "attr",
            "oprd",
            "acomp",
            "acl",
            "relcl",
            "parataxis",
            "dep",
            "pobj",
            "conj",
            "agent",
            "dative",
            "appos",
            "pcomp",
        ],
        1,
    )
}
_LEFT = {"ccomp": 31, "parataxis": 32, "dep": 33, "advcl": 34, "nsubjpass": 35, "nsubj": 36, "dobj": 37}
BEFORE, BEHIND, REST, OWNER, COLON = 41, 42, 43, 44, 45
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_PEOPLE = frozenset({"people", "men", "women", "children", "families", "group", "groups", "those", "many"})
_TRIMMED = frozenset(",;:-–—\"“”'‘’`.…") | {"''", "``", "--", "that"}
_MOST = 14


@dataclass(slots=True)
class Cue:
    """A word that may report, with what stands around it."""

    place: Place
    token: int
    subject: int  # the token that reports, -1 where none is found
    relation: int  # how the subject was found
    spans: list[tuple[int, int, int]]  # (first token, the one behind the last, how it was found)


def cues(scene: Scene, place: Place) -> list[Cue]:
    """Every word of a paragraph that may report, outside its marks."""
    grammar = place.grammar
    if grammar is None:
        return []
    found = []
    score = scene.lexicon.cue
    for i, tag in enumerate(grammar.tag):
        kind = tag[:2]
        if kind not in ("VB", "NN", "IN") or place.marked[i] >= 0:
            continue
        word = grammar.lower[i]
        if kind == "IN" or word == "according":
            if word != "according":
                continue
        elif score.get(stem(word), NO_CUE) < (_LEAST if kind == "VB" else _LEAST_NOUN) or grammar.dep[i] in (
            "aux",
            "auxpass",
        ):
            continue
        if _in_a_name(scene, grammar, i):
            continue
        subject, relation = reporter(grammar, i)
        if subject < 0:
            subject = _subject_before(grammar, i)
        spans = _spans(place, grammar, i, subject)
        if spans:
            found.append(Cue(place, i, subject, relation, spans))
    return found


def _in_a_name(scene: Scene, grammar: Grammar, token: int) -> bool:
    """Whether a word is a part of a name, and not its first: "van den Berg", "Joe Claims"."""
    run = scene.names.at(grammar.start[token], grammar.end[token])
    return run is not None and run.start < grammar.start[token]


def reporter(grammar: Grammar, cue: int) -> tuple[int, int]:
    """The token of whoever a cue belongs to, and a number for the way it was found."""
    if grammar.lower[cue] == "according":
        for child in grammar.children[cue]:
            for grand in grammar.children[child]:
                if grammar.dep[grand] == "pobj":
                    return grand, 1
            if grammar.dep[child] == "pobj":
                return child, 1
        return -1, 0
    if grammar.tag[cue].startswith("NN"):
        for child in grammar.children[cue]:
            if grammar.dep[child] == "poss":
                return child, 2
        for child in grammar.children[cue]:
            if grammar.lower[child] in ("by", "from"):
                for grand in grammar.children[child]:
                    if grammar.dep[grand] == "pobj":
                        return grand, 3
        up = grammar.head[cue]
        if grammar.dep[cue] in ("dobj", "attr") and up != cue:
            at, how = reporter(grammar, up) if grammar.tag[up].startswith("VB") else (-1, 0)
            return at, 4 if how else 0
        return -1, 0
    passive = False
    at = cue
    for depth in range(6):
        for child in grammar.children[at]:
            if grammar.dep[child] == "nsubj" or (grammar.dep[child] == "nsubjpass" and depth):
                return child, 5 + min(depth, 3)
            if grammar.dep[child] == "nsubjpass":
                passive = True
            if grammar.dep[child] == "agent":
                for grand in grammar.children[child]:
                    if grammar.dep[grand] == "pobj":
                        return grand, 9
        if passive and not depth:
            return -1, 10
        up = grammar.head[at]
        if up == at:
            break
        if grammar.dep[at] in ("acl", "relcl") and grammar.tag[up].startswith(("NN", "PRP")):
            if grammar.tag[at] == "VBN":
                return -1, 11
            maker = _maker(grammar, up) if grammar.dep[at] == "acl" else -1
            return (maker, 6) if maker >= 0 else (up, 12)
        if grammar.tag[up].startswith("NN"):
            owner = next((c for c in grammar.children[up] if grammar.dep[c] == "poss"), -1)
            if owner >= 0:
                return owner, 13
        at = up
    if not passive:
        for child in grammar.children[cue]:  # "said the minister", read as an object
            if child > cue and grammar.dep[child] == "dobj" and grammar.tag[child].startswith("NNP"):
                return child, 14
    return -1, 0


def _maker(grammar: Grammar, noun: int) -> int:
    """Whoever makes the thing that says something ("issued a statement saying"), -1 where the noun is for people."""
    people = grammar.tag[noun].startswith("NNP") or OFFICE.search(grammar.lower[noun].removesuffix("s"))
    if grammar.dep[noun] != "dobj" or people or grammar.lower[noun] in _PEOPLE:
        return -1
    return next((c for c in grammar.children[grammar.head[noun]] if grammar.dep[c] == "nsubj"), -1)


def _subject_before(grammar: Grammar, cue: int) -> int:
    """The nearest subject before a cue in its sentence, -1 where there is none."""
    first, _ = grammar.bounds[grammar.sentence[cue]]
    return next((k for k in range(cue - 1, first - 1, -1) if grammar.dep[k] in _SUBJECTS), -1)


def _spans(place: Place, grammar: Grammar, cue: int, subject: int) -> list[tuple[int, int, int]]:
    left, right = grammar.edges
    first, last = grammar.bounds[grammar.sentence[cue]]
    raw: list[tuple[int, int, int]] = []
    noun = grammar.tag[cue].startswith("NN")
    low = min(left[cue], cue)
    if grammar.lower[cue] == "according":
        low = cue
        end = right[cue] + 1
        raw += [(first, cue, BEFORE), (end, last, BEHIND)]
        up = grammar.head[cue]
        raw.append((max(first, left[up]), cue, OWNER))
    else:
        for child in grammar.children[cue]:
            if child > cue:
                kind = _RIGHT.get(grammar.dep[child])
                if (
                    kind
                    and child != subject
                    and not (kind == _RIGHT["conj"] and not noun)
                    and not _told(grammar, cue, child)
                ):
                    raw.append((left[child], right[child] + 1, kind))
                    if right[child] < right[cue] or right[child] + 1 < last:
                        raw.append((left[child], last, 60 + kind))
            else:
                kind = _LEFT.get(grammar.dep[child])
                if kind and (child != subject or grammar.dep[child] == "nsubjpass"):
                    raw.append((left[child], right[child] + 1, kind))
        if not noun:
            begin = min(cue, left[subject]) if subject >= 0 and first <= subject < cue + 4 else cue
            while begin > first and grammar.dep[begin - 1] in ("aux", "advmod", "neg", "auxpass") and begin <= cue:
                begin -= 1
            if begin - first > 2:
                raw.append((first, begin, BEFORE))
            behind = max(cue, right[subject] if cue < subject < cue + 12 else cue) + 1
            if last - behind > 2:
                raw.append((behind, last, REST))
                comma = next((k for k in range(behind, min(last, behind + 12)) if grammar.words[k] in (",", ":")), -1)
                if comma >= 0 and last - comma > 3:
                    raw.append((comma + 1, last, BEHIND if grammar.words[comma] == "," else COLON))
        up = grammar.head[cue]
        if grammar.dep[cue] in ("relcl", "acl") and up < cue:
            raw.append((left[up], min(cue, low) if low > up else up + 1, OWNER))
    return _tidy(place, grammar, raw, cue)


def _told(grammar: Grammar, cue: int, child: int) -> bool:
    """Whether a word is whom something is told, and what is told follows as a clause."""
    return grammar.dep[child] in ("dobj", "dative") and any(
        grammar.dep[c] == "ccomp" and c > child for c in grammar.children[cue]
    )


def _tidy(place: Place, grammar: Grammar, raw: list[tuple[int, int, int]], cue: int) -> list[tuple[int, int, int]]:
    """The spans without punctuation at their ends, whole marked stretches, none that holds the cue, none twice."""
    kept: dict[tuple[int, int], int] = {}
    for first, last, kind in raw:
        while first < last and grammar.words[first] in _TRIMMED and place.marked[first] < 0:
            first += 1
        while last > first and grammar.words[last - 1] in _TRIMMED and place.marked[last - 1] < 0:
            last -= 1
        if first >= last:
            continue
        if place.marked[first] >= 0:
            first = place.spans[place.marked[first]][0]
        if place.marked[last - 1] >= 0:
            last = place.spans[place.marked[last - 1]][1]
        if first <= cue < last:
            if kind in (BEFORE, BEHIND, REST) or cue - first < 2:
                continue
            last = cue
        kept.setdefault((first, last), kind)
    return [(a, b, k) for (a, b), k in kept.items()][:_MOST]
