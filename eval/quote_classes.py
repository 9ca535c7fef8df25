"""Where speakers of marked quotes go wrong: one line a class of difficulty."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from handlers.quotes.words import BODY_WORDS

COMMON_CUES = frozenset({"said", "says", "say", "told", "added", "wrote", "asked", "called", "tweeted", "according to"})
_WORD = re.compile(r"\w+")
Json = dict[str, Any]


def table(judge: ModuleType, golds: list[Json], found: dict[str, list[Json]]) -> str:
    """The share of right speakers among the marked quotes of each class."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for gold in golds:
        for groups, ok in _judged(judge, gold, found[gold["id"]]):
            seen.update(groups)
            right.update(groups if ok else ())
    lines = [f"{'class of marked quotes':<26}{'quotes':>8}{'speaker right':>15}"]
    lines += [f"{group:<26}{count:>8}{100 * right[group] / count:>14.1f}%" for group, count in seen.most_common()]
    return "\n".join(lines)


def _judged(judge: ModuleType, gold: Json, quotes: list[Json]) -> Iterator[tuple[set[str], bool]]:
    text = gold["text"]
    attributions = [a for a in gold["attributions"] if a["source"]]
    stretches = judge.stretches(text)
    for stretch in stretches:
        half = (stretch[1] - stretch[0]) / 2
        told = next((a for a in attributions if sum(judge.overlap(stretch, c) for c in a["content"]) >= half), None)
        if told is None:
            continue
        touching = [q for q in quotes if judge.overlap(stretch, (q["start"], q["end"]))]
        claim = max(touching, key=lambda q: judge.overlap(stretch, (q["start"], q["end"])), default=None)
        ok = claim is not None and judge.same_mention(text, told["source"], judge.mention_of(claim))
        yield set(_groups(text, stretch, told, stretches)), ok


def _groups(text: str, stretch: tuple[int, int], told: Json, stretches: list[tuple[int, int]]) -> Iterator[str]:
    """The classes that a marked quote belongs to."""
    yield "all"
    speaker = " ".join(text[s:e] for s, e in told["source"])
    words = _WORD.findall(speaker)
    cue = " ".join(text[s:e] for s, e in told["cue"]).strip().lower()
    if speaker.lower() in ("he", "she"):
        yield "he, she"
    elif not any(w[0].isupper() for w in words):
        yield "described, not named"
    if any(w.lower() in BODY_WORDS for w in words):
        yield "body"
    if text[stretch[0] : stretch[0] + 1].islower():
        yield "fragment"
    if cue.startswith("according"):
        yield "according to"
    elif cue in (":", "-", "—", "–", "―", "--"):
        yield "colon or dash"
    elif cue.rstrip(":") not in COMMON_CUES:
        yield "rare cue"
    if told["cue"]:
        low, high = sorted((stretch[0], told["cue"][0][0]))
        if "\n" in text[low:high]:
            yield "over paragraphs"
        elif any(low < s < high for s, _ in stretches if s != stretch[0]):
            yield "floating"
    if text[stretch[1] : stretch[1] + 1] in ("", "\n", "“"):
        yield "no closing mark"
