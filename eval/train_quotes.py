"""Trains what quotes have learned: the lexicon and the ensembles. `python -m eval.train_quotes --data DIR`."""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from math import log
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from eval.quote_corpus import Attribution, Kept, Marked, Span, load, parses
from handlers.quotes.grammar import Grammar
from handlers.quotes.indirect import LEAST_CUE, worth_reading
from handlers.quotes.learned import ENSEMBLES, Learned
from handlers.quotes.lexicon import TABLES, Lexicon, stem
from handlers.quotes.mentions import Mention
from handlers.quotes.report_rows import cue_row, span_row
from handlers.quotes.reports import Cue, cues
from handlers.quotes.scene import Scene
from handlers.quotes.speakers import Pairs, marked_row, pairs, ranked, trust_rows
from handlers.quotes.trees import WEIGHTS, Trees
from handlers.quotes.words import several

_WORD = re.compile(r"\w+")
_EMPTY = several("the a an of to in on for and or s at by with from this that his her their its mr mrs ms dr")
_SETTINGS = {
    "num_leaves": 31, "learning_rate": 0.06, "min_data_in_leaf": 20, "feature_fraction": 0.4, "bagging_fraction": 0.8,
    "bagging_freq": 1, "lambda_l2": 2.0, "max_bin": 63, "verbose": -1, "seed": 1, "deterministic": True,
    "num_threads": 1,
}  # fmt: skip
_SPEAKING = several(
    """
    admonish affirm allege announce answer aver avow babble badger bark bawl beam beg bellow bemoan blare bleat
    blurt boast brag bray breathe bristle burble cackle carp caution cheer chide chime chirp chortle chuckle claim
    coax comment complain concede confess confide contend counter crack croak croon crow cry deadpan declare demand
    drawl drone echo effuse elaborate emphasise emphasize enthuse exclaim exhort expound exult fret fume gasp giggle
    gloat greet groan grouse growl grumble grunt guffaw gush hiss holler howl huff implore inquire insist interject
    interrupt intone jeer jest joke lament laugh lecture maintain moan mock mumble murmur muse mutter nag narrate
    observe opine plead pledge preach proclaim promise pronounce protest purr quaver query quip rage rant rasp
    reassure recount reflect reiterate relate remark remind reminisce reprimand reproach retort reveal roar scoff
    scold scowl scream shout shriek shrug sigh smile smirk snap snarl sneer sniff snipe snort sob spit splutter
    sputter stammer state stress stutter summarise summarize taunt tease thunder urge volunteer vow wail warn weep
    whimper whine whisper yell yelp
    """
)  # verbs that report, however rarely the articles have them
_PRIOR = {
    "marked": dict.fromkeys(sorted({stem(w) for w in _SPEAKING}), 2),
    "cue": dict.fromkeys(sorted({stem(w) for w in _SPEAKING}), 2),
    "speaker": {},
}
EMPTY = Lexicon({name: {} for name in TABLES})


Counted = dict[str, tuple[Counter[str], Counter[str]]]  # by table: how often each stem does, and does not


class Words:
    """What every article teaches about words, so that one of them can be read as if it had taught nothing."""

    def __init__(self, articles: list[Marked], kept: list[Kept]) -> None:
        self.own = [_counted(marked, parsed) for marked, parsed in zip(articles, kept, strict=True)]
        self.all: Counted = {name: (Counter(_PRIOR[name]), Counter(_PRIOR[name])) for name in TABLES}
        for counted in self.own:
            for name, (yes, no) in counted.items():
                self.all[name][0].update(yes)
                self.all[name][1].update(no)
        self._rates = {
            name: sum(yes.values()) / max(1, yes.total() + no.total()) for name, (yes, no) in self.all.items()
        }

    def lexicon(self) -> Lexicon:
        """What all articles teach."""
        return Lexicon({name: _scores(*self.all[name], self._rates[name]) for name in TABLES})

    def without(self, number: int, whole: Lexicon) -> Lexicon:
        """What all articles but one teach; `whole` is what all do."""
        tables = {}
        for name, own in self.own[number].items():
            table = dict(getattr(whole, name))
            words = own[0].keys() | own[1].keys()
            yes, no = (
                Counter({w: every[w] - mine[w] for w in words}) for every, mine in zip(self.all[name], own, strict=True)
            )
            for word in words:
                table.pop(word, None)
            table.update(_scores(yes, no, self._rates[name]))
            tables[name] = table
        return Lexicon(tables)


