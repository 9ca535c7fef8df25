"""Whether a figure goes up or down: by the word of change that governs it, or stands right behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from handlers.figures.amounts import Amount
from handlers.figures.words import Words
from handlers.model import Modifier

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_UP_STEMS: Final = (
    "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing climb climbs "
    "climbed climbing jump jumps jumped jumping gain gains gained gaining soar soars soared soaring surge surges surged "
    "surging advance advances advanced advancing rally rallies rallied rallying add adds added adding raise raises raised "
    "raising lift lifts lifted lifting boost boosts boosted boosting hike hikes hiked hiking expand expands expanded "
    "expanding expansion rebound rebounds rebounded rebounding spike spikes spiked skyrocketed swell swells swelled "
    "swelling ballooned improve improves improved improving improvement accelerated strengthened appreciated widen widens "
    "widened widening rocketed leap leapt leaped crept doubled tripled quadrupled doubling tripling trebled recovered "
    "warmed warming hiking uptick upturn upped inched ticked edged firmed"
)
_DOWN_STEMS: Final = (
    "fall falls fell fallen falling drop drops dropped dropping decline declines declined declining decrease decreases "
    "decreased decreasing lose loses lost losing slide slides slid sliding slip slips slipped slipping sink sinks sank sunk "
    "sinking tumble tumbles tumbled tumbling plunge plunges plunged plunging plummet plummets plummeted plummeting shed "
    "sheds shedding lower lowers lowered lowering cut cuts cutting reduce reduces reduced reducing reduction slash slashes "
    "slashed slashing shrink shrinks shrank shrunk shrinking contract contracts contracted contracting contraction dip dips "
    "dipped dipping ease eases eased easing weaken weakens weakened weakening depreciated crash crashed collapse collapsed "
    "narrow narrows narrowed narrowing trim trims trimmed trimming halved halving slump slumps slumped slumping sag sagged "
    "slow slows slowed slowing retreat retreated tank tanked dwindled docked downgraded cool cooled cools cooling dived "
    "dove sell-off pullback downturn downtick"
)
UP: Final = frozenset(_UP_STEMS.split()) | {
    "up",
    "higher",
    "faster",
    "bigger",
    "larger",
    "heavier",
    "upwards",
    "upward",
}
DOWN: Final = frozenset(_DOWN_STEMS.split()) | {
    "down",
    "lower",
    "fewer",
    "cheaper",
    "lighter",
    "smaller",
    "downward",
    "off",
}
_NO_NOUN: Final = frozenset(
    ("contract", "slide", "add", "lift", "crash", "advance", "narrow", "slow", "tank", "cool", "rally", "off")
)
_BEHIND: Final = {
    **dict.fromkeys(("higher", "up", "above", "increase", "rise", "jump", "gain", "surge", "hike", "growth", "more", "faster", "increases", "raise", "uptick",
                     "bigger", "larger", "heavier", "gains", "rises", "longer", "taller", "improvement"), "up"),
    **dict.fromkeys(("lower", "down", "below", "decrease", "fall", "drop", "decline", "cut", "reduction", "less", "fewer", "cheaper", "slump", "plunge", "loss",
                     "dip", "slide", "cuts", "drops", "declines", "contraction", "smaller", "lighter", "shorter", "off", "slowdown"), "down"),
}  # fmt: skip
_ALONG: Final = frozenset(("by", "to", "of", "about", "around", "under", "over", "at"))
_PHRASAL: Final = frozenset(
    "pick picked picking picks end ended set sets make makes made making put give gave come came back show showed wind wound tie tied take took "
    "open opened bring brought cough coughed stump hold held add adds rack racked ring rang run ran pony ponied pay paid".split()
)
_BEING: Final = frozenset("is was were are be been being and now still closed ended finished".split())
_SUBJECTS: Final = ("nsubj", "nsubjpass", "relcl", "advcl", "ccomp", "parataxis")
_TIMES: Final = frozenset(("year", "month", "week", "day", "hour", "minute", "second", "decade"))
MOVING: Final = frozenset(
    (
        "go",
        "goes",
        "went",
        "gone",
        "going",
        "move",
        "moved",
        "moves",
        "change",
        "changed",
        "revised",
        "come",
        "came",
        "swung",
        "shifted",
    )
)


def trend(words: Words, part: Amount, doc: Doc | None, head: Token | None) -> Modifier | None:
    """Up or down, None where the figure goes neither way."""
    if part.kind == "multiple":
        first = words.low(part.first)
        if first in UP or first in DOWN:
            return "up" if first in UP else "down"
    if part.before is not None and part.before != part.value:
        return "up" if part.before < part.value else "down"
    behind = _behind(words, part)
    if behind:
        return behind
    before = words.low(part.first - 1)
    if before in ("up", "down", "by"):
        said = words.low(part.first - 2) if before == "by" else before
        verb = words.low(part.first - (3 if before == "by" else 2))
        if said in ("up", "down") and not (verb in _PHRASAL or (part.bare and verb.isalpha() and verb not in _BEING)):
            return "up" if said == "up" else "down"
    if before == "from" or part.age:
        return None
    return _governed(part, head, before) if doc is not None and head is not None else _nearby(words, part)


def _behind(words: Words, part: Amount) -> Modifier | None:
    """ "3% higher", "a 12 percent drop", "a 3% price rise"."""
    at = part.stop + (words[part.stop].text == "-")
    if part.unit in _TIMES or (part.bare and words.low(at) not in ("more", "fewer", "higher", "lower")):
        return None
    said = _BEHIND.get(words.low(at))
    if said is None and words.low(at) in (
        "price",
        "pay",
        "wage",
        "tax",
        "rate",
        "annual",
        "overall",
        "sales",
        "year-on-year",
        "monthly",
        "yearly",
    ):
        said = _BEHIND.get(words.low(at + 1))
    if words.low(at) in ("more", "less", "longer", "taller", "bigger", "larger") and (
        part.bare or words.low(at + 1) not in ("than", "expensive", ".", ",")
    ):
        return None
    return said  # type: ignore[return-value]


def _governed(part: Amount, head: Token, before: str) -> Modifier | None:
    """Up or down by the verb or noun of change that the figure hangs on."""
    token = head
    for _ in range(4):
        if (token.dep_ == "prep" and token.lower_ not in _ALONG) or token.dep_ in _SUBJECTS:
            return None
        above = token.head
        if above.i == token.i:
            return None
        low = above.lower_
        if part.bare and token.dep_ in ("nummod", "quantmod", "compound") and above.i > token.i:
            token = above  # what is counted is no change: "12 rebounds"
            continue
        changes = low in UP or low in DOWN
        if changes and above.tag_ != "JJR" and not (above.tag_.startswith("N") and low in _NO_NOUN):
            if part.unit in _TIMES and before != "by":
                return None
            if part.money and low.startswith(("rais", "lift", "lost", "los")) and token.dep_ == "dobj":
                return None  # "raised $3 million" collects them
            if (
                low in ("lost", "lose", "losing", "loses", "gained", "gains", "gain")
                and part.bare
                and token.dep_ == "dobj"
            ):
                return None
            if above.tag_.startswith("N") and token.dep_ != "prep" and above.i < token.i:
                return None
            return "up" if low in UP else "down"
        if above.tag_.startswith(("V", "MD")):
            return _particle(above, token)
        token = above
    return None


def _particle(verb: Token, via: Token) -> Modifier | None:
    """ "was down 2.1%", "closed lower by 3%"."""
    for child in verb.children:
        if child.i < via.i and via.i - child.i <= 2 and child.lower_ in ("up", "down", "higher", "lower"):
            return "up" if child.lower_ in ("up", "higher") else "down"
    return None


def _nearby(words: Words, part: Amount) -> Modifier | None:
    """Without grammar: a word of change right before the figure, small words skipped."""
    for at in range(part.first - 1, max(-1, part.first - 5), -1):
        word = words.low(at)
        if word in UP or word in DOWN:
            return "up" if word in UP else "down"
        if word not in ("by", "to", "of", "a", "an", "the", "another", "further", "just", "only"):
            return None
    return None
