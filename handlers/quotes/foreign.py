"""German and French: marked quotes with their speakers by word order and cue lists, without a parser.

Both languages turn subject and verb around behind a quotation ("sagte Merkel", "a déclaré Mme Dupont"), put a colon
before one, and have a preposition for whose words they are ("laut", "selon"). Where none of that is found, a stretch
that follows another one in its paragraph keeps its speaker, and any other has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.model import Article, Passage, Quote, Speaker
from handlers.quotes.marks import Stretch, stretches
from handlers.quotes.names import Chain, Names, Run
from handlers.quotes.tongues import TONGUES, Tongue
from handlers.quotes.words import FEMALE_NAMES, MALE_NAMES

_NO = r"(?!(?:Le|La|Les|Un|Une|Der|Die|Das|Ein|Eine|Selon|Laut|Pour|Mais|Et|Il|Elle|Er|Sie|Nous|Wir|Ich|Je)\b)"
_CAP = r"(?:Mme|Dr\.|M\.|[A-ZÀ-Ý]\.|" + _NO + r"[^\W\d_a-zß-öø-ÿ][\w’'\-]*)"
_NAME = rf"{_CAP}(?:[ \u00a0](?:(?:de|du|des|la|le|von|van|der|zu|den)[ \u00a0])*{_CAP})*"


_GENITIVE = re.compile(r" (?:der|des|du|de la|de l[’']|vom|von) ?\S+$", re.IGNORECASE)
LANGUAGES = frozenset(TONGUES)


def quotes(article: Article, language: str, told: frozenset[int] = frozenset()) -> Iterator[Quote]:
    """The marked quotes of an article in one of LANGUAGES, outside the paragraphs `told`."""
    yield from _Reader(article, TONGUES[language]).run(told)


class _Reader:
    def __init__(self, article: Article, tongue: Tongue) -> None:
        self.article, self.tongue = article, tongue
        self.names = Names(article)
        cue = rf"(?:(?:{tongue.helpers})[ \u00a0])?(?P<cue>{tongue.cues})"
        pronoun = "(?:-t-|-)?(?:" + "|".join(tongue.pronouns) + ")"
        small = rf"(?:{tongue.articles})[ \u00a0]?(?:[\w\-’']+[ \u00a0]){{0,4}}?"
        described = rf"\b(?i:{tongue.articles})[ \u00a0]?(?:[\w\-’']+[ \u00a0]?){{1,4}}?"
        who = rf"(?P<who>(?i:{pronoun})\b|{small}{_NAME}|{_NAME}|{described})"
        gap = r"[,.!?…]?[ \u00a0]*[«»”“\"’‘]?[ \u00a0]*[,–—-]?[ \u00a0]*"
        self.behind = re.compile(rf"{gap}{cue}[ \u00a0]?{tongue.after}{who}(?=[\s.,;:!?]|$)")
        first = rf"(?P<who>\b(?i:{pronoun})|\b(?i:{small}){_NAME}|\b{_NAME}|{described})"
        self.ahead = re.compile(rf"{first}[^.!?:«»„“\"]{{0,60}}?\b{cue}\b[^.!?«»„“\"]{{0,80}}$")
        self.according = re.compile(rf"\b(?i:{tongue.according})[ \u00a0](?P<who>(?:{small})?{_NAME})")
        self.turned = (
            re.compile(rf"[ \u00a0]*[»”\"’]?[ \u00a0]*,[ \u00a0]*{tongue.turned}(?P<cue>{tongue.cues})\b")
            if tongue.turned
            else None
        )
        self.article_first = re.compile(rf"(?i:{tongue.articles})\b")
        self.role_end = re.compile(rf"(?:{tongue.roles})$", re.IGNORECASE)
        self.small = {*tongue.articles.split("|"), *tongue.according.split("|"), "der", "des", "du"}
        self.last: Chain | None = None

    def run(self, told: frozenset[int]) -> Iterator[Quote]:
        for index, place in enumerate(self.article.paragraphs):
            if index in told:
                continue
            found = [s for s in stretches(place.text) if len(place.text[s.start : s.end].split()) > 1]
            whose = [self._told(place, s, before, behind) for before, s, behind in _around(found, len(place.text))]
            for i, (stretch, who) in enumerate(zip(found, whose, strict=True)):
                if who is None and i and self._close(place, found[i - 1], stretch):
                    who = whose[i] = whose[i - 1]
                if who is None and i + 1 < len(whose) and not stretch.closed:
                    who = whose[i + 1]
                passage = self.article.passage(place.start + stretch.start, place.start + stretch.end)
                speaker, cue = who or (None, None)
                yield Quote(passage, "direct", speaker, cue)

    def _close(self, place: Passage, one: Stretch, other: Stretch) -> bool:
        """Whether nobody else can have begun to speak between two stretches."""
        between = place.text[one.end : other.start].rstrip('»«„“”"’‘ \u00a0')
        return len(between) < 160 and between[-1:] in ("", ".", "!", "?", ",") and between.count(". ") == 0

    def _told(self, place: Passage, stretch: Stretch, low: int, high: int) -> tuple[Speaker, Passage | None] | None:
        turned = self.turned.match(place.text, stretch.end, high) if self.turned else None
        behind = turned or self.behind.match(place.text, stretch.end, high)
        if behind:
            return self._speaker(place, behind, behind.span("cue"))
        before = place.text[: stretch.start].rstrip('»«„“”"’: \u00a0')
        begin = max(low, stretch.start - 240, before.rfind(". ", low) + 1)
        ahead = self.ahead.search(before, begin)
        if ahead:
            return self._speaker(place, ahead, ahead.span("cue"))
        for found in self.according.finditer(place.text, max(low, stretch.start - 120), min(high, stretch.end + 120)):
            return self._speaker(place, found, None)
        return None

    def _speaker(
        self, place: Passage, found: re.Match[str], cue: tuple[int, int] | None
    ) -> tuple[Speaker, Passage | None]:
        start, end = found.span("who")
        start += 3 if place.text.startswith("-t-", start) else place.text.startswith("-", start)
        while end > start and place.text[end - 1] in " .,\u00a0":
            end -= 1
        mention = self.article.passage(place.start + start, place.start + end)
        word = mention.text.lower()
        told = self.article.passage(place.start + cue[0], place.start + cue[1]) if cue else None
        if word in self.tongue.pronouns:
            chain = self._person(mention, self.tongue.pronouns[word])
        else:
            run = self.names.at(mention.start, mention.end)
            described = self.article_first.match(mention.text) and not self._has_name(mention.text, run)
            chain = run.chain if run and run.end >= mention.end - 1 and not described else None
        if chain is not None:
            self.last = chain
        return Speaker(mention, self._name(chain) if chain else ""), told

    def _has_name(self, mention: str, run: Run | None) -> bool:
        """Whether a description ends in a person's name ("la maire Claire Montfort")."""
        if _GENITIVE.search(mention):
            return False
        return run is not None and len(run.chain.words) > 1 and not self.role_end.search(run.chain.words[-1])

    def _name(self, chain: Chain) -> str:
        """The chain's name without the roles that German writes with a capital."""
        words = chain.name.split()
        while len(words) > 1 and (self.role_end.search(words[0]) or words[0].lower() in self.small):
            words.pop(0)
        return " ".join(words) if not self.role_end.search(words[0]) or len(words) > 1 else ""

    def _person(self, mention: Passage, sex: str) -> Chain | None:
        """The person a pronoun means: whoever spoke last, then whoever was named last."""
        if self.last is not None and self._sex(self.last) in ("", sex):
            return self.last
        known = (r.chain for r in self.names.before(mention.start, 12) if len(r.chain.words) > 1)
        return next((c for c in known if self._sex(c) == sex), None)

    def _sex(self, chain: Chain) -> str:
        """`m`, `f`, or "" where neither first name nor role tells."""
        for word in chain.words:
            if word.lower() in MALE_NAMES:
                return "m"
            if word.lower() in FEMALE_NAMES or (self.role_end.search(word) and word.endswith(("in", "trice", "Mme"))):
                return "f"
        return chain.sex


def _around(found: list[Stretch], length: int) -> Iterator[tuple[int, Stretch, int]]:
    """Each stretch with the end of the one before it and the start of the one behind it."""
    edges = [0, *(s.end for s in found)], [*(s.start for s in found), length]
    for stretch, low, high in zip(found, edges[0], edges[1][1:], strict=False):
        yield low, stretch, high