def _counted(marked: Marked, parsed: Kept) -> Counted:
    """How often each stem of an article is, and is not, in cues and speakers."""
    seen: Counted = {name: (Counter(), Counter()) for name in TABLES}
    scene = Scene(marked.article, parsed, EMPTY)
    scene.parse(set(range(len(scene.places))))
    quoted = [(s.start, s.end) for p in scene.places for s in p.stretches]
    cues = [span for a in marked.attributions for span in a.cue]
    speakers = [span for a in marked.attributions for span in a.speaker]
    near = [
        span for a in marked.attributions if any(_overlap(said, q) for said in a.said for q in quoted) for span in a.cue
    ]
    for place in scene.places:
        grammar = place.grammar
        if grammar is None:
            continue
        in_cue, in_near, in_speaker = (_tokens(grammar, spans) for spans in (cues, near, speakers))
        for i, tag in enumerate(grammar.tag):
            if tag[:2] in ("VB", "IN", "NN") and place.marked[i] < 0:
                word = stem(grammar.lower[i])
                seen["cue"][i not in in_cue][word] += 1
                if place.stretches:
                    seen["marked"][i not in in_near][word] += 1
        for mention in place.mentions:
            if mention.kind != "pronoun":
                seen["speaker"][mention.head not in in_speaker][stem(grammar.lower[mention.head])] += 1
    return seen


def _scores(yes: Counter[str], no: Counter[str], rate: float, drawn: float = 4.0) -> dict[str, float]:
    return {
        word: round(log((yes[word] + drawn * rate) / (no[word] + drawn * (1 - rate))), 2)
        for word in sorted(w for w in yes.keys() | no.keys() if yes[w] > 0 or no[w] > 2)
        if yes[word] + no[word] > 1
    }


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _tokens(grammar: Grammar, spans: list[Span]) -> set[int]:
    found: set[int] = set()
    if not len(grammar):
        return found
    low, high = grammar.start[0], grammar.end[-1]
    for start, end in spans:
        if start < high and end > low:
            found.update(range(grammar.token_at(start), grammar.token_at(end - 1) + 1))
    return found


def learn(articles: list[Marked], kept: list[Kept]) -> Learned:
    """Trains the lexicon, then the ensembles on the features that it gives."""
    words = Words(articles, kept)
    lexicon = words.lexicon()
    scenes = [
        Scene(marked.article, parsed, words.without(i, lexicon))
        for i, (marked, parsed) in enumerate(zip(articles, kept, strict=True))
    ]
    examples = [found for scene, marked in zip(scenes, articles, strict=True) for found in _reported(scene, marked)]
    cue, span = _cue_and_span(examples)
    groups = [_groups(scene, marked) for scene, marked in zip(scenes, articles, strict=True)]
    speaker = _ranker(groups)
    marked, trust = _marked_and_trust(scenes, groups, lexicon)
    return Learned(lexicon, speaker, marked, trust, cue, span)


def _parted(count: int, parts: int) -> list[tuple[list[int], list[int]]]:
    """So many ways to learn from all but one part and look at that one."""
    return [([i for i in range(count) if i % parts != k], list(range(k, count, parts))) for k in range(parts)]


