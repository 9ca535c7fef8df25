"""Numbers that are no figures: dates, years, clock times, telephone and flight numbers, addresses, versions, list
numbering, names that hold a number.

What a pattern can tell is told here, from the paragraph's text alone; what needs grammar ("Article 50", "the S&P 500")
is told in `names.py`.
"""

from __future__ import annotations

import re
from typing import Final

_MONTH: Final = r"(?:jan(?:uary)?|feb(?:ruary)?|(?-i:Mar(?:ch)?)|apr(?:il)?|(?-i:May)|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_DAY: Final = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR: Final = r"(?:1[0-9]{3}|20[0-9]{2})"
_DASH: Final = r"\s?[-–—/]\s?"

_ANY_CASE: Final = (
    # links, addresses of mail, handles
    r"\b(?:https?://|www\.)\S+", r"[\w.+-]{1,64}@[\w-]{1,64}\.\w+", r"[@#]\w+",
    # dates
    rf"\b{_MONTH}\s+{_DAY}(?:{_DASH}(?:{_MONTH}\s+)?{_DAY})?(?![\w.,]*[0-9%]|\s+(?:percent|per cent|million|billion))(?:(?:\s*,\s*|\s+){_YEAR})?\b",
    rf"\b{_MONTH}\s+{_DAY}(?:\s*,\s*|\s+){_YEAR}\b",
    rf"\b{_DAY}(?:{_DASH}{_DAY})?(?:\s+of)?\s+{_MONTH}(?:\s*,?\s+{_YEAR})?\b(?![’'])",
    rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}\b",
    r"\b[0-9]{1,2}[/.][0-9]{1,2}[/.](?:[0-9]{4}|[0-9]{2})\b", r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b", r"\b(?:9/11|7/7|24/7|50/50|50[-–]50)\b",
    # years
    rf"\b{_YEAR}s\b", r"[’']?\b[0-9]0s\b", r"[’'][0-9]{2}\b(?!\s*%)", rf"\b{_YEAR}{_DASH}(?:{_YEAR}|[0-9]{{2}})\b(?!\s*%)",
    rf"\b(?:in|since|by|until|till|before|after|during|through|circa|early|mid|late|spring|summer|autumn|fall|winter|season|year|fy|fiscal|end of|start of)(?:\s+|-){_YEAR}\b(?!\s*(?:%|percent|per cent|million|billion|hours|people|jobs))(?:\s+(?:and|or|to)\s+{_YEAR}\b)?",
    rf"\b(?:from|between)\s+{_YEAR}\s+(?:to|and|until|through)\s+{_YEAR}\b", r"\bfy\s?[0-9]{2,4}\b", r"\bq[1-4](?:\s+[0-9]{4})?\b",
    r"\b[0-9]{3,4}\s?(?:bce?|ad|ce)\b", r"\bad\s[0-9]{2,4}\b", r"\b(?:anno|class of|vintage)\s[0-9]{2,4}\b",
    # clock
    r"\b[0-2]?[0-9][:.][0-5][0-9]\s?(?:a\.?m\b\.?|p\.?m\b\.?|gmt|bst|cet|est|edt|et|pt|utc|hrs|hours\b|o[’']clock)", r"\b[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9.])",
    r"\b(?:at|around|by|before|after|until|from)\s+[0-2]?[0-9]h[0-5][0-9]\b",
    r"\b[0-9]{1,2}(?:\s?[-–]\s?[0-9]{1,2})?\s?(?:a\.m\.?|p\.m\.?|am\b|pm\b|o[’']clock)", r"\b[0-2][0-9][0-5][0-9]\s?(?:gmt|utc|hours|hrs|bst|est|et|local time)\b",
    r"\b(?:half|quarter|ten|five|twenty)\s+(?:past|to)\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[0-9]{1,2})\b",
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:o[’']clock|a\.m\.?|p\.m\.?|in the (?:morning|afternoon|evening))\b",
    # telephone, serial and case numbers
    r"(?<![\w$£€])\+[0-9][0-9 ()/-]{6,}[0-9]", r"\(?\b[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}\b", r"\b[0-9]{3}-[0-9]{4}\b", r"\b(?:1-)?8[0-9]{2}-[0-9A-Z-]{7,}\b",
    r"\b0[0-9]{2,4}[ -][0-9]{3,4}[ -]?[0-9]{3,4}\b", r"\b(?:dial(?:l?ing|l?ed)?|call(?:ing|ed)?|text(?:ing)?|phone)\s+(?:999|911|112|111|101|988|[0-9]{5,6})\b",
    r"\b[0-9]+(?:\.[0-9]+){2,}\b", r"\b[0-9]+-[0-9]+-[0-9]+(?:-[0-9]+)*\b(?! (?:formation|victor|win|defeat|loss|record))",
    r"\b(?:no|nos|nr|num)\.\s?[0-9]+(?:(?:,| and| or)\s[0-9]+)*\b", r"\b(?:nº|№)\s?[0-9]+", r"\bnumber (?:one|two|three|four|five|six|seven|eight|nine|ten|[0-9]{1,3})\b(?! (?:people|percent))",
    r"\bv(?:ersion|er|\.)?\s?[0-9]+(?:\.[0-9]+)*\b", r"(?<![0-9.,])\b0[0-9]+\b(?![.,%])",
    # parts of a work, a law, a contest, a building, a road
    r"\b(?:page|pages|pp?\.|chapter|section|sections|article|articles|rule|clause|paragraph|part|volume|vol\.?|issue|episode|season|series|act|scene|verse|psalm|figure|fig\.?|table|appendix|annex|exhibit|schedule|resolution|amendment|proposition|prop\.?|title|form|bill|case|docket|docket no\.?|lot|item|note|footnote|slide|step|stage|phase|level|tier|grade|class|type|category|cat|group|pool|round|game|match|heat|race|week|day|lap|lane|hole|inning|innings|quarter|set|platform|gate|terminal|pier|dock|room|suite|floor|flat|apartment|apt\.?|unit|house|block|ward|district|zone|sector|route|highway|interstate|motorway|junction|exit|mile|channel|flight|train|bus|line|car|ship|hull|engine|reactor|flight number|channel|studio|area|camp|checkpoint|precinct|legion|squadron|battalion|model|mark|mk|size|world war|formula|super bowl|chapter|catch|windows|android|ios|iphone|ipad|galaxy|playstation|xbox|pixel|boeing|airbus|covid|expo|euro|euros|uefa euro|apollo|voyager|falcon|agenda|article|fortune|dow|nasdaq|stoxx|ftse|dax|cac|nikkei|russell|asx|s&p|sensex|nifty|ibex|kospi|topix|csi|hs|omx|atx|aex|smi|bse|jse|top|ryder cup|highway|tell)[ -](?:no\.?\s?)?[0-9]{1,4}(?:[a-z]|\([a-z0-9]\))?\b(?!\s?(?:%|percent|per cent|million|billion|people|percentage))(?!,[0-9]{3})(?!\.[0-9])",
    r"\b(?:part|chapter|phase|stage|act|round|game|day|week|step|level|tier|category|group|formula|world war|article|episode|season|volume|type|class|grade|page|channel|platform|terminal|gate|number) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|i{1,3}|iv|v)\b",
    r"\b[0-9]{1,5}(?:-[0-9]{1,5})?[a-z]?\s+(?:[nsew]\.?\s+|north |south |east |west )?(?:[a-z][\w’'.-]*\s+){1,3}(?:street|avenue|ave\b\.?|road|rd\b\.?|lane|drive|boulevard|blvd\b\.?|square|court|crescent|terrace|way|st\b\.?(?=[\s,.;]|$))(?![a-z])",
    r"\b10 downing\b", r"\bp\.?o\.? box [0-9]+",
    # ordinals, sizes of a list and figures of speech
    r"\b[0-9]+(?:,[0-9]{3})*(?:st|nd|rd|th)\b",
    r"\b(?:the|a|an|this|that|each|every|any|no|which|another|some|first|last|only|loved|not|at|by|from|on|every|that|new|old|big|good|bad|right|wrong|latest|previous|same|easy|hard|former|such)[ -]one\b(?![ -](?:percent|percentage|million|billion|thousand|hundred|third|quarter|fifth|tenth|year|day|week|hour|month|minute|point|mile|half|in [0-9a-z]))",
    r"\bone (?:of|another|by one|day\b(?! of)|thing|hand|side|way\b|or the other|and (?:the same|only|all)|more time|size|last|s\b)\b", r"\b(?:for|as|square|day|back to square|number|at|in) one\b(?=[\s,.;]*(?:$|[,.;]|thing|point|time|stage|fell|another|side|way|go|of))",
    r"\bone[ -](?:time|off|sided|on|stop|size|upmanship|liners?)\b", r"\bone-(?:way|man|woman|party|china|state|nation|piece|to|term|day|handed|eyed|minute)\b|\bone china\b|\bone way\b",
    r"\b(?:two|three|four|five|six|2|3|4|5)[ -](?:way|party|piece|sided|fold path|letter|figure|star|state|tier|part|dimensional|door|wheel drive|wheel|wheeled|wheeler|lane|pronged|thirds majority|time|tier|legged|faced|track|horse|ply|minded|pack|seater|stroke|cylinder)\b(?!s of)",
    r"\bfifty-fifty\b|\b(?:think|thought|thinking|once or) twice\b|\bof two minds\b|\b(?:two|three) (?:cents|cheers|peas|wrongs|sides to)\b", r"\b(?:on|at|behind) all fours\b|\bcatch[ -]22\b|\bcloud nine\b|\bsecond to none\b|\bat sixes and sevens\b|\bnine to five\b|\bnine lives\b|\bfour corners\b|\bseven seas\b|\bfour-letter\b|\beleventh hour\b",
    r"\bzero[ -](?:tolerance|sum|day|hour|covid|in|carbon|emission|emissions|waste|trust|hours|rated)\b", r"\b(?:net|ground|patient|absolute|sub|near|below|above)[ -]zero\b",
    r"\b(?:a|one) (?:hundred|thousand|million) (?:times|thanks|ways|miles an hour|things|reasons|words)\b|\bone in a million\b|\bmillion[ -]dollar (?:question|smile)\b|\bthanks a million\b|\bsixty-four[ -]\w+ question\b",
    r"\btwo-by-fours?\b|\b4x4s?\b|\b4-4-2\b|\b20/20\b|\b[0-9]+-0-[0-9]+\b|\btwenty20\b|\bt20\b",
    # photo credits and time stamps
    r"\b(?:photo(?:graph)?|image|picture|credit|file)\s*(?:by|:|credit:).{0,120}$",
    r"\b(?:updated|published|posted|last modified)\b.{0,40}\b[0-9]{1,2}[:.][0-9]{2}\b",
)  # fmt: skip
_CASE: Final = (
    # codes: letters that touch digits; and a letter or two before a hyphen
    r"(?<![A-Za-z0-9])(?!(?:US|A|C|AU|NZ|HK|S|NT|R|CA|MX|EC|Rs|RM|RMB|USD|EUR|GBP|AUD|CAD|JPY|INR|CHF|CNY|SEK|NOK|DKK|SGD|HKD|NZD|MXN|BRL|ZAR|KES|NGN|PKR|AED|SAR|PLN|CZK|HUF|THB|MYR|IDR|PHP|TWD|KRW|ILS|RUB|UAH)\s?[$0-9])[A-Za-z]+[0-9]+(?:[-/.]?[A-Za-z0-9]+)*",
    r"\b[A-Z][A-Za-z]*-[0-9]+(?:[A-Za-z]+)?\b(?!-(?:year|day|month|week|hour|minute|mile|foot|inch))",
    r"\b[0-9]+[DGPX]\b", r"\b[0-9]+[A-Za-z]+[0-9]+\w*",
    r"\b[A-Z]{2} [0-9]{5}(?:-[0-9]{4})?\b", r"\b[A-Z]{1,2}[0-9]{1,2}[A-Z]? [0-9][A-Z]{2}\b",
    r"\b[A-Z]{2} ?[0-9]{3,4}\b(?=\s(?:from|to|crashed|was|left|landed|departed|flight))",
    r"\b(?:Big|Final|Sweet|Elite|Group of|Fab|Famous|Gang of|Committee of|Council of|Chicago|Class of|Indy|Daytona|Area|Studio|Channel|Radio|Forever|Motel|Super|Pac|Top|Sky|Fox|BBC|ITV|CBS|NBC|Channel|Volvo|Peugeot|Tesla Model|Mazda|Fiat|Porsche|Audi|BMW|Ferrari|Nokia|Airbus|Boeing|Antonov|Ilyushin|Concorde|Lockheed) (?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Sixteen|Twenty|[0-9]{1,4})\b(?!,[0-9])(?!\s?(?:%|percent|per cent|million|billion))",
    r"\b(?:Five|Four|Seven|Six|Three|Two) (?:Eyes|Nations|Seasons|Corners|Points|Sisters|Rivers|Kingdoms|Seas|Oaks|Wonders|Horsemen|Tops|Mile|Days|Musketeers|Lions)\b",
    r"(?m)^\s*(?:\(?[0-9]{1,3}[.)]|[0-9]{1,3}\.)\s+(?=[A-Z“\"'‘])",
    r"\bJohn [0-9]+:[0-9]+\b",
)  # fmt: skip
_PATTERNS: Final = tuple(re.compile(p, re.IGNORECASE) for p in _ANY_CASE) + tuple(re.compile(p) for p in _CASE)


def dismissed(text: str) -> list[tuple[int, int]]:
    """The stretches of a paragraph in which no figure starts, in order, not overlapping."""
    found = sorted(match.span() for pattern in _PATTERNS for match in pattern.finditer(text))
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
