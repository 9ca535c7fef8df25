"""The path of one request, readable top to bottom: claim, fetch, understand, store, post.

Everything up to the end can be done again; the end is one transaction that stores the digest, puts what is to be posted
into the outbox and closes the request. So a crash at any instant costs time and nothing else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Protocol
from urllib.parse import urlsplit

from sqlalchemy.exc import SQLAlchemyError

from bot import signs
from bot.answers import answer, parts, replaced, to_asker
from bot.blocks import notes, replies
from bot.blocks.digest import digest_messages
from bot.blocks.message import Message
from bot.links import is_probably_article
from bot.memory import Memory
from bot.rations import put_off
from bot.same_story import Stories
from bot.settings import Settings
from bot.store import ChannelSettings, LeaseLost, NewPost, NewRequest, Request, Store
from bot.verdict import Verdict, poisoned, verdict
from bot.watch import Watch, current
from handlers.model import Digest, Original, Passage
from handlers.rank import rank

log = logging.getLogger(__name__)


class Fetched(Protocol):
    """An original, and the one URL that its article goes by ("" for an upload or pasted text)."""

    @property
    def original(self) -> Original: ...

    @property
    def canonical_url(self) -> str: ...


class Pipeline:
    """What a runner drives. `fetch` and `understand` raise FetchError and Unreadable; `permalink(team, channel, ts)`
    answers "" where Slack gives none; `look` says what the message asks for that a request of kind `message` names, and
    what else is to be told to who asked."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        fetch: Callable[[Request], Fetched],
        understand: Callable[[Original], Digest],
        permalink: Callable[[str, str, str], str],
        look: Callable[[Request], tuple[Sequence[NewRequest], str]] = lambda _: ((), ""),
        posts_wait: Callable[[], None] = lambda: None,
        watch: Watch | None = None,
        memory: Memory | None = None,
        give_way: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._memory = memory or Memory(store)
        self._stories = Stories(store)
        self._watch = watch or Watch()
        self._settings = settings
        self._fetch = self._watch.around("fetch", fetch)
        self._understand = self._watch.around("understand", understand)
        self._permalink = permalink
        self._look = look
        self._posts_wait = posts_wait
        self._give_way = give_way

    @property
    def lease(self) -> timedelta:
        """Longer than every time-out inside, waiting for a child that others keep busy included."""
        limits = self._settings
        turns = -(-limits.workers // limits.children)
        return timedelta(seconds=limits.fetch_seconds + turns * limits.understand_seconds + 60)

    def work_next(self) -> bool:
        """Claims the next request and sees it through; False where none is due."""
        self._give_way()
        request = self._store.requests.claim(self.lease)
        if request is not None:
            self.work(request)
        return request is not None

    def work(self, request: Request) -> None:
        """Sees a claimed request through to its end, or gives it back to be tried again."""
        with self._watch.step("request", request, request.id, asked=request.asked, attempt=request.attempts) as step:
            try:
                self._see_through(request)
            except LeaseLost:
                step.outcome = "lost"  # it was cancelled, or is another's
            except SQLAlchemyError:
                raise  # the lease runs out, and the request is claimed again
            except Exception as error:  # noqa: BLE001 - whatever a stranger's article provokes ends here, in words
                self._failed(request, error)
        self._posts_wait()

    def _see_through(self, request: Request) -> None:
        wishes = self._store.channels.get(request.team, request.channel)
        if unwanted(request, wishes):
            self._leave_alone(request)
            return
        if too_often := poisoned(request):
            self._give_up(request, too_often)
            return
        if request.kind == "message":
            self._look_at(request)
            return
        if request.kind == "again":
            self._read_again(request, wishes)
            return
        if request.attempts == 1:
            self._store.say(request, signs.at_work(request))
            self._posts_wait()
            if limit := put_off(self._store, request, self._settings):
                current().outcome = "later"
                self._watch.metrics.limited.labels(limit).inc()
                return
        if request.canonical_url and self._repeated(request, request.canonical_url):
            return
        self._give_way()
        fetched = self._fetch(request)
        url = fetched.canonical_url
        if url and url != request.canonical_url and self._repeated(request, url):
            return
        digest = self._understand(fetched.original)
        self._give_way()
        shown = suited(digest, wishes, self._settings)
        name = fetched.original.file_name if request.kind == "file" else ""
        link, seen = _link(request, digest), self._remember(request, shown, url)
        messages = digest_messages(shown, link_url=link, request_id=request.id, name=name, seen=seen)
        current().told.update(quotes=len(digest.all_quotes), figures=len(digest.all_figures))
        posts = parts(request, self._with_story(request, digest, messages))
        self._end(request, "done", posts, digest=digest, canonical_url=url)

    def _remember(self, request: Request, digest: Digest, url: str) -> dict[Passage, str]:
        """Our remark on each key quote that stood in an earlier article."""
        found = self._memory.seen_before(digest, request.team, request.channel, url or request.canonical_url)
        return {seen.passage: notes.also_in(seen.publisher, seen.at) for seen in found}

    def _with_story(self, request: Request, digest: Digest, messages: Sequence[Message]) -> Sequence[Message]:
        """A line under the title where the channel was told of the same event lately."""
        before = self._stories.told_before(request, digest)
        if before is None:
            return messages
        link = self._permalink(before.team, before.channel, before.posted_ts or before.message_ts)
        line = notes.same_story(before.title, before.publisher, before.created_at, link, self._store.now())
        return [messages[0].with_line(line), *messages[1:]]

    def _read_again(self, request: Request, wishes: ChannelSettings) -> None:
        """Puts the article as it is now in the place of the digest that the request names."""
        first = self._store.requests.get(request.team, request.locator)
        standing = self._store.digests.get(request.team, request.locator) if first else None
        if first is None or standing is None:
            note = notes.failure(replies.gone())
            self._end(request, "nothing", answer(request, note, "again"), reason=replies.gone())
            return
        fetched = self._fetch(first)
        digest = self._understand(fetched.original)
        self._give_way()
        name = fetched.original.file_name if first.kind == "file" else ""
        shown = suited(digest, wishes, self._settings)
        messages = digest_messages(shown, link_url=_link(first, digest), request_id=first.id, name=name)
        out = self._store.outbox.posted(first.team, first.id)
        posts = [*replaced(first, out, messages), *answer(request, notes.failure(replies.read_again()), "again")]
        self._store.replace(request, first, digest, fetched.canonical_url, posts)

    def _leave_alone(self, request: Request) -> None:
        """Without a sign; but the last of a message's requests tells for the others."""

        def signs_of(others: Sequence[Request]) -> Sequence[NewPost]:
            return signs.ended(request, "nothing", others) if others else ()

        reason = "Nobody asked, and the link or the channel's settings say no."
        self._finish(request, "nothing", signs_of, reason)

    def _look_at(self, request: Request) -> None:
        """Asks for what the message links to. Asking again meets the same keys."""
        found, more = self._look(request)
        if not found:
            words = replies.nothing_there()
            self._end(request, "nothing", to_asker(request, words), reason=words)
            return
        new = self._store.requests.accept_all(found)
        self._end(request, "done", to_asker(request, more) if new and more else [])

    def _repeated(self, request: Request, canonical_url: str) -> bool:
        """Whether the channel has this article's digest already; then it is told where, and that is all."""
        standing = self._store.digests.standing(request.team, request.channel, canonical_url, but_of=request.id)
        if standing is None:
            return False
        if standing.message_ts == request.message_ts:  # two links to one article in one message
            self._end(request, "done", reason="The message has it already.")
            return True
        link = self._permalink(standing.team, standing.channel, standing.posted_ts or standing.message_ts)
        note = notes.repeat(standing.user, standing.created_at, link, request.user, self._store.now())
        self._end(request, "done", answer(request, note, "repeat"), reason="It was posted before.")
        return True

    def _failed(self, request: Request, error: Exception) -> None:
        found = verdict(error, request, self._settings.attempts)
        if type(error).__module__ == "builtins":
            log.error("request=%s failed in a way that was not foreseen", request.id, exc_info=error)
        if found.state == "again":
            current().outcome = "again"
            later = self._store.now() + timedelta(seconds=found.seconds)
            self._store.requests.release(request, later, failed=True)
        else:
            self._give_up(request, found)

    def _give_up(self, request: Request, found: Verdict) -> None:
        note = notes.failure(found.reason, self._about(request))
        posts = answer(request, note, "error") if found.state == "failed" else []
        try:
            self._end(request, found.state, posts, reason=found.reason)
        except LeaseLost:
            current().outcome = "lost"

    def _about(self, request: Request) -> str:
        """The site, where the message has more than one link; never the whole URL, which may hold a secret."""
        beside = self._store.requests.of_message(request.team, request.channel, request.message_ts)
        return (urlsplit(request.locator).hostname or "") if request.kind == "link" and len(beside) > 1 else ""

    def _end(
        self,
        request: Request,
        state: str,
        posts: Sequence[NewPost] = (),
        *,
        reason: str = "",
        digest: Digest | None = None,
        canonical_url: str = "",
    ) -> None:
        def with_signs(others: Sequence[Request]) -> Sequence[NewPost]:
            return [*posts, *signs.ended(request, state, others, after=len(posts) - 1 if posts else None)]

        self._finish(request, state, with_signs, reason, digest, canonical_url)

    def _finish(
        self,
        request: Request,
        state: str,
        posts: Callable[[Sequence[Request]], Sequence[NewPost]],
        reason: str,
        digest: Digest | None = None,
        canonical_url: str = "",
    ) -> None:
        self._give_way()
        with self._watch.step("store"):
            self._store.finish(request, state, posts, reason=reason, digest=digest, canonical_url=canonical_url)
        current().outcome = state
        self._watch.ended(request.asked, state, request.accepted_at, self._store.now())


def unwanted(request: Request, wishes: ChannelSettings) -> bool:
    """Whether to leave a link alone that nobody asked about: the channel wants it so, or it is no article."""
    if request.asked != "auto":
        return False
    if request.kind == "link" and not is_probably_article(request.locator):
        return True
    host = (urlsplit(request.canonical_url or request.locator).hostname or "").lower()
    muted = any(host == site or host.endswith(f".{site}") for site in wishes.muted_sites)
    return wishes.mode != "auto" or muted


def suited(digest: Digest, wishes: ChannelSettings, settings: Settings) -> Digest:
    """The digest with as many key quotes and figures, and of the kinds, that the channel wants to be shown."""
    most_quotes = settings.max_quotes if wishes.max_quotes is None else wishes.max_quotes
    most_figures = settings.max_figures if wishes.max_figures is None else wishes.max_figures
    wanted = tuple(quote for quote in digest.all_quotes if quote.kind in wishes.kinds)
    return rank(replace(digest, all_quotes=wanted), most_quotes, most_figures)


def _link(request: Request, digest: Digest) -> str:
    """Where the digest's quotes link to: the page that was posted; nothing for an upload."""
    return digest.article.url or request.locator if request.kind == "link" else ""
