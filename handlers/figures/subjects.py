"""Small questions about verbs, their subjects and the heads of phrases, also where the model's tags are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.figures.phrases import is_noun

if TYPE_CHECKING:
    from spacy.tokens import Token


def own_subject(subject: Token) -> Token:
    """The second of two subjects, where verb and comma part them: "Passengers came back, and flights rose"."""
    for other in (child for child in subject.children if child.dep_ == "conj"):
        between = subject.doc[subject.i + 1 : max(subject.i + 1, other.i)]
        if is_noun(other) and any(t.tag_.startswith("V") for t in between) and any(t.text == "," for t in between):
            return other
    return subject


def is_predicate(token: Token) -> bool:
    """A verb, or what has a subject although the model took it for none: "its return shrank"."""
    return token.tag_.startswith(("V", "MD")) or any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)


def is_subject(token: Token) -> bool:
    """A noun, or a doing that is a subject: "smoking declined"."""
    return is_noun(token) or (token.tag_ == "VBG" and token.dep_ == "csubj")


def whole(noun: Token) -> Token:
    """The head of the phrase that a noun only begins: "half the country's reactors", "a 1.5-litre petrol engine"."""
    while noun.dep_ in ("poss", "compound") and noun.head.i > noun.i and is_noun(noun.head):
        noun = noun.head
    return noun
