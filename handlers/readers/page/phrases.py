"""Lines that pages carry beside the article, told by their words alone."""

from __future__ import annotations

import re

from handlers.readers.dates import iso_date

# How such lines begin, whatever follows; one form a line.
_ALWAYS = r"""
sign up (?:for|to|here|now)|subscribe(?: (?:to|now|today|for|here))
get (?:our|the) .{0,60}(?:newsletter|inbox|app)
follow (?:us|.{1,40} on (?:twitter|x|facebook|instagram|linkedin|threads|whatsapp))
join (?:the conversation|our (?:newsletter|community|channel)|us on)
copy (?:the )?link|link copied|print this|email this
(?:story|article) continues|scroll (?:down )?to continue|skip (?:to|advert\w*)
photo(?:graph)?s?(?: by| credit|:)|image (?:source|caption|credit)|media caption|picture:|credit:
file (?:photo|picture|image)
©|copyright (?:©|\(c\)|\d{4})|all rights reserved|the material on this site
this (?:site|website) (?:uses cookies|is protected by recaptcha)|we (?:use|and our \d+) .{0,40}cookies
by continuing to (?:use|browse)|accept (?:all|cookies)|manage (?:choices|cookies|preferences)
(?:leave|post|write|add) a (?:comment|reply)|show comments|view (?:all )?comments
please enable javascript|your browser (?:does|is|must)
this (?:article|story|post) (?:was )?(?:originally|first) (?:appeared|published)
our standards:|(?:additional )?(?:reporting|writing|editing|edited) by (?-i:[A-ZÀ-Þ]).{0,150}(?:[;|]|$)
do you have a (?:story|tip)|got a (?:story|tip)|contact the (?:author|reporter|writer)
become a (?:member|subscriber|supporter)|already a (?:member|subscriber)
(?:read more|also read|see also|read also|related|more on this|watch|listen|more stories|up next)\s*[:|»>-]
view (?:image in fullscreen|this post on|gallery)
"""
# How they begin where they are no sentence, or a very short one.
_IN_SHORT = r"""
read (?:more|also|next|the full)|also read|see also|more on this|more from|more stories|up next
recommended(?: for you)?|don[’']t miss
related(?: (?:articles?|stories|topics|coverage|links))?|most (?:read|popular)|trending
you (?:may|might) (?:also )?(?:like|be interested)|advert(?:isement|ising)?|sponsored|promoted
save (?:this )?(?:article|story|for later)|click (?:here|to)|tap here|download (?:our|the) app|loading|expand
listen to (?:this|the) (?:article|story)|watch(?: now| the video)
(?:tags|topics|filed under|categories|category|posted in|keywords|explore more):?(?: |$)
(?:first )?(?:published|updated|last (?:updated|modified)|posted)(?: on| at|:)? ?.{0,60}\d
privacy (?:policy|notice)|terms (?:of (?:use|service)|and conditions)|\d+ comments?$|comments?$
load more|show more|for more (?:stories|news)|next (?:article|story)|previous (?:article|story)|back to top
enable javascript|this (?:video|content) (?:is not|cannot|can)|support (?:our|independent)|donate
newsletter|getty images|share (?:this|on|via)|copyright|log ?in|sign in|create (?:an )?account|share article
(?:facebook|twitter|instagram|whatsapp|linkedin|email|pinterest|reddit|x)$
\d+ min(?:ute)?s?(?: read| ago)?$|\d+ hours? ago$
\d[\d.,]*[km]? (?:shares|views|likes|reactions|retweets)$|\d* ?view comments$
key (?:events|points|takeaways)$
free to read|opinion$|exclusive$|analysis$|live$|breaking(?: news)?$
"""
_AGENCIES = r"getty(?: images)?|reuters|ap|afp|epa|shutterstock|alamy|bloomberg|pa(?: media| wire)?|nurphoto|istock"
_JOBS = r"writer|reporter|correspondent|editor|columnist|journalist|contributor|author|fellow|covers|based in|professor"
_NAME = r"[A-ZÀ-Þ][\w’'.-]+"
_BUTTONS = (
    r"share|tweet|email|print|facebook|twitter|x|whatsapp|linkedin|reddit|pinterest|copy link|link|save|comments?"
)

