"""Whether a channel was told of an article's event lately, by another article.

Two fires, or two banks that raise a rate, are told in much the same words; but an event's own people and places stand
in each account of it. So articles that are alike are one story where they have a name in common, or are so alike that
they need none.
"""

from __future__ import annotations

import re
from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock

from bot.store import Posted, Request, Store
from handlers.model import Article, Digest
from handlers.stories.alike import LEAD, likenesses, terms, vectors

LOOK_BACK = timedelta(days=3)
MOST = 60  # articles that are looked at, the newest
KEPT = 2_000  # accounts, of some 5 kB each
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


@dataclass(frozen=True, slots=True)
class Account:
    """What an article is compared by, kept small: its terms, their weights, and words of names."""

    language: str
    terms: tuple[str, ...]
    weights: array[float]
    names: tuple[str, ...]

    @classmethod
    def of(cls, article: Article) -> Account:
        """The article's account."""
        counted = terms(article)
        return cls(article.language, tuple(counted), array("d", counted.values()), tuple(names(article)))

    def weighed(self) -> dict[str, float]:
        """The terms with their weights."""
        return dict(zip(self.terms, self.weights, strict=True))


class Stories:
    """What channels were told lately. The accounts that were asked for last are kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._kept: OrderedDict[tuple[str, str, str], Account] = OrderedDict()

    def told_before(self, request: Request, digest: Digest) -> Posted | None:
        """The digest of the channel's last days that is most like this one, where it is like it enough. An article
        that stands in the same message needs no word."""
        now, mine = self._store.now(), Account.of(digest.article)
        lately = self._store.digests.newest(request.team, request.channel, now - LOOK_BACK, now, MOST)
        of = self._accounts(request.team, [one for one in lately if one.message_ts != request.message_ts])
        told = [one for one in lately if one.request_id in of and of[one.request_id].language == mine.language]
        if not told:
            return None
        accounts = [*(of[one.request_id] for one in told), mine]
        batch = vectors([account.weighed() for account in accounts])
        alike = likenesses(batch, [*(one.created_at for one in told), now])
        for likeness, n in sorted(((alike.get((n, len(told)), 0.0), -n) for n in range(len(told))), reverse=True):
            if likeness >= PLAIN or (likeness >= ENOUGH and set(mine.names).intersection(accounts[-n].names)):
                return told[-n]
        return None

    def _accounts(self, team: str, wanted: Sequence[Posted]) -> dict[str, Account]:
        """By request. A damaged digest has none."""
        keys = {one.request_id: (team, one.request_id, one.title) for one in wanted}
        found: dict[str, Account] = {}
        with self._lock:
            for request_id, key in keys.items():
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[request_id] = self._kept[key]
        missing = [request_id for request_id in keys if request_id not in found]
        fresh = {o.request_id: Account.of(o.outline.article) for o in self._store.digests.outlines_of(team, missing)}
        with self._lock:
            self._kept.update({keys[request_id]: account for request_id, account in fresh.items()})
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return found | fresh


def names(article: Article) -> set[str]:
    """Words of names near the article's beginning, in lower case; no title of an office, and no day."""
    found = (name.lower() for name in _NAME.findall(article.text[:LEAD]) if name[0].isupper())
    return {name for name in found if name not in _NOBODY}
