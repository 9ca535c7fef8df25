"""Fifteen further events as several outlets told them, judged before anything was run on them. Most of what is in them
must not be set side by side: other things, other times, part of a whole, a number that is another's rounder form."""

from __future__ import annotations

from told_events import Account, Event, _sides


def _day(letter: str, hour: str, text: str, day: str = "2026-06-09") -> Account:
    return Account(letter, f"{day}T{hour}:00+00:00", text)


REFINERY = Event(
    (
        _day(
            "A",
            "07:15",
            "Five workers were killed and 17 were injured when a boiler exploded at the Halvorsen refinery near Ostby "
            "on Tuesday, the company said.\nAbout 240 people work at the site. The refinery handles 95,000 barrels of "
            "crude a day.",
        ),
        _day(
            "B",
            "09:40",
            "An explosion at a refinery in Ostby killed five people on Tuesday and injured 22, the hospital said.\n"
            "Three of the injured were in a critical condition. The blast broke windows two kilometres away.\n"
            "Four workers died at the same plant in 2017.",
        ),
        _day(
            "C",
            "10:05",
            "Rescuers at the Ostby refinery ended their search on Tuesday after finding the bodies of all five workers "
            "who were killed in the morning's blast.\nThe plant employs 236 people, its owner Halvorsen said.",
        ),
    ),
    _sides("A: 17 / B: 22"),
)
CARS = Event(
    (
        _day(
            "A",
            "06:00",
            "Norvik Motors sold 41,000 electric cars in the first quarter, up 12 percent from a year earlier, the "
            "company said on Thursday.\nIts profit rose to 310 million euros. Norvik expects to build 180,000 cars "
            "this year.",
            "2026-04-16",
        ),
        _day(
            "B",
            "08:30",
            "Carmakers sold 212,000 electric cars in the first quarter, 9 percent more than a year earlier, their "
            "association said on Thursday.\nSales at Norvik Motors grew faster than the industry's, by 12 percent. "
            "Profit in the sector fell to 1.9 billion euros.",
            "2026-04-16",
        ),
    ),
)
RATES = Event(
    (
        _day(
            "A",
            "12:00",
            "The central bank raised its key rate by half a percentage point to 4.5 percent on Tuesday.\n"
            "Inflation was 6.1 percent in May, three times the bank's target of 2 percent.",
        ),
        _day(
            "B",
            "12:20",
            "The central bank lifted its key interest rate to 4.5 percent on Tuesday, an increase of 0.5 points.\n"
            "Inflation was 5.9 percent in May, according to the statistics office, after 6.4 percent in April. The "
            "bank expects the economy to grow by 1.1 percent this year.",
        ),
    ),
    _sides("A: 6.1 percent / B: 5.9 percent"),
)
MARCHERS = Event(
    (
        _day(
            "A",
            "17:00",
            "About 1,200 people marched through Lorne on Saturday against the closure of the harbour, police said.\n"
            "Two marchers were arrested. The harbour employs 430 people.",
            "2026-06-13",
        ),
        _day(
            "B",
            "18:10",
            "Police counted 1,187 people who marched through Lorne on Saturday in protest at the harbour's closure.\n"
            "Last month 600 people marched to the town hall. Some 430 people work in the harbour.",
            "2026-06-13",
        ),
        _day(
            "C",
            "19:30",
            "As many as 5,000 people marched through Lorne on Saturday to save its harbour, the organisers said.\n"
            "Two people were arrested, and one police officer was hurt.",
            "2026-06-13",
        ),
    ),
    _sides("A: 1,200 / B: 1,187 / C: 5,000"),
)
VALLEY = Event(
    (
        _day(
            "A",
            "05:30",
            "At least 9 people were missing on Tuesday after the Lerma burst its banks in the night, the fire service "
            "said.\nMore than 280 homes were evacuated. Eighty millimetres of rain fell within six hours.",
        ),
        _day(
            "A",
            "11:30",
            "The number of people missing after the flood in the Lerma valley rose to 13 on Tuesday, the fire service "
            "said.\nAbout 300 homes were evacuated in three villages.",
        ),
        _day(
            "B",
            "12:45",
            "Thirteen people are missing after Tuesday's flood in the Lerma valley.\nA total of 296 homes were "
            "evacuated, and 70 soldiers are helping the fire service. In 2009 a flood in the valley left six missing.",
        ),
    ),
)
FLIGHTS = Event(
    (
        _day(
            "A",
            "16:00",
            "A strike by ground crews forced Arvon Air to cancel 340 flights on Monday, the airline said.\n"
            "Some 52,000 passengers were affected. The union wants 7 percent more pay; the airline offers 4 percent.",
            "2026-06-08",
        ),
        _day(
            "B",
            "16:30",
            "Arvon Air cancelled 410 flights on Tuesday as a strike by its ground crews went into a second day.\n"
            "The airline said 58,000 passengers were affected on Tuesday. It has offered 4 percent more pay.",
        ),
    ),
)
FRAUD = Event(
    (
        _day(
            "A",
            "13:00",
            "The former banker Emil Dorn was sentenced on Tuesday to 14 years in prison for a fraud of 86 million "
            "euros.\nThe court heard 61 witnesses. Dorn, 58, had run the bank for nine years.",
        ),
        _day(
            "B",
            "13:50",
            "Emil Dorn was jailed for 14 years on Tuesday over a fraud of 92 million euros. Prosecutors had asked for "
            "18 years in prison.\nHis wife was fined 40,000 euros. About 2,300 savers lost money.",
        ),
    ),
    _sides("A: 86 million euros / B: 92 million euros"),
)
DORMITORY = Event(
    (
        _day(
            "A",
            "06:20",
            "A fire in a school dormitory in Kelso killed seven students and injured 13 in the night to Tuesday, the "
            "mayor said.\nSixty-four children slept in the building.",
        ),
        _day(
            "B",
            "08:00",
            "Seven students died when their dormitory burned in Kelso, and 16 were injured, three of them critically, "
            "the hospital said on Tuesday.\nThe building had room for 80 children.",
        ),
        _day(
            "C",
            "09:10",
            "The fire that killed seven students at a school in Kelso on Tuesday left 16 others injured, doctors said."
            "\nIn 2019 a fire at a hostel in the same district killed 13 people.",
        ),
    ),
    _sides("A: 13 / B: 16 / C: 16"),
)
POLLS = Event(
    (
        _day(
            "A",
            "09:00",
            "Ada Quill leads Bo Lind by 46 percent to 41 percent in a poll by Metra that was published on Tuesday.\n"
            "Metra asked 1,004 voters. Thirteen percent were undecided.",
        ),
        _day(
            "B",
            "10:00",
            "A poll by Optima on Tuesday puts Bo Lind at 44 percent and Ada Quill at 43 percent.\nOptima asked 2,100 "
            "voters by telephone.",
        ),
    ),
)