_SAYS, _SAYS_IN_SHORT = (
    re.compile(rf"\W*(?:{'|'.join(forms.split(chr(10))[1:-1])})(?![\w’'])", re.I) for forms in (_ALWAYS, _IN_SHORT)
)
_TWO_SENTENCES = re.compile(r"[^\W\d_]{3}[.!?][\"'”’]?\s+[A-ZÀ-Þ“]")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*$")
_ENDS = re.compile(
    rf"(?:/|\bvia )\s?(?:{_AGENCIES})\W*$"
    r"|\b(?:contributed (?:to this (?:report|story|article)|reporting))\W*$"
    r"|\bon (?:twitter|facebook|instagram|x|bluesky) @\w+\W*$"
    r"|\(?photo:? [^.]{3,60}\)\W*$|\d min(?:ute)? read\W*$|^[—–-]+ [^.]{2,60}\(@\w+\) .*$",
    re.I,
)
_AUTHOR = re.compile(
    rf"{_NAME}(?: [\w’'.-]+){{1,3}} (?:is|was|has been|covers|writes|reports|reported) .{{0,120}}\b(?:{_JOBS})\b"
)
_BYLINE = re.compile(
    rf"\W*(?:(?:[Ww]ords|[Ss]tory|[Tt]ext|[Pp]hotographs|[Pp]ictures) )?[Bb][Yy]\s+{_NAME}"
    rf"(?:[\s,&]+(?:and |y |de |van |von )?{_NAME}){{0,8}}(?:\s+in\s+[A-Z].{{2,30}})?\W*$"
)
_SHARE = re.compile(rf"(?:\W*\b(?:{_BUTTONS})\b\W*){{2,8}}$", re.I)
_OF_A_STAMP = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:jan|febr?)(?:uary)?|mar(?:ch)?|apr(?:il)?|may"
    r"|june?|july?|aug(?:ust)?|(?:sept?|octo?|nov|dec)(?:em)?(?:ber)?|[ap]\.?m|at|on|utc|gmt|bst|c?est|cet|e[sd]t|p[sd]t|st|nd|rd|th)\b",
    re.I,
)
_LETTER = re.compile(r"[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_LONGEST = 60  # words: a longer line says something of its own


def is_foreign(line: str) -> bool:
    """Whether a line's own words show that it is none of the article's."""
    words = len(line.split())
    if words > _LONGEST or _is_spoken(line):
        return False
    if len(line) < 80 and (not _LETTER.search(line) or _is_stamp(line)):
        return True
    if len(line) < 200 and (_SHARE.match(line) or _is_byline(line)):
        return True
    if words <= 40 and _SAYS.match(line):
        return True
    short = words < 6 or (words <= 25 and not _SENTENCE.search(line))
    if short and _SAYS_IN_SHORT.match(line):
        return True
    # A credit that is glued to a sentence takes nothing of it away.
    return words <= 30 and bool(_ENDS.search(line[-80:])) and not _TWO_SENTENCES.search(line)


def is_about_author(line: str) -> bool:
    """Whether a line introduces the author: it counts only near the end of the text."""
    return len(line.split()) <= _LONGEST and bool(_AUTHOR.match(line))


def _is_stamp(line: str) -> bool:
    """Nothing but a date, a time, a day of the week."""
    day = iso_date(line)
    return bool(day) and not _LETTERS.search(_OF_A_STAMP.sub(" ", line))


def _is_byline(line: str) -> bool:
    return len(line) < 120 and line[-1] not in '.!?”"' and bool(_BYLINE.match(line))


def _is_spoken(line: str) -> bool:
    """A sentence that only begins like one of these: “Follow us,” the guide said, …"""
    return line.startswith(("“", '"', "‘", "«", "„")) and len(line.split()) > 6
