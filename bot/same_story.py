"""Whether a channel was told of an article's event lately, by another article."""

from __future__ import annotations

from datetime import timedelta

from bot.store import Posted, Request, Store
from handlers.model import Digest
from handlers.stories.alike import likenesses, terms, vectors

LOOK_BACK = timedelta(days=3)
MOST = 60  # articles that are looked at, the newest
ENOUGH = 0.22  # likeness from which two articles are said to be one story; a roundup, which shows more, joins from less


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
    here = [(alike.get((n, len(told)), 0.0), -n) for n in range(len(told))]
    best, at = max(here)
    return told[-at] if best >= ENOUGH else None
