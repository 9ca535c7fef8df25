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
from handlers.quotes.words import FEMALE_NAMES, FOREIGN_SMALL, MALE_NAMES

_NO = (
    r"(?!(?:Le|La|Les|Un|Une|Der|Die|Das|Ein|Eine|Selon|Laut|Pour|Mais|Et|Il|Elle|Er|Sie|Nous|Wir|Ich|Je"
    r"|Son|Sa|Ses|Leur|Dans|Avec|Après)\b)"
)
_CAP = r"(?:Mme|Dr\.|M\.|[A-ZÀ-Ý]\.|" + _NO + r"[^\W\d_a-zß-öø-ÿ][\w’'\-]*)"
_GOES_ON = (
    rf"(?:[ \u00a0](?:(?:de|du|des|la|le|von|van|der|zu|den|De|Du|La|Le|Von|Van)[ \u00a0]){{0,3}}(?:d[’'])?{_CAP})"
)
_NAME = rf"{_CAP}{_GOES_ON}*"
_FULL_NAME = rf"{_CAP}{_GOES_ON}{{1,4}}"


_GENITIVE = re.compile(r" (?:der|des|du|de la|de l[’']|vom|von) ?\S+$", re.IGNORECASE)
_COLON = re.compile(r":[ \u00a0]*[»«„“”\"’‘']*[ \u00a0]*$")
_ONE_WORD = re.compile(r"[«„“\"]([^\s«»„“”\"]+)[»“”\"]")
_FARTHEST = 240  # characters before a quotation that can tell who speaks
_ADDRESSES = frozenset({"herr", "frau", "dr.", "dr", "prof.", "m.", "mme", "mlle", "monsieur", "madame"})
_PLAIN = 2  # words of a description that may mean whoever was named last
LANGUAGES = frozenset(TONGUES)


def quotes(article: Article, language: str, told: frozenset[int] = frozenset()) -> Iterator[Quote]:
    """The marked quotes of an article in one of LANGUAGES, outside the paragraphs `told`."""
    yield from _Reader(article, TONGUES[language]).run(told)


