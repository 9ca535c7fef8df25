"""What the ranker looks at in a mention: its form, its place in the clause, and the verb that it belongs to."""

from __future__ import annotations

from math import log1p

from handlers.model import Article, Passage
from handlers.quotes.grammar import Grammar
from handlers.quotes.lexicon import stem
from handlers.quotes.mentions import OWNERS, Mention
from handlers.quotes.scene import NO_CUE, Place, Scene

_DEPS = {
    d: i
    for i, d in enumerate(
        [
            "nsubj",
            "nsubjpass",
            "pobj",
            "dobj",
            "appos",
            "conj",
            "poss",
            "ROOT",
            "attr",
            "agent",
            "npadvmod",
            "compound",
            "dep",
            "nmod",
            "iobj",
            "dative",
            "oprd",
            "pcomp",
        ],
        1,
    )
}
_KINDS = {"name": 0, "noun": 1, "pronoun": 2}
_PRONOUNS = {"he": 1, "she": 1, "they": 2, "it": 3, "i": 4, "we": 5, "who": 6, "which": 6, "that": 6, "you": 7}
_VERB_DEPS = {
    d: i
    for i, d in enumerate(
        ["ROOT", "ccomp", "advcl", "relcl", "conj", "xcomp", "acl", "parataxis", "pcomp", "prep", "agent", "aux"], 1
    )
}
_VERB_TAGS = {t: i for i, t in enumerate(["VBD", "VBZ", "VBP", "VBG", "VBN", "VB", "MD", "IN"], 1)}
_TAGS = ("PRP", "NNP", "NN", "VB", "IN", "DT", "JJ", "RB", "WP", "CC", "MD", "``", "''", "TO")
SIGNS = {",": 1, ":": 2, ".": 3, "?": 4, "!": 4, ";": 5, "-": 6, "–": 6, "—": 6, "―": 6, "--": 6, "(": 7, ")": 8}
FAR = 99


class Subject:
    """A mention with the verb that it belongs to; the same for every stretch of the paragraph."""

    __slots__ = ("_grammar", "base", "chain", "mention", "top", "verb")

    def __init__(self, scene: Scene, place: Place, mention: Mention, number: int) -> None:
        grammar = place.parsed
        self.mention = mention
        self._grammar = grammar
        self.top = top = _climbed(grammar, mention.head)
        self.verb = verb = _verb(grammar, top)
        first, _ = grammar.bounds[grammar.sentence[mention.head]]
        self.chain = chain = scene.chain(mention)
        after = grammar.words[mention.last] if mention.last < len(grammar) else ""
        before = grammar.lower[mention.first - 1] if mention.first else ""
        word = grammar.lower[mention.head]
        self.base = [
            _KINDS[mention.kind],
            _PRONOUNS.get(OWNERS.get(word, word), 0),
            _DEPS.get(grammar.dep[mention.head], 0),
            _DEPS.get(grammar.dep[top], 0),
            top != mention.head,
            place.marked_cue[verb] if verb >= 0 else NO_CUE,
            _VERB_DEPS.get(grammar.dep[verb], 0) if verb >= 0 else -1,
            _VERB_TAGS.get(grammar.tag[verb], 0) if verb >= 0 else -1,
            verb - mention.head if verb >= 0 else FAR,
            after == ":",
            SIGNS.get(after, 0),
            before == "by",
            before == "to" and mention.first > 1 and grammar.lower[mention.first - 2] == "according",
            SIGNS.get(before, 0),
            mention.head - first,
            number,
            log1p(chain.count) if chain else -1,
            chain.person if chain else -3,
            scene.lexicon.speaker.get(stem(word), 0.0) if mention.kind != "pronoun" else 0.0,
            mention.last - mention.first,
            _best_child(place, grammar, top, verb),
            mention.first,
            len(grammar),
            grammar.tag[mention.head] == "PRP$" or grammar.dep[top] == "poss",
            place.marked_cue[grammar.head[top]],
            tag_code(grammar, mention.last),
            tag_code(grammar, mention.first - 1),
            *_verb_behind(place, grammar, mention.last),
            scene.lexicon.cue.get(stem(grammar.lower[verb]), NO_CUE) if verb >= 0 else NO_CUE,
            grammar.subjects_before[mention.head] - grammar.subjects_before[first],
        ]

    def cue(self, article: Article) -> Passage | None:
        """The word that reports, None where the mention has no verb."""
        if self.verb < 0:
            return None
        last = self.verb
        if self._grammar.lower[last] == "according" and self._grammar.lower[last + 1 : last + 2] == ["to"]:
            last += 1
        return article.passage(self._grammar.start[self.verb], self._grammar.end[last])


def tag_code(grammar: Grammar, at: int) -> int:
    """A number for the tag of a token, -1 outside the paragraph."""
    if not 0 <= at < len(grammar):
        return -1
    tag = grammar.tag[at]
    for code, begins in enumerate(_TAGS, 1):
        if tag.startswith(begins):
            return code
    return 0


def _verb_behind(place: Place, grammar: Grammar, last: int) -> tuple[int, float]:
    """How far behind a mention the next verb of its sentence stands, and how well it reports."""
    for k in range(last, min(len(grammar), last + 14)):
        if grammar.tag[k].startswith("VB") and place.marked[k] < 0:
            return k - last, place.marked_cue[k]
        if grammar.sentence[k] != grammar.sentence[last - 1]:
            break
    return FAR, NO_CUE


def _climbed(grammar: Grammar, head: int) -> int:
    """The word whose place in the clause the mention shares: over appositions, conjunctions and compounds."""
    for _ in range(4):
        up = grammar.head[head]
        if up == head or grammar.dep[head] not in ("appos", "conj", "compound", "nmod", "flat", "amod"):
            break
        if not grammar.tag[up].startswith(("NN", "PRP")):
            break
        head = up
    return head


def _verb(grammar: Grammar, top: int) -> int:
    """The verb (or "according") that the phrase belongs to, -1 where there is none."""
    up = grammar.head[top]
    if up == top:
        return -1
    for _ in range(3):
        if grammar.tag[up].startswith("VB") or grammar.lower[up] == "according":
            return up
        if grammar.tag[up] not in ("IN", "TO", "MD", "RP") or grammar.head[up] == up:
            break
        up = grammar.head[up]
    return up if grammar.tag[up][:2] in ("VB", "MD", "IN") else -1


def _best_child(place: Place, grammar: Grammar, top: int, verb: int) -> float:
    """The best reporting score among the verb's own chain: "went on to say", "was quoted as saying"."""
    if verb < 0:
        return NO_CUE
    best = NO_CUE
    for child in grammar.children[verb]:
        if grammar.dep[child] in ("xcomp", "conj", "advcl", "prep", "pcomp", "ccomp") and child > top:
            best = max(best, place.marked_cue[child])
            for grand in grammar.children[child]:
                if grammar.dep[grand] in ("pcomp", "conj", "xcomp"):
                    best = max(best, place.marked_cue[grand])
    return best