def _marked_and_trust(scenes: list[Scene], groups: list[list[Group]], lexicon: Lexicon) -> tuple[Trees, Trees]:
    """Learns whether a stretch is a quote, and its mention right, from rankings that did not see its article."""
    rows: list[list[float]] = []
    trusted: list[list[float]] = []
    said: list[bool] = []
    right: list[bool] = []
    nothing = Trees.constant()
    for seen, unseen in _parted(len(groups), 4):
        learned = Learned(lexicon, _ranker([groups[i] for i in seen]), nothing, nothing, nothing, nothing)
        for i in unseen:
            told = {id(p.marked): (p, by_anybody, labels) for p, by_anybody, labels in groups[i]}
            found = ranked(scenes[i], [p for p, _, _ in groups[i]], learned)
            own = [marked_row(scenes[i], best) for best in found]
            rows.extend(own)
            for best, row in zip(found, trust_rows(found, own), strict=True):
                p, by_anybody, labels = told[id(best.marked)]
                said.append(by_anybody)
                if by_anybody and best.subject in p.subjects:
                    trusted.append(row)
                    right.append(labels[p.subjects.index(best.subject)])
    return _binary(rows, said, 120), _binary(trusted, right, 80)


def _reported(scene: Scene, marked: Marked) -> list[tuple[Cue, list[float], bool, list[bool]]]:
    """Every word that may report, with its row, whether it does, and which of its spans are right."""
    scene.parse(worth_reading(scene))
    text = marked.article.text
    golds = [(a, _words(text, a.said)) for a in marked.attributions if a.speaker]
    found = []
    for place in scene.places:
        grammar = place.grammar
        if grammar is None:
            continue
        for cue in cues(scene, place):
            start, end = grammar.start[cue.token], grammar.end[cue.token]
            mine = [said for a, said in golds if any(s < end and start < e for s, e in a.cue)]
            right = []
            for first, last, _ in cue.spans:
                own = _words(text, ((grammar.start[first], grammar.end[last - 1]),))
                right.append(any(2 * len(own & said) >= 0.5 * (len(own) + len(said)) for said in mine))
            found.append((cue, cue_row(scene, cue), bool(mine), right))
    return found


def _cue_and_span(examples: list[tuple[Cue, list[float], bool, list[bool]]]) -> tuple[Trees, Trees]:
    """Learns which words report, and, from words that other examples make likely, which passages."""
    cue = _binary([row for _, row, _, _ in examples], [yes for _, _, yes, _ in examples], 120)
    rows: list[list[float]] = []
    labels: list[bool] = []
    for seen, unseen in _parted(len(examples), 4):
        others = _binary([examples[i][1] for i in seen], [examples[i][2] for i in seen], 120)
        scores = others.score([examples[i][1] for i in unseen])
        for i, score in zip(unseen, scores, strict=True):
            if score > LEAST_CUE:
                word, row, _, right = examples[i]
                rows.extend([*row, *span_row(word, span), float(score)] for span in word.spans)
                labels.extend(right)
    return cue, _binary(rows, labels, 200)


def _binary(rows: list[list[float]], labels: list[bool], rounds: int) -> Trees:
    settings = dict(_SETTINGS, objective="binary", learning_rate=0.08, lambda_l2=5.0, min_data_in_leaf=30)
    table = np.asarray(rows, dtype=np.float64)
    return grown(lightgbm.train(settings, lightgbm.Dataset(table, np.asarray(labels, dtype=np.int64)), rounds))


def _words(text: str, spans: tuple[Span, ...]) -> set[int]:
    return {s + m.start() for s, e in spans for m in _WORD.finditer(text[s:e])}


Group = tuple[Pairs, bool, list[bool]]


def _groups(scene: Scene, marked: Marked) -> list[Group]:
    """Every stretch with its pairs, whether somebody speaks it, and which mentions are that speaker."""
    found: list[Group] = []
    for p in pairs(scene):
        stretch = p.marked.place.stretches[p.marked.number]
        gold = spoken(marked, (stretch.start, stretch.end))
        right = [gold is not None and names(marked.article.text, gold.speaker, s.mention) for s in p.subjects]
        found.append((p, gold is not None, _heading(p, right)))
    return found