FERRY = Event(
    (
        _day(
            "A",
            "06:00",
            "A ferry with 212 people aboard ran aground off Brannoy on Tuesday morning, the coastguard said.\nAll "
            "passengers were taken off within three hours. Six people were treated for the cold.",
        ),
        _day(
            "B",
            "07:30",
            "The coastguard took 219 people off a ferry that ran aground off Brannoy on Tuesday.\nThe ship has a crew "
            "of 18 and can carry 400 passengers. Six people were treated in hospital.",
        ),
        _day(
            "C",
            "08:00",
            "A ferry carrying 212 passengers and crew struck a rock near Brannoy on Tuesday; eight people were "
            "treated for hypothermia, doctors said.",
        ),
    ),
    _sides("A: 212 / B: 219 / C: 212", "A: Six / B: Six / C: eight"),
)
MERGER = Event(
    (
        _day(
            "A",
            "06:00",
            "Brandt Steel will buy its rival Ferrol for 2.4 billion euros, the two companies said on Tuesday.\nFerrol "
            "had sales of 1.1 billion euros last year and employs 4,950 people.",
        ),
        _day(
            "B",
            "06:40",
            "Brandt Steel has agreed to pay 2.7 billion euros, including debt, for its rival Ferrol.\nBrandt had "
            "sales of 3.8 billion euros last year. Ferrol has about 5,000 employees.",
        ),
    ),
    _sides("A: 2.4 billion euros / B: 2.7 billion euros"),
)
HEAT = Event(
    (
        _day(
            "A",
            "15:00",
            "The temperature reached 43.1 degrees in Olveira on Tuesday, a record for June.\nAt least 31 people have "
            "died in the heat since Saturday, the health ministry said.",
        ),
        _day(
            "B",
            "16:00",
            "Castro recorded 44.6 degrees on Tuesday, the highest June temperature in the country.\nThe health "
            "ministry counted 27 deaths in the heat wave by Sunday. Firefighters fought 14 fires.",
        ),
    )
)
BUDGET = Event(
    (
        _day(
            "A",
            "18:00",
            "Parliament passed the budget by 151 votes to 149 on Tuesday.\nThe deficit is to fall to 3.2 percent of "
            "national output next year, from 4.1 percent this year.",
        ),
        _day(
            "B",
            "18:20",
            "The budget passed on Tuesday with 151 votes in favour and 149 against.\nThe government expects a deficit "
            "of 3.5 percent of national output next year.",
        ),
        _day(
            "C",
            "18:30",
            "Parliament approved the budget by two votes on Tuesday. The deficit is 4.1 percent of national output "
            "this year.",
        ),
    ),
    _sides("A: 3.2 percent / B: 3.5 percent"),
)
BOAT = Event(
    (
        _day("A", "05:00", "Nineteen migrants drowned when a boat sank off Cape Lun on Tuesday, the navy said."),
        _day(
            "A",
            "09:00",
            "The navy said on Tuesday that 16 migrants had drowned when a boat sank off Cape Lun, and not 19 as it "
            "had said before.\nForty-four were rescued.",
        ),
        _day(
            "B",
            "09:30",
            "At least 16 people drowned off Cape Lun on Tuesday, the navy said; 44 survivors were brought ashore.",
        ),
        _day(
            "C",
            "10:00",
            "Twenty people drowned and 41 were rescued after a boat sank off Cape Lun, an aid group said on Tuesday.",
        ),
    ),
    _sides("A: 16 / B: 16 / C: Twenty", "A: Forty-four / B: 44 / C: 41"),
    frozenset({("A", "16", "Nineteen")}),
)
RENTS = Event(
    (
        _day(
            "A",
            "07:00",
            "Rents in Norhaven rose 7.5 percent in 2025, the city's statistics office said on Tuesday.\nA flat with "
            "two rooms cost 1,240 euros a month on average.",
        ),
        _day(
            "B",
            "07:10",
            "Rents rose by 4.2 percent nationwide in 2025, the federal statistics office said on Tuesday. In Norhaven "
            "they went up 7.5 percent.\nThe average flat cost 890 euros a month.",
        ),
    )
)

FURTHER = {
    "refinery": REFINERY,
    "cars": CARS,
    "rates": RATES,
    "marchers": MARCHERS,
    "valley": VALLEY,
    "flights": FLIGHTS,
    "fraud": FRAUD,
    "dormitory": DORMITORY,
    "polls": POLLS,
    "ferry": FERRY,
    "merger": MERGER,
    "heat": HEAT,
    "budget": BUDGET,
    "boat": BOAT,
    "rents": RENTS,
}
