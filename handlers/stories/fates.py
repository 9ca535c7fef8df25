"""What became of those who are counted: dead, hurt, missing, rescued ... One fate has many words ("killed", "deaths",
"the toll"), and is one matter whichever of them an outlet writes."""

from __future__ import annotations

import re

from handlers.model import Figure

_FATES = {
    "dead": "die died dies dead death deaths dying kill killed kills killing fatal fatality fatalities toll lives "
    "drowned perished bodies",
    "hurt": "injure injured injures injuring injury injuries wound wounded wounding hurt hospital hospitals "
    "hospitalised hospitalized treated",
    "missing": "missing unaccounted disappeared",
    "held": "arrest arrested arrests arresting detain detained detains charged convicted custody",
    "away": "evacuate evacuated evacuates evacuating flee fled fleeing displaced homeless leave stranded",
    "safe": "rescue rescued rescuing survivors survived saved freed",
    "aboard": "aboard onboard",
    "hired": "hire hired hires hiring create creates created add added",
    "fired": "cut cuts cutting layoffs laid sack sacked axe axed shed shedding slash slashed lose",
}
NAMED = {  # as readers are told
    "dead": "dead", "hurt": "injured", "missing": "missing", "held": "arrested", "away": "evacuated",
    "safe": "rescued", "aboard": "aboard",
}  # fmt: skip
_FATE_OF = {word: fate for fate, words in _FATES.items() for word in words.split()}
_CLAUSE = re.compile(r"[,;:]\s|\s(?:and|while|but|after|among|when|as)\s")
_PART = re.compile(r"\s*(?:[\w-]+\s){0,2}(?:of (?:the|them|those|whom|these|its|his|her)\b|whom\b)", re.I)
_FURTHER = re.compile(r"\s*(?:more|others?)\b", re.I)
_FORMER = re.compile(r"\bfrom\s+(?:about\s+|around\s+|some\s+|at\s+least\s+|more\s+than\s+)?$", re.I)
_BESIDE, _AFAR = 20, 40  # letters between a figure and a word for a fate
_AMONG = (  # who may be counted beside all
    "child children woman women man men girl girls boy boys baby babies soldier soldiers officer officers firefighter "
    "firefighters policeman policemen foreigner foreigners tourist tourists student students pupil pupils crew "
    "civilian civilians militant militants police national nationals citizen citizens family families"
)
_SOME = frozenset(_AMONG.split())


def fates(figure: Figure) -> set[str]:
    """What the figure's own clause says became of whom it counts; of several fates the one beside it, where the others
    stand far off."""
    begin, text = _clause_at(figure)
    start = figure.passage.start - figure.sentence.start - begin
    end = start + len(figure.passage.text)
    far: dict[str, int] = {}
    for word in re.finditer(r"\w+", text.lower()):
        if told := _FATE_OF.get(word.group()):
            away = max(word.start() - end, start - word.end(), 0)
            far[told] = min(away, far.get(told, away))
    if len(far) > 1:
        nearest, second = sorted(far, key=lambda told: far[told])[:2]
        if far[nearest] <= _BESIDE and far[second] >= _AFAR:
            return {nearest}
    return set(far)


def fate(figure: Figure) -> str:
    """The one fate of all whom a figure counts; "" where it counts no people, only a part of them, or how many there
    were before, or where its clause tells of several fates or of none."""
    if figure.unit or len(told := fates(figure)) != 1:
        return ""
    (one,) = told
    before, after = _around(figure)
    if one not in NAMED or _PART.match(after) or _FORMER.search(before):
        return ""
    further = _FURTHER.match(after) or before.lower().rstrip().endswith("another")
    return "" if one == "dead" and further else one


def whom(figure: Figure) -> str:
    """Those among all who have a fate that are counted ("children"); "" for all of them."""
    words = re.findall(r"\w+", _around(figure)[1].lower())[:3]
    return next((word for word in words if word in _SOME), "")


def is_former(figure: Figure) -> bool:
    """Whether it is what something was before: "up from 12"."""
    return _FORMER.search(_around(figure)[0]) is not None


def _around(figure: Figure) -> tuple[str, str]:
    """The words of its sentence before and after it."""
    text, start = figure.sentence.text, figure.sentence.start
    return text[: figure.passage.start - start], text[figure.passage.end - start :]


def clause(figure: Figure) -> str:
    """The words of its sentence around it, as far as the next comma or joining word."""
    return _clause_at(figure)[1]


def _clause_at(figure: Figure) -> tuple[int, str]:
    at = figure.passage.start - figure.sentence.start
    begin, text = 0, figure.sentence.text
    for border in _CLAUSE.finditer(text):
        if begin <= at < border.start():
            return begin, text[begin : border.start()]
        begin = border.end()
    return begin, text[begin:]
