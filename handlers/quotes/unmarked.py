"""Direct speech that lost its marks: "We want to help him. You can't, he said."

Reported speech in the first or second person, followed by its cue and with no mark in its paragraph, is somebody's own
words. The sentences before it belong to it as long as they, too, speak in the first or second person.
"""

from __future__ import annotations

from handlers.quotes.grammar import Grammar
from handlers.quotes.indirect import Report
from handlers.quotes.words import several

_OWN = several("i we you me us my our your mine ours yours i'm we're you're myself ourselves yourself")


def start_of_speech(report: Report) -> int | None:
    """The first token of the direct speech that a report closes; None where it is reported in the usual way."""
    grammar, place = report.place.grammar, report.place
    if grammar is None or place.stretches or report.cue.token < report.last:
        return None
    subject = report.cue.subject
    if subject < 0 or grammar.lower[subject] in _OWN or not _speaks(grammar, report.first, report.last):
        return None
    sentence = grammar.sentence[report.first]
    if report.first > grammar.bounds[sentence][0] + 1:
        return None
    first = report.first
    while sentence > 0:
        begin, end = grammar.bounds[sentence - 1]
        if not _speaks(grammar, begin, end):
            break
        sentence -= 1
        first = begin
    return first


def _speaks(grammar: Grammar, first: int, last: int) -> bool:
    return any(word in _OWN for word in grammar.lower[first:last])
