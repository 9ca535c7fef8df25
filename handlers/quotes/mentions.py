"""Mentions: the places of a paragraph that can name who speaks - noun phrases and pronouns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handlers.quotes.grammar import Grammar

MentionKind = Literal["name", "noun", "pronoun"]

PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who"})
OWNERS = {"his": "he", "her": "she", "their": "they", "its": "it", "my": "i", "our": "we"}
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_LEFT = frozenset({"det", "amod", "compound", "poss", "nmod", "nummod", "quantmod", "predet", "flat", "advmod", "neg"})
_PARTS = frozenset({"compound", "nmod", "amod", "flat", "poss", "npadvmod"})
_OTHERS = frozenset({"DT", "JJ", "CD", "JJS", "PRP", "WP", "VBG", "JJR", "FW"})
_OF = frozenset({"of"})
_PREPOSITIONS = frozenset({"of", "for", "at", "from", "with", "in"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MISREAD = frozenset({"RB", "RBR", "JJ", "JJR", "VB", "VBP", "VBN", "VBG", "UH", "FW"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase or pronoun; offsets are the article's, `first`..`last` and `head` tokens of its paragraph."""

    start: int
    end: int
    paragraph: int
    head: int
    first: int
    last: int  # the token behind the last one
    kind: MentionKind


def mentions(grammar: Grammar) -> list[Mention]:
    """Every mention of a paragraph, by the place of its head."""
    found = []
    for i, tag in enumerate(grammar.tag):
        if tag in ("PRP", "WP", "PRP$", "WDT"):
            if (
                grammar.lower[i] in PRONOUNS
                or (tag == "WDT" and grammar.dep[i] in _SUBJECTS)
                or (tag == "PRP$" and grammar.lower[i] in OWNERS)
            ):
                found.append(_made(grammar, i, i, i + 1, "pronoun"))
        elif tag in _NOUNS:
            if not _inside_a_name(grammar, i) and not _of_age(grammar, i):
                first, last = span_of(grammar, i)
                if _absolute(grammar, i, first) or _aside(grammar, first, last):
                    continue
                found.append(_made(grammar, i, first, last, "name" if tag.startswith("NNP") else "noun"))
        elif grammar.lower[i] == "old" and (year := _year(grammar, i)) >= 0:
            first = max(0, grammar.edges[0][year] - 1)
            first += grammar.tag[first] not in ("DT", "PRP$")
            found.append(_made(grammar, i, first, i + 1, "noun"))
        elif tag in _OTHERS and grammar.dep[i] in _SUBJECTS and grammar.words[i][0].isalpha():
            first, last = span_of(grammar, i)
            found.append(_made(grammar, i, first, last, "noun"))
        elif tag in _MISREAD and _surname(grammar, i):
            found.append(_made(grammar, i, i, i + 1, "name"))
    return found


def _aside(grammar: Grammar, first: int, last: int) -> bool:
    """Whether a name only stands in brackets behind another one: "Marcus Bell (Ret.)", "Tom Hadley (R-Ohio)"."""
    opened = next((k for k in range(first - 1, max(-1, first - 4), -1) if grammar.words[k] == "("), 0)
    closed = any(grammar.words[k] == ")" for k in range(last, min(len(grammar), last + 3)))
    return bool(opened) and closed and grammar.tag[opened - 1].startswith("NNP") and grammar.tag[last - 1][:3] == "NNP"


def _of_age(grammar: Grammar, i: int) -> bool:
    """Whether a noun is the year of "41-year-old"."""
    return grammar.lower[i] in ("year", "years", "month", "months") and "old" in grammar.lower[i + 1 : i + 3]


def _year(grammar: Grammar, old: int) -> int:
    """The year of "the 41-year-old" that stands for a person, -1 where "old" is any other word."""
    year = old - 2 if old > 1 and grammar.tag[old - 1] == "HYPH" else old - 1
    alone = old + 1 >= len(grammar) or grammar.tag[old + 1] not in _NOUNS
    return year if year > 0 and alone and _of_age(grammar, year) else -1


def _absolute(grammar: Grammar, head: int, first: int) -> bool:
    """Whether a phrase only says how somebody spoke: ", her voice breaking"."""
    led = first > 0 and grammar.tag[first] == "PRP$" and grammar.words[first - 1] == ","
    return led and grammar.dep[head] in ("ccomp", "advcl", "parataxis", "dep")


def _surname(grammar: Grammar, i: int) -> bool:
    """Whether a word that is tagged as no noun is a surname all the same: "said Skelly", ", Early said"."""
    word = grammar.words[i]
    if not word[0].isupper() or not word.isalpha() or len(word) < 3 or i == grammar.bounds[grammar.sentence[i]][0]:
        return False
    behind = grammar.tag[i + 1] if i + 1 < len(grammar) else ""
    before = grammar.words[i - 1]
    alone = not before[0].isupper() and behind not in _NOUNS and behind != "HYPH"
    return alone and (before[0].isalnum() or before == ",")


def _made(grammar: Grammar, head: int, first: int, last: int, kind: MentionKind) -> Mention:
    return Mention(grammar.start[first], grammar.end[last - 1], grammar.index, head, first, last, kind)


def _inside_a_name(grammar: Grammar, i: int) -> bool:
    """Whether the word is a part of a longer name or phrase whose head stands further right."""
    head = grammar.head[i]
    return head > i and grammar.dep[i] in ("compound", "nmod", "amod") and grammar.tag[head] in _NOUNS


def span_of(grammar: Grammar, head: int, nested: bool = False) -> tuple[int, int]:
    """First token, and the token behind the last, of the phrase around a head, without clauses and appositions."""
    first = head
    left_edge = grammar.edges[0]
    for child in reversed(grammar.children[head]):
        if child < head:
            if grammar.dep[child] not in _LEFT or left_edge[child] + 40 < first or _broken(grammar, child, first):
                break
            first = min(first, left_edge[child])
    last = head + 1
    for child in grammar.children[head]:
        if child < last:
            continue
        if (
            grammar.dep[child] == "prep"
            and child == last
            and grammar.lower[child] in (_OF if nested else _PREPOSITIONS)
        ):
            reached = _prep_end(grammar, child, nested)
            if reached > last:
                return first, reached
        elif not (grammar.dep[child] in ("flat", "case") and child == last):
            break
        elif grammar.dep[child] == "flat":
            last = child + 1
    return first, last


def _broken(grammar: Grammar, child: int, first: int) -> bool:
    return any(grammar.tag[k] in ("``", "''", ",", ":") and grammar.dep[k] != "case" for k in range(child, first))


def _prep_end(grammar: Grammar, prep: int, nested: bool) -> int:
    """The token behind the noun phrase that a preposition governs."""
    for child in grammar.children[prep]:
        if child > prep and (
            grammar.tag[child] in _NOUNS or (grammar.tag[child] == "CD" and grammar.dep[child] == "pobj")
        ):
            if any(grammar.tag[k] in ("``", "''", ",", ":") for k in range(prep, child)):
                return prep
            return child + 1 if nested else span_of(grammar, child, nested=True)[1]
    return prep
