"""Where two outlets' figures disagree and where they do not: small events, and what a careful reader would say."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from handlers.digest import digest
from handlers.model import Digest, Original
from handlers.stories.disagree import Account, disagreements


@dataclass(frozen=True)
class Event:
    """What two outlets wrote, and the pairs of figures, as written, that cannot both be right."""

    one: str
    other: str
    differ: frozenset[tuple[str, str]] = frozenset()


EVENTS = {
    "dead and injured": Event(
        "A ferry fire off Halden killed 12 people on Tuesday night, the coast guard said. 31 passengers were injured.",
        "At least 14 people died when a ferry caught fire off Halden, rescuers said. Some 30 passengers were injured.",
        frozenset({("12 people", "14 people")}),
    ),
    "the same in other words": Event(
        "The quake destroyed 1,240 houses in Orlo province, the governor said on Friday.",
        "About 1,200 houses were destroyed by the quake in Orlo province, according to the governor.",
    ),
    "rounding": Event(
        "The council of Lorne will spend $3.46 million on the harbour wall next year.",
        "Lorne's council will spend $3.5 million on the harbour wall next year.",
    ),
    "money": Event(
        "Repairing the harbour wall in Lorne will cost $3.5 million, the council said.",
        "Repairing Lorne's harbour wall will cost $5.2 million, engineers told the council.",
        frozenset({("$3.5 million", "$5.2 million")}),
    ),
    "a part and the whole": Event(
        "The airline cut 4,200 jobs across Europe on Monday. In Norway it cut 310 jobs.",
        "The airline cut 4,200 jobs across Europe on Monday, among them 310 jobs in Norway.",
    ),
    "two places": Event(
        "In Varn the storm left 4,000 homes without power, the grid company said.",
        "In Telde the storm left 9,000 homes without power, the grid company said.",
    ),
    "two years": Event(
        "Police counted 212 burglaries in Harbury in 2023, the force said.",
        "Police counted 305 burglaries in Harbury in 2019, the force said.",
    ),
    "a rise and a level": Event(
        "Unemployment in Valmora rose by 0.4 percent in May, the statistics office said.",
        "Unemployment in Valmora stood at 6.1 percent in May, the statistics office said.",
    ),
    "a range holds it": Event(
        "Between 200 and 300 protesters marched through Brede on Sunday, police said.",
        "Police said 250 protesters marched through Brede on Sunday.",
    ),
    "more than, and more": Event(
        "More than 500 firefighters fought the blaze at the Corvin refinery on Monday.",
        "Some 620 firefighters fought the blaze at the Corvin refinery on Monday.",
    ),
    "fewer than, and more": Event(
        "Fewer than 100 firefighters fought the blaze at the Corvin refinery on Monday.",
        "In all, 260 firefighters fought the blaze at the Corvin refinery on Monday.",
        frozenset({("100 firefighters", "260 firefighters")}),
    ),
    "per cent of a vote": Event(
        "Ines Duarte won 54 percent of the vote in Sunday's mayoral election in Lagoa.",
        "Ines Duarte won 57 percent of the vote in Sunday's mayoral election in Lagoa.",
        frozenset({("54 percent", "57 percent")}),
    ),
    "two candidates": Event(
        "Ines Duarte won 54 percent of the vote in Sunday's mayoral election in Lagoa.",
        "Rui Matos won 41 percent of the vote in Sunday's mayoral election in Lagoa.",
    ),
    "two groups of people": Event(
        "The dam break at Sorell killed 9 workers, the mining company said.",
        "The dam break at Sorell forced 2,300 workers to leave, the mining company said.",
    ),
    "hectares of a fire": Event(
        "The wildfire near Palda has burned 1,800 hectares of forest, officials said on Thursday.",
        "The wildfire near Palda has burned 3,100 hectares of forest, the fire service said on Thursday.",
        frozenset({("1,800 hectares", "3,100 hectares")}),
    ),
    "speed of the wind": Event(
        "Winds of 35 knots pushed the ferry onto the rocks off Halden, the captain said.",
        "Winds of 40 knots pushed the ferry onto the rocks off Halden, the harbour master said.",
        frozenset({("35 knots", "40 knots")}),
    ),
    "half of a budget": Event(
        "The ministry set aside 40 million euros for schools and 15 million euros for roads.",
        "The ministry set aside 15 million euros for roads and 40 million euros for schools.",
    ),
    "quarter and year": Event(
        "Norvik Steel made a profit of $210 million in the third quarter.",
        "Norvik Steel made a profit of $760 million in the whole of last year.",
    ),
    "age of a person": Event(
        "A 34-year-old man was arrested in Brede after the robbery.",
        "A 43-year-old woman was hurt in Brede in the robbery.",
    ),
    "saved by others and by themselves": Event(
        "Three people died and 127 were rescued when fire broke out on the ferry Solveig, the coastguard said.",
        "Thirty-five people had reached the lifeboats of the ferry Solveig by themselves when the fire broke out.",
    ),
    "wind at two times": Event(
        "Helicopters took them off over the next two hours in winds of up to 35 knots.",
        "Passengers waited for more than two hours on an open deck in winds of 40 knots.",
        frozenset({("35 knots", "40 knots")}),
    ),
    "a day later": Event(
        "Rescuers have found 21 survivors of the Tolga mine collapse, the mayor said.",
        "Rescuers have found 26 survivors of the Tolga mine collapse, the mayor said.",
        frozenset({("21 survivors", "26 survivors")}),
    ),
}


def read(text: str) -> Digest:
    """The digest of a text."""
    return digest(Original(text.encode(), media_type="text/plain"))


def found(event: Event) -> set[tuple[str, str]]:
    """The pairs that are told as disagreeing."""
    told = disagreements([Account(read(event.one)), Account(read(event.other))])
    return {(matter.sides[0][1].passage.text, matter.sides[1][1].passage.text) for matter in told}


@pytest.mark.parametrize("name", EVENTS)
def test_what_disagrees(name: str) -> None:
    """A disagreement that is none is worse than one that is missed; here neither happens."""
    event = EVENTS[name]
    told = found(event)
    near = {
        (one, other)
        for one, other in told
        for a, b in event.differ
        if (a in one or one in a) and (b in other or other in b)
    }
    assert told - near == set()
    assert len(near) == len(event.differ)