def _heading(p: Pairs, right: list[bool]) -> list[bool]:
    """Of the mentions within the gold's speaker those that head it: not "Cruz" in "a pollster who worked for Cruz"."""
    inside = [s for s, yes in zip(p.subjects, right, strict=True) if yes]
    if not inside:
        return right
    whole = min(inside, key=lambda s: (s.mention.start, -s.mention.end))
    same = {s.mention.start for s in inside if s.mention.paragraph == whole.mention.paragraph and s.top == whole.top}
    return [yes and s.mention.start in same for s, yes in zip(p.subjects, right, strict=True)]


def spoken(marked: Marked, stretch: Span) -> Attribution | None:
    """The attribution with a speaker that holds at least half of a stretch."""
    half = (stretch[1] - stretch[0]) / 2
    return next(
        (a for a in marked.attributions if a.speaker and sum(_overlap(stretch, s) for s in a.said) >= half), None
    )


def names(text: str, speaker: tuple[Span, ...], mention: Mention) -> bool:
    """Whether a mention shares a word that means something with the gold's speaker, at the same place."""
    gold = {(s + m.start(), m.group().lower()) for s, e in speaker for m in _WORD.finditer(text[s:e])}
    own = {(mention.start + m.start(), m.group().lower()) for m in _WORD.finditer(text[mention.start : mention.end])}
    common = gold & own
    return any(w not in _EMPTY for _, w in common) or (bool(common) and len(gold) <= 2)


def _ranker(groups: list[list[Group]]) -> Trees:
    settings = dict(_SETTINGS, objective="lambdarank", num_leaves=15, learning_rate=0.05)
    useful = [(p.rows, right) for own in groups for p, _, right in own if any(right)]
    rows = np.concatenate([np.asarray(r, dtype=np.float64) for r, _ in useful])
    labels = np.concatenate([np.asarray(y, dtype=np.int64) for _, y in useful])
    return grown(lightgbm.train(settings, lightgbm.Dataset(rows, labels, group=[len(y) for _, y in useful]), 300))


def grown(booster: lightgbm.Booster) -> Trees:
    """The ensemble of a trained booster as flat arrays."""
    columns: dict[str, list[float]] = {key: [] for key in ("feature", "threshold", "left", "right", "value")}
    roots = []

    def add(node: dict[str, Any]) -> int:
        at = len(columns["feature"])
        leaf = "leaf_value" in node
        row = (-1, 0, at, at, node["leaf_value"]) if leaf else (node["split_feature"], node["threshold"], 0, 0, 0)
        for key, value in zip(columns, row, strict=True):
            columns[key].append(value)
        if not leaf:
            columns["left"][at] = add(node["left_child"])
            columns["right"][at] = add(node["right_child"])
        return at

    for tree in booster.dump_model()["tree_info"]:
        roots.append(add(tree["tree_structure"]))
    kinds = {"feature": np.int16, "threshold": np.float32, "left": np.int32, "right": np.int32, "value": np.float32}
    arrays = {key: np.asarray(columns[key], dtype=kind) for key, kind in kinds.items()}
    return Trees({**arrays, "roots": np.asarray(roots, dtype=np.int32)})


def store(learned: Learned, folder: Path) -> None:
    """Writes everything learned where the extractor reads it."""
    folder.mkdir(exist_ok=True)
    tables = {name: getattr(learned.lexicon, name) for name in TABLES}
    lines = [f'"{name}": {json.dumps(tables[name], ensure_ascii=False, sort_keys=True)}' for name in TABLES]
    (folder / "lexicon.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    for name in ENSEMBLES:
        getattr(learned, name).save(folder / f"{name}.npz")


def main() -> None:
    """Trains on every development article and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--parses", type=Path, help="where parses are kept between runs")
    asked = parser.parse_args()
    articles = load(asked.data / "datasets" / f"quotes-{part}.jsonl" for part in ("train", "dev"))
    store(learn(articles, parses(articles, asked.parses)), WEIGHTS)


if __name__ == "__main__":
    main()
