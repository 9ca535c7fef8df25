"""Which words tell a reader what somebody is: "mayor of Brell" does, "the channel's", "no influence" do not."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handlers.quotes.lexicon import stem
from handlers.quotes.words import DOER, TITLE_PARTS, TITLES, several

_LEAST = -2.9  # the score as a speaker, from which the head of a role may be a person or body
_LEAST_DOER = -4.0  # the same of a word that is formed as the name of a person: "banker"
_DOER = re.compile(rf"(?:{DOER})s?$")
_OPENED = re.compile(r"(?:(?:who|that) (?:is|was|has been) (?:(?:the|an?) )?|another |[-–—”’\"' ]+)+", re.I)
_NOBODY = several("no not whose whom which my our your even up")
_CLOSED = re.compile(r"(?: (?:said|says|told|stated|added|wrote|noted|argued|tweeted|warned|and|or|but|,))+$")
_OPEN = several("of for in at to the a an with from by")  # a role that ends with one goes on in the name
_SMALL = _OPEN | {"and"}
_OWNER = re.compile(r"[’'](?:s|S)?$")


def tells(role: str, head: str, score: Mapping[str, float]) -> bool:
    """Whether a role says something of somebody. `head` is the stem of its main word, `score` how far words speak."""
    words = role.split()
    if not words or not (role[0].isalnum() or role[0] == "$") or _OWNER.search(words[-1]):
        return False
    bare = [w.lower().strip(".,") for w in words]
    if bare[0] in _NOBODY or bare[-1] in _OPEN:
        return False
    if any(w in TITLES or w in TITLE_PARTS for w in bare):
        return True
    doer = _DOER.search(bare[-1]) is not None or _DOER.search(head) is not None
    if not doer and not any(w[0].islower() and len(w) > 2 and w not in _SMALL for w in words):
        return False  # "New Jersey"
    known = score.get(head, score.get(stem(bare[-1]), 0.0))
    return known > (_LEAST_DOER if doer else _LEAST)


def trimmed(role: str) -> str:
    """The role without what stands around it: "who was chief strategist", "another baker", "head of Dell stated"."""
    opened = _OPENED.match(role)
    return _CLOSED.sub("", role[opened.end() :] if opened else role)