class _Reader:
    def __init__(self, article: Article, tongue: Tongue) -> None:
        self.article, self.tongue = article, tongue
        self.names = Names(article)
        small = rf"(?:{tongue.articles})[ \u00a0]?(?:[\w\-’']+[ \u00a0]){{0,4}}?"
        described = rf"\b(?i:{tongue.articles})[ \u00a0]?(?:[\w\-’']+[ \u00a0]?){{1,4}}?"
        apposed = rf"(?:(?P<what>{described}), (?={_NAME}(?:[,.]|$)))?"  # "der Vorsitzende des Vereins, Uwe Kröger,"
        pronoun = "(?:-t-|-)?(?:" + "|".join(tongue.pronouns) + ")"
        who = rf"{apposed}(?P<who>(?i:{pronoun})\b|{small}{_NAME}|{_NAME}|{described})"
        gap = r"[,.!?…]?[ \u00a0]*[«»”“\"’‘]?[ \u00a0]*[,–—-]?[ \u00a0]*"
        cue = rf"(?:(?:{tongue.helpers})[ \u00a0])?(?P<cue>{tongue.cues})"
        self.behind = re.compile(rf"{gap}{cue}[ \u00a0]?{tongue.after}{who}(?=[\s.,;:!?]|$)")
        # A verb of any kind between a quotation and a name, a pronoun or a description reports it.
        comma = r"(?:,[ \u00a0]*[«»”“\"’‘]|[.!?…]?[ \u00a0]*[«»”“\"’‘][ \u00a0]*,)[ \u00a0]*"
        verb = rf"(?!(?:{tongue.no_cues})\b)(?P<cue>[a-zß-öø-ÿœ]{{3,}})"
        aside = rf"[ \u00a0]{tongue.after}(?:[a-zß-öø-ÿ]+[ \u00a0]){{0,3}}?"
        self.turned_round = re.compile(rf"{comma}{verb}(?:(?P<near>(?=-))|{aside}){who}(?=[\s.,;:!?]|$)")
        self.inside = re.compile(
            rf", (?P<cue>[a-zß-öø-ÿ]{{3,}})(?P<who>(?:-t-|-)(?:{'|'.join(tongue.pronouns)}))(?=, )"
        )
        first = rf"{apposed}(?P<who>\b(?i:{pronoun})|\b(?i:{small}){_NAME}|\b{_NAME}|{described})"
        self.ahead = re.compile(rf"{first}[^.!?:«»„“\"]{{0,60}}?\b{cue}\b[^.!?«»„“\"]{{0,80}}$")
        self.just_ahead = re.compile(rf"{first},? {tongue.perfect}(?: \w+)?[ \u00a0]*$") if tongue.perfect else None
        self.before_colon = re.compile(rf"(?P<who>(?:\b(?i:{small}))?\b{_NAME})")
        him = "|".join(tongue.him)
        body = rf"(?i:{tongue.articles})[ \u00a0]?[\w\-’']+(?=[ \u00a0]?[,«„“\"])"
        whose = rf"(?P<who>(?:{him})\b|(?:{small})?{_NAME}|{body})"
        self.according = re.compile(rf"\b(?i:{tongue.according})[ \u00a0]{apposed}{whose}")
        self.behind_name = re.compile(rf"(?P<who>(?:{small})?{_NAME}) zufolge\b")
        self.title = re.compile(rf"\b{tongue.naming}[ :]*$", re.IGNORECASE)
        self.turned = (
            re.compile(
                rf"[ \u00a0]*[»”\"’]?[ \u00a0]*,[ \u00a0]*{tongue.turned}"
                r"(?:(?:toutefois|aussi|ensuite|alors|enfin|\w+ment)[ \u00a0])?(?P<cue>\w+(?:é|i|u|it|is|ert))\b"
            )
            if tongue.turned
            else None
        )
        self.article_first = re.compile(rf"^(?i:{tongue.articles})(?:(?<=[’'])|\b)")
        self.role_end = re.compile(rf"(?:{tongue.roles})$", re.IGNORECASE)
        self.small = {*tongue.articles.split("|"), *tongue.according.split("|"), *FOREIGN_SMALL, "der", "des", "du"}
        self.last: Chain | None = None
        self.roles: dict[int, str] = {}  # by the number of a chain
        office = (
            rf"(?P<what>(?:(?i:{tongue.articles})[ \u00a0]?)?(?:\w*(?i:{tongue.roles}))\b(?:[ \u00a0][\w’'-]+){{0,5}}?)"
        )
        for form in (rf"\b{office}, (?P<who>{_FULL_NAME})(?=,)", rf"\b(?P<who>{_FULL_NAME}), {office}(?=[,.;])"):
            for told in re.finditer(form, article.text):
                run = self.names.at(*told.span("who"))
                if run is not None and len(run.chain.words) > 1:
                    self._note(run.chain, told["what"])

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
        behind = behind or self.turned_round.match(place.text, stretch.end, high)
        if behind:
            return self._speaker(place, behind, behind.span("cue"))
        within = self.inside.search(place.text, stretch.start, stretch.end)
        if within:
            return self._speaker(place, within, within.span("cue"))
        begin = max(low, stretch.start - _FARTHEST)
        before = _ONE_WORD.sub(lambda m: f" {m[1]} ", place.text[begin : stretch.start]).rstrip('»«„“”"’: \u00a0')
        if self.title.search(before):
            return None
        sentence = before.rfind(". ") + 1
        ahead = self._ahead(before, sentence, place.start + begin)
        if ahead:
            return self._speaker(place, ahead, ahead.span("cue"), begin)
        near = max(low, stretch.start - 120), min(high, stretch.end + 120)
        found = self.according.search(place.text, *near) or self.behind_name.search(place.text, *near)
        if found:
            return self._speaker(place, found, None)
        if not _COLON.search(place.text, max(low, stretch.start - 8), stretch.start):
            return None
        led = list(self.before_colon.finditer(before, sentence))
        full = next((m for m in led if " " in m["who"]), led[0] if led else None)
        return self._speaker(place, full, None, begin) if full else None

    def _ahead(self, before: str, begin: int, offset: int) -> re.Match[str] | None:
        """The subject and the cue before a quotation; a phrase up to the first comma is passed over, if nameless."""
        found = self.ahead.search(before, begin)
        comma = before.find(", ", begin)
        if found and 0 <= found.start("who") < comma < found.start("cue") and " " not in found["who"]:
            run = self.names.at(offset + found.start("who"), offset + found.end("who"))
            if run is None or (len(run.chain.words) == 1 and run.chain.count == 1):
                return self.ahead.search(before, comma + 2) or found
        return found or (self.just_ahead.search(before, begin) if self.just_ahead else None)

    def _speaker(
        self, place: Passage, found: re.Match[str], cue: tuple[int, int] | None, offset: int = 0
    ) -> tuple[Speaker, Passage | None]:
        start, end = found.start("who") + offset, found.end("who") + offset
        start += 3 if place.text.startswith("-t-", start) else place.text.startswith("-", start)
        while end > start and place.text[end - 1] in " .,\u00a0":
            end -= 1
        mention = self.article.passage(place.start + start, place.start + end)
        word = mention.text.lower()
        at = place.start + offset
        told = self.article.passage(at + cue[0], at + cue[1]) if cue else None
        pronouns = self.tongue.him if found.re is self.according else self.tongue.pronouns
        if word in pronouns:
            chain = self._person(mention, pronouns[word])
        else:
            run = self.names.at(mention.start, mention.end)
            described = self.article_first.match(mention.text) and not self._has_name(mention.text, run)
            chain = run.chain if run and run.end >= mention.end - 1 and not described else None
            chain = chain or (self._described(mention, place) if described else None)
        if chain is None:
            return Speaker(mention), told
        self.last = chain
        name = self._name(chain)
        before, part, _ = mention.text.partition(name) if name else ("", "", "")
        what = found.groupdict().get("what") or (before if part or self.article_first.match(mention.text) else "")
        self._note(chain, what)
        return Speaker(mention, name, self.roles.get(chain.number, "") if name else ""), told

    def _note(self, chain: Chain, what: str) -> None:
        """Remembers what the words before a name say that somebody is: "l’architecte", "Ministerpräsident"."""
        words = self.article_first.sub("", what.strip(" ,"), count=1).strip(" ’'").split()
        while words and words[-1].lower() in _ADDRESSES:
            words.pop()
        while len(words) > 1 and words[0].lower() in FOREIGN_SMALL:
            words.pop(0)  # "Auch Bürgermeister Gruber"
        if words and words[0].lower() not in self.small:
            self.roles.setdefault(chain.number, " ".join(words))

    def _described(self, mention: Passage, place: Passage) -> Chain | None:
        """Whom "die SPD-Politikerin" means: the one person of that sex that its paragraph has named before."""
        words = mention.text.split()
        if (
            len(words) != _PLAIN
            or words[0].lower() not in ("der", "die", "le", "la")
            or not self.role_end.search(words[1])
        ):
            return None
        sex = "f" if words[0].lower() in ("die", "la") else "m"
        runs = self.names.before(mention.start, 12)
        near = {r.chain.number: r.chain for r in runs if r.start >= place.start and len(r.chain.words) > 1}
        people = [c for c in near.values() if self._sex(c) == sex and c.person > 0]
        return people[0] if len(people) == 1 else None

    def _has_name(self, mention: str, run: Run | None) -> bool:
        """Whether a description ends in a person's name ("la maire Claire Montfort")."""
        if _GENITIVE.search(mention):
            return False
        return run is not None and len(run.chain.words) > 1 and not self.role_end.search(run.chain.words[-1])

    def _name(self, chain: Chain) -> str:
        """The chain's name without the roles that German writes with a capital."""
        words = chain.name.split()
        given = next((i for i, w in enumerate(words[:-1]) if w.lower() in MALE_NAMES | FEMALE_NAMES), 0)
        words = words[given:]
        while len(words) > 1 and (self.role_end.search(words[0]) or words[0].lower() in self.small):
            words.pop(0)
        return " ".join(words) if not self.role_end.search(words[0]) or len(words) > 1 else ""

    def _person(self, mention: Passage, sex: str) -> Chain | None:
        """The person a pronoun means: whoever spoke last, then whoever was named last."""
        if self.last is not None and self._sex(self.last) in ("", sex):
            return self.last
        known = [r.chain for r in self.names.before(mention.start, 12) if len(r.chain.words) > 1 and r.chain.person > 0]
        fitting = next((c for c in known if self._sex(c) == sex), None)
        return fitting or (known[0] if len({c.number for c in known}) == 1 and not self._sex(known[0]) else None)

    def _sex(self, chain: Chain) -> str:
        """`m`, `f`, or "" where neither first name nor role tells."""
        for word in (part for whole in chain.words for part in whole.split("-")):
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
