"""Made-up news articles of any length, one like no other, for measuring speed: quotes, figures and plain paragraphs."""

from __future__ import annotations

import random

_NAMES = (
    "Ada Brandt",
    "Tomas Weill",
    "Ines Okafor",
    "Ruben Salk",
    "Mira Devane",
    "Paul Ostrow",
    "Lena Harrow",
    "Yusuf Adeyemi",
)
_ROLES = ("Mayor", "Governor", "Commissioner", "Professor", "Director", "Senator", "Councillor", "Inspector")
_PLACES = ("Ostrava", "Fennick", "Halden", "Sorrel", "Brannock", "Valmora", "Kesten", "Marlow")
_THINGS = ("bridge", "harbour", "reservoir", "clinic", "railway", "school", "market", "power station")
_PLAIN = (
    "The {thing} in {place} has stood since the flood of {year}, when the river rose higher than ever before.",
    "Residents gathered outside the town hall on {day} evening, many of them holding candles against the wind.",
    "Nobody had expected the committee to meet before the end of the month, and few members had read the report.",
    "The work is to begin in spring, once the ground has thawed and the last of the permits has been signed.",
    "Engineers from {place} had warned of cracks in the {thing} for several years before anybody paid attention.",
    "A spokesman for the region did not answer questions about who is to pay for repairs if the plan fails.",
)
_TOLD = (
    "“We will rebuild the {thing} before winter comes, and raise no tax for it,” {role} {name} said on {day}.",
    "{role} {name} said that the {thing} would stay open while the work goes on, though at half its usual hours.",
    "“It was never about the money,” said {name}, who lives near the {thing}. “It was about being told the truth.”",
    "According to {name}, the region has known about the state of the {thing} for more than a decade.",
    "“Not one of them asked us,” {name} told reporters in {place}, adding that the {thing} belongs to everybody.",
)
_COUNTED = (
    "The council set aside ${millions} million for the work, {percent} percent more than in {year}.",
    "About {thousands},000 people cross it every day, and {count} of them were hurt in accidents last year.",
    "Unemployment in {place} fell from {percent}.4 percent to {percent}.1 percent in the last quarter.",
    "Between {count} and {thousands} trucks a day are to take the longer way, which adds {percent} miles to each trip.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def prose(number: int, words: int = 600) -> str:
    """The text of article `number`: paragraphs of one to three sentences, about so many words."""
    chance = random.Random(number)
    paragraphs, so_far = [], 0
    while so_far < words:
        kinds = chance.choices((_PLAIN, _TOLD, _COUNTED), weights=(5, 3, 2), k=chance.randint(1, 3))
        paragraph = " ".join(_filled(chance.choice(kind), chance) for kind in kinds)
        paragraphs.append(paragraph)
        so_far += len(paragraph.split())
    return "\n\n".join(paragraphs)


def page(number: int, words: int = 600) -> str:
    """The same as a web page, with what surrounds an article on one."""
    title = f"Number {number}: what became of it"
    body = "".join(f"<p>{paragraph}</p>" for paragraph in prose(number, words).split("\n\n"))
    links = "".join(f'<li><a href="/news/other-{n}">Another story, number {n}</a></li>' for n in range(12))
    return (
        f'<html lang="en"><head><title>{title}</title><meta property="og:title" content="{title}"></head><body>'
        f"<nav><ul>{links}</ul></nav><article><h1>{title}</h1>{body}</article><footer>About us.</footer></body></html>"
    )


def _filled(sentence: str, chance: random.Random) -> str:
    return sentence.format(
        name=chance.choice(_NAMES),
        role=chance.choice(_ROLES),
        place=chance.choice(_PLACES),
        thing=chance.choice(_THINGS),
        day=chance.choice(_DAYS),
        year=chance.randint(1950, 2025),
        millions=chance.randint(2, 900),
        percent=chance.randint(2, 19),
        thousands=chance.randint(2, 90),
        count=chance.randint(11, 99),
    )
