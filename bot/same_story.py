"""Whether a channel was told of an article's event lately, by another article.

Two fires, or two banks that raise a rate, are told in much the same words; but an event's own people and places stand
in each account of it. So articles that are alike are one story where they have a name in common, or are so alike that
they need none.
"""

from __future__ import annotations

import re
from datetime import timedelta

from bot.store import Posted, Request, Store
from handlers.model import Article, Digest
from handlers.stories.alike import LEAD, likenesses, terms, vectors

LOOK_BACK = timedelta(days=3)
MOST = 60  # articles that are looked at, the newest
ENOUGH = 0.22  # likeness of one story's articles; a roundup, which shows more, joins from less
PLAIN = 0.5  # likeness that needs no name
_NAME = re.compile(r"(?<=[\w,;)’] )[^\W\d_a-z][^\W_]*")  # a capital where no sentence begins
_NOBODY = frozenset(
    {
        "i", "mr", "mrs", "ms", "dr", "president", "prime", "minister", "chancellor", "governor", "mayor", "judge",
        "captain", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    }
)  # fmt: skip


def told_before(store: Store, request: Request, digest: Digest) -> Posted | None:
    """The digest of the channel's last days that is most like this one, where it is like it enough. An article that
    stands in the same message needs no word."""
    now = store.now()
    lately = store.digests.latest(request.team, request.channel, now - LOOK_BACK, now, MOST)
    told = [
        one
        for one in lately
        if one.message_ts != request.message_ts and one.outline.article.language == digest.article.language
    ]
    if not told:
        return None
    batch = vectors([terms(article) for article in (*(one.outline.article for one in told), digest.article)])
    alike = likenesses(batch, [*(one.created_at for one in told), now])
    here = names(digest.article)
    for likeness, n in sorted(((alike.get((n, len(told)), 0.0), -n) for n in range(len(told))), reverse=True):
        if likeness >= PLAIN or (likeness >= ENOUGH and here & names(told[-n].outline.article)):
            return told[-n]
    return None


def names(article: Article) -> set[str]:
    """Words of names near the article's beginning, in lower case; no title of an office, and no day."""
    found = (name.lower() for name in _NAME.findall(article.text[:LEAD]) if name[0].isupper())
    return {name for name in found if name not in _NOBODY}
