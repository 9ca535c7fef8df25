"""Events as two to four outlets told them, and what a careful editor would set side by side. Invented, all of it; the
file is long because it is nothing but what they wrote.

`differ` and `change` name figures by the outlet's letter and their words; whatever is not named must not be shown.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """One outlet's article: `letter` for the outlet, when it came out, and its text."""

    letter: str
    published: str
    text: str


@dataclass(frozen=True)
class Event:
    """`differ`: sides that cannot all be right. `change`: (outlet, what it says now, what it said before)."""

    accounts: tuple[Account, ...]
    differ: frozenset[frozenset[tuple[str, str]]] = frozenset()
    change: frozenset[tuple[str, str, str]] = frozenset()


def _sides(*matters: str) -> frozenset[frozenset[tuple[str, str]]]:
    """Each matter as "A: 12 / B: 14"."""
    return frozenset(
        frozenset((letter, words) for letter, words in (side.split(": ") for side in matter.split(" / ")))
        for matter in matters
    )


COACH = Event(
    (
        Account(
            "A",
            "2026-03-04T08:10:00+00:00",
            "Twelve people were killed and 31 injured when a coach left the road on the Torvik pass early on "
            "Wednesday, "
            "police said.\nThe coach was carrying 58 passengers from Marnes to the coast. Nine of the injured "
            "were flown "
            "to hospital in Marnes.",
        ),
        Account(
            "B",
            "2026-03-04T09:05:00+00:00",
            "At least 14 people died on Wednesday after a coach plunged from the Torvik pass, the rescue "
            "service said.\n"
            "It said 31 others were hurt, four of them critically. Three of the dead were children.\n"
            "In 2011, 22 people died when a school bus left the same road.",
        ),
        Account(
            "C",
            "2026-03-04T10:30:00+00:00",
            "The Torvik coach crash has claimed 14 lives, the county governor said on Wednesday, and left 33 "
            "passengers "
            "injured.\nHe said the coach had carried 61 passengers. The speed limit on the pass is 60 "
            "kilometres an hour.",
        ),
        Account(
            "A",
            "2026-03-04T13:45:00+00:00",
            "The death toll in the Torvik pass coach crash rose to 16 on Wednesday as rescuers reached the "
            "front of the "
            "wreck, police said.\nThirty-one passengers were injured. Police spoke to 40 witnesses.",
        ),
    ),
    _sides("A: 16 / B: 14 / C: 14", "A: Thirty-one / B: 31 / C: 33", "A: 58 / C: 61"),
    frozenset({("A", "16", "Twelve")}),
)
LAYOFFS = Event(
    (
        Account(
            "A",
            "2026-02-10T07:00:00+00:00",
            "Norvik Steel will cut 1,150 jobs at its Harsund mill by the end of next year, the company said on "
            "Tuesday.\n"
            "The mill employs 4,300 people. Norvik lost $86 million in the last quarter.",
        ),
        Account(
            "B",
            "2026-02-10T08:20:00+00:00",
            "Norvik Steel plans to shed 1,400 jobs at its Harsund mill, union leaders said after a meeting on "
            "Tuesday.\n"
            "In 2019 the company cut 600 jobs at its plant in Telde. Its shares fell 4 percent.",
        ),
        Account(
            "C",
            "2026-02-10T09:00:00+00:00",
            "More than 1,000 workers at Norvik Steel's Harsund mill will lose their jobs, the company said on "
            "Tuesday.\n"
            "Norvik made a loss of $86 million in the last quarter, and its shares closed 4 percent lower.",
        ),
    ),
    _sides("A: 1,150 / B: 1,400"),
)
QUAKE = Event(
    (
        Account(
            "A",
            "2026-05-18T05:30:00+00:00",
            "An earthquake of magnitude 6.4 shook the Orlo valley on Monday, killing seven people, officials said.\n"
            "More than 200 people were injured and 1,900 homes were damaged. It struck at a depth of 10 kilometres.\n"
            "An aftershock of magnitude 5.1 followed within the hour.",
        ),
        Account(
            "B",
            "2026-05-18T06:15:00+00:00",
            "Five deaths were reported after a strong earthquake in the Orlo valley on Monday.\n"
            "At least 180 people were hurt, the health ministry said, and about 2,000 homes were damaged.\n"
            "A quake in the same valley killed 31 people in 1987.",
        ),
    ),
    _sides("A: seven / B: Five"),
)
FIRE = Event(
    (
        Account(
            "A",
            "2026-08-02T11:00:00+00:00",
            "The wildfire above Palda has burned 2,700 hectares of pine forest, the fire service said on Sunday.\n"
            "Some 340 firefighters were on the ground. About 4,500 residents were evacuated and six houses "
            "destroyed.",
        ),
        Account(
            "B",
            "2026-08-02T12:30:00+00:00",
            "Flames have burned 3,400 hectares of forest above Palda, the regional president said on Sunday.\n"
            "She said 340 firefighters and 12 aircraft were fighting the fire, and 4,800 residents had been "
            "evacuated.\n"
            "Sixteen houses were destroyed.",
        ),
        Account(
            "A",
            "2026-08-02T18:00:00+00:00",
            "The wildfire above Palda has burned 3,900 hectares of pine forest, the fire service said on "
            "Sunday evening.\n"
            "Some 410 firefighters were on the ground. A water plane carries 6,000 litres.",
        ),
    ),
    _sides("A: 3,900 hectares / B: 3,400 hectares", "A: six / B: Sixteen"),
    frozenset({("A", "3,900 hectares", "2,700 hectares")}),
)
ELECTION = Event(
    (
        Account(
            "A",
            "2026-06-15T21:00:00+00:00",
            "The Civic Union won 42 seats in Sunday's election in Lagoa, and the Farmers' League won 31 seats.\n"
            "Turnout was 61.3 percent. Ines Duarte, the Union's leader, took 54 percent of the vote in Brede.",
        ),
        Account(
            "B",
            "2026-06-15T21:40:00+00:00",
            "The Farmers' League won 31 seats in Sunday's election in Lagoa; the Civic Union won 44 seats.\n"
            "Turnout was about 61 percent, down from 66 percent four years ago. Rui Matos took 38 percent of "
            "the vote in "
            "Telde.",
        ),
    ),
    _sides("A: 42 / B: 44"),
)
PROFIT = Event(
    (
        Account(
            "A",
            "2026-04-22T06:00:00+00:00",
            "Corvin Oil made a profit of $310 million in the first quarter, up from $240 million a year earlier.\n"
            "Its revenue was $2.4 billion. The company said it would spend $150 million on a refinery in Sorell.",
        ),
        Account(
            "B",
            "2026-04-22T06:30:00+00:00",
            "Corvin Oil's profit rose 29 percent to $310 million in the first quarter. Revenue was $2.38 billion.\n"
            "For the whole of last year it made a profit of $1.1 billion. It will pay a dividend of $0.75 a share.",
        ),
        Account(
            "C",
            "2026-04-22T07:10:00+00:00",
            "Corvin Oil, which employs 11,000 people, made a profit of more than $300 million in the first quarter.\n"
            "It cut its debt by $90 million. Brent crude traded at $71 a barrel.",
        ),
    ),
)
MARCH = Event(
    (
        Account(
            "A",
            "2026-09-20T16:00:00+00:00",
            "Police said 12,000 people marched through Brede on Sunday against the new toll; organisers put "
            "the number at "
            "40,000.\nSeven protesters were arrested.",
        ),
        Account(
            "B",
            "2026-09-20T17:00:00+00:00",
            "Between 10,000 and 15,000 people marched through Brede on Sunday, according to police. Organisers "
            "spoke of "
            "40,000.\nPolice arrested 11 protesters, and two officers were hurt.",
        ),
    ),
    _sides("A: Seven / B: 11"),
)
RESCUE = Event(
    (
        Account(
            "A",
            "2026-01-12T10:00:00+00:00",
            "Rescuers have brought 21 miners out of the Tolga mine alive, the mayor said on Monday. Nine "
            "miners are still "
            "missing.\nThe mine's owner was fined $2 million in 2023.",
        ),
        Account(
            "B",
            "2026-01-12T11:00:00+00:00",
            "Twenty-one miners were rescued from the flooded Tolga mine on Monday, but 11 are missing, the "
            "union said.\n"
            "Two miners died at Tolga in 2020. The union has 5,400 members.",
        ),
        Account(
            "C",
            "2026-01-12T11:20:00+00:00",
            "Eleven miners remained missing at Tolga on Monday after 21 were rescued, the company said.\n"
            "It said one miner had been killed. Water in the shaft stood 14 metres high.",
        ),
    ),
    _sides("A: Nine / B: 11 / C: Eleven"),
)
FLOOD = Event(
    (
        Account(
            "A",
            "2026-04-11T07:00:00+00:00",
            "Floods in the Mirra delta have killed at least 40 people since Friday, the interior ministry "
            "said.\n"
            "More than 12,000 people have fled their homes. The river rose by 3 metres in a day.",
        ),
        Account(
            "B",
            "2026-04-11T09:00:00+00:00",
            "The floods in the Mirra delta have claimed the lives of 36 people, aid workers said on "
            "Saturday.\n"
            "Some 15,000 people were displaced, and 52 are missing. In 2016 a flood in the delta killed 110 "
            "people.",
        ),
        Account(
            "C",
            "2026-04-11T12:00:00+00:00",
            "Forty-one bodies have been recovered from the flooded Mirra delta, officials said on Saturday, "
            "and 47 people are unaccounted for.\n"
            "The government has sent 2,300 soldiers.",
        ),
    ),
    _sides("B: 52 / C: 47", "A: 40 / B: 36 / C: Forty-one"),
)
STRIKE = Event(
    (
        Account(
            "A",
            "2026-04-12T06:00:00+00:00",
            "Drivers at the Brede bus company began a strike on Monday, demanding a pay rise of 7 percent.\n"
            "The company has offered 3.5 percent. Around 1,900 drivers are on strike, the union said.",
        ),
        Account(
            "B",
            "2026-04-12T08:00:00+00:00",
            "A strike by bus drivers brought Brede to a halt on Monday. The union wants a pay rise of 7 "
            "percent; the company offers 3.5 percent.\n"
            "The company said 1,200 drivers were on strike. Buses carry 210,000 passengers a day.",
        ),
    ),
    _sides("A: 1,900 / B: 1,200"),
)
SHOOTING = Event(
    (
        Account(
            "A",
            "2026-04-13T20:00:00+00:00",
            "A gunman killed four people and wounded seven others at a market in Sorell on Tuesday, police "
            "said.\n"
            "The gunman, 31, was shot dead by officers. Two of the wounded are in a critical condition.",
        ),
        Account(
            "B",
            "2026-04-13T20:40:00+00:00",
            "Four people were shot dead at a market in Sorell on Tuesday and nine were injured, the hospital "
            "said.\n"
            "Police said the 29-year-old attacker fired more than 60 shots. One officer was hurt.",
        ),
    ),
    _sides("A: seven / B: nine"),
)
DEAL = Event(
    (
        Account(
            "A",
            "2026-04-14T05:00:00+00:00",
            "Lumen Bank agreed to buy its rival Castor for $4.2 billion on Wednesday.\n"
            "The two banks have 6 million customers. Lumen expects to save $300 million a year and to cut "
            "2,000 jobs.",
        ),
        Account(
            "B",
            "2026-04-14T05:30:00+00:00",
            "Lumen Bank will pay $4.6 billion for Castor, the banks said on Wednesday.\n"
            "Together they will have 6.1 million customers and assets of $90 billion. Castor's shares rose "
            "18 percent.",
        ),
        Account(
            "A",
            "2026-04-14T12:00:00+00:00",
            "Lumen Bank agreed to buy its rival Castor for $4.4 billion on Wednesday, it said, correcting an "
            "earlier figure.\n"
            "It expects to save $300 million a year.",
        ),
    ),
    _sides("A: $4.4 billion / B: $4.6 billion"),
    frozenset({("A", "$4.4 billion", "$4.2 billion")}),
)
JAIL = Event(
    (
        Account(
            "A",
            "2026-04-15T10:00:00+00:00",
            "A court in Harbury jailed former mayor Owen Pask for six years on Thursday for taking bribes of "
            "$1.3 million.\n"
            "Prosecutors had asked for nine years. Pask, 61, denied it.",
        ),
        Account(
            "B",
            "2026-04-15T10:20:00+00:00",
            "Owen Pask, a former mayor of Harbury, was sentenced to six years in prison on Thursday for "
            "accepting $1.3 million in bribes.\n"
            "He was fined $250,000. Eleven witnesses testified during the trial of four months.",
        ),
    ),
)
TRAIN = Event(
    (
        Account(
            "A",
            "2026-04-16T06:10:00+00:00",
            "A freight train carrying chemicals left the rails near Telde on Friday, and 800 residents were "
            "told to leave.\n"
            "Twenty-two wagons were derailed. No one was hurt.",
        ),
        Account(
            "B",
            "2026-04-16T07:30:00+00:00",
            "Police evacuated 1,100 residents after a freight train derailed near Telde on Friday.\n"
            "The railway said 17 wagons left the rails. The train had 64 wagons and was travelling at 80 "
            "kilometres an hour.",
        ),
    ),
    _sides("A: 800 / B: 1,100", "A: Twenty-two / B: 17"),
)
VIRUS = Event(
    (
        Account(
            "A",
            "2026-04-17T09:00:00+00:00",
            "The health ministry of Valmora has confirmed 212 cases of measles, it said on Saturday, 48 of "
            "them in the capital.\n"
            "Three children have died. About 88 percent of children are vaccinated.",
        ),
        Account(
            "B",
            "2026-04-17T11:00:00+00:00",
            "Valmora has 212 confirmed cases of measles, the ministry said on Saturday. Two children have "
            "died of the disease.\n"
            "A campaign will vaccinate 40,000 children. Last year there were 19 cases.",
        ),
    ),
    _sides("A: Three / B: Two"),
)
EVENTS = {
    "coach": COACH,
    "layoffs": LAYOFFS,
    "quake": QUAKE,
    "fire": FIRE,
    "election": ELECTION,
    "profit": PROFIT,
    "march": MARCH,
    "rescue": RESCUE,
    "flood": FLOOD,
    "strike": STRIKE,
    "shooting": SHOOTING,
    "deal": DEAL,
    "jail": JAIL,
    "train": TRAIN,
    "virus": VIRUS,
}
