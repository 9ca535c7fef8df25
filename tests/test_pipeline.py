"""The path of one request: what is stored and put into the outbox, whatever happens on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from asking import LEASE, Clock, new_request
from hand_made import ARTICLE, DIGEST

from bot.blocks import notes
from bot.fetch import Fetched, FetchError
from bot.pipeline import Pipeline, suited, unwanted
from bot.settings import load
from bot.store import ChannelSettings, NewRequest, Post, Store
from bot.verdict import MOST_CLAIMS, pause
from handlers.errors import Unreadable
from handlers.model import Digest, Original

URL = "https://news.example/2026/03/02/harbour-to-close-for-eleven-weeks"
GONE = FetchError("There is nothing at this address.", "not_found")
AWAY = FetchError("The site does not answer.", "unreachable", retry=True)
NO_ARTICLE = Unreadable("no_article", "There is no article in it.")
CRASHED = Unreadable("crashed", "It could not be read.")


class Path:
    """A pipeline whose fetch and understanding a test decides, and what came of it."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.clock = store.database.now = Clock()
        self.result: Digest | Exception = DIGEST
        self.canonical = ""
        self.tried = 0
        self.meanwhile: Callable[[], Any] = lambda: None
        self.pipeline = Pipeline(
            store, load(), self._fetch, self._understand, lambda team, channel, ts: f"https://x/{ts}"
        )

    def _fetch(self, request: NewRequest) -> Fetched:
        self.tried += 1
        self.meanwhile()
        if isinstance(self.result, FetchError):
            raise self.result
        return Fetched(Original(b"bytes"), self.canonical or request.canonical_url, 200)

    def _understand(self, original: Original) -> Digest:
        if isinstance(self.result, Exception):
            raise self.result
        return self.result

    def ask(self, url: str = URL, message: str = "1700000000.000100", **more: Any) -> None:
        """Somebody asks."""
        self.store.requests.accept(new_request(url, message, **more))

    def drive(self) -> list[Post]:
        """Works while there is work; what is posted, in order."""
        while self.pipeline.work_next():
            pass
        return self.posts()

    def posts(self) -> list[Post]:
        """Empties the outbox."""
        found = []
        while post := self.store.outbox.claim(LEASE):
            self.store.outbox.sent(post, f"17000001{len(found):02}.000000", timedelta(0))
            found.append(post)
        return found

    def states(self, message: str = "1700000000.000100") -> list[str]:
        """How the requests of a message stand."""
        return [request.state for request in self.store.requests.of_message("T1", "C1", message)]


@pytest.fixture
def path(sqlite_store: Store) -> Path:
    """A pipeline to drive by hand."""
    return Path(sqlite_store)


def shown(posts: list[Post]) -> list[str]:
    """What people see of posts: messages by their first words, reactions by sign and name."""
    signs = {"react": "+", "unreact": "-"}
    return [
        signs[p.kind] + p.body["name"] if p.kind in signs else f"{p.kind}: {p.body['text'].partition(' · ')[0]}"
        for p in posts
    ]


def test_a_link_gets_its_digest_and_the_signs_around_it(path: Path) -> None:
    """Eyes, the digest in the thread, then a check mark in the place of the eyes; the digest is kept."""
    path.ask()
    posts = path.drive()
    assert shown(posts) == ["+eyes", f"post: {escaped_title()}", "-eyes", "+white_check_mark"]
    assert [p.thread_ts for p in posts if p.kind == "post"] == ["1700000000.000100"]
    assert path.states() == ["done"]
    stored = path.store.digests.standing("T1", "C1", URL)
    assert stored is not None
    assert stored.title == ARTICLE.title


def escaped_title() -> str:
    """The title as a fallback text has it."""
    return ARTICLE.title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def test_a_command_gets_its_digest_in_the_channel(path: Path) -> None:
    """A message of its own; no signs, for there is no message to put them on."""
    path.ask(message="trigger.1.x", thread_ts="", asked="command")
    posts = path.drive()
    assert [(p.kind, p.thread_ts) for p in posts] == [("post", "")]


@pytest.mark.parametrize(
    ("error", "asking", "told"),
    [
        (NO_ARTICLE, {}, False),
        (NO_ARTICLE, {"asked": "mention"}, True),
        (NO_ARTICLE, {"kind": "file", "locator": "F1", "canonical_url": ""}, True),
        (Unreadable("unsupported", "This kind of file cannot be read."), {"kind": "file", "locator": "F1"}, False),
        (GONE, {}, False),
        (GONE, {"asked": "emoji"}, True),
        (Unreadable("too_slow", "It takes too long."), {}, True),
        (Unreadable("encrypted", "It is encrypted."), {"kind": "file", "locator": "F1", "canonical_url": ""}, True),
    ],
)
def test_who_asked_is_told_why_and_who_merely_posted_is_left_in_peace(
    path: Path, error: Exception, asking: dict[str, Any], told: bool
) -> None:
    """A warning sign and one short reason in the thread, or nothing at all and the eyes gone."""
    path.result = error
    path.ask(**asking)
    posts = path.drive()
    reason = getattr(error, "reason", "")
    expected = ["+eyes", "-eyes"] if not told else ["+eyes", "post: ...", "-eyes", "+warning"]
    assert [s if not s.startswith("post") else "post: ..." for s in shown(posts)] == expected
    assert path.states() == ["failed" if told else "nothing"]
    assert [reason in p.body["text"] for p in posts if p.kind == "post"] == [True] * told


@pytest.mark.parametrize(("response_url", "kind"), [("https://hooks.example/1", "respond"), ("", "ephemeral")])
def test_a_command_that_fails_tells_only_who_typed_it(path: Path, response_url: str, kind: str) -> None:
    """By its response_url, or for their eyes only."""
    path.result = GONE
    path.ask(message="trigger.1.x", thread_ts="", asked="command", response_url=response_url)
    posts = path.drive()
    assert [p.kind for p in posts] == [kind]
    assert GONE.reason in posts[0].body["text"]


@pytest.mark.parametrize("error", [AWAY, CRASHED, RuntimeError("unforeseen")])
def test_what_may_work_later_is_tried_again_and_then_given_up(path: Path, error: Exception) -> None:
    """After growing pauses, as often as the settings say; then it failed, with a reason that a person can read."""
    path.result = error
    path.ask(asked="mention")
    for failures in range(3):
        path.drive()
        assert path.states() == ["accepted"]
        path.clock.pass_(seconds=pause(failures) - 1)
        assert not path.pipeline.work_next()
        path.clock.pass_(seconds=1)
    posts = path.drive()
    assert path.states() == ["failed"]
    assert path.tried == 4
    assert [p.kind for p in posts] == ["post", "unreact", "react"]
    assert "unforeseen" not in posts[0].body["text"]


def test_a_site_that_names_a_time_is_asked_then(path: Path) -> None:
    """Retry-After of the site counts."""
    path.result = FetchError("Overloaded.", "overloaded", True, 120.0)
    path.ask()
    path.drive()
    path.clock.pass_(seconds=119)
    path.result = DIGEST
    assert not path.pipeline.work_next()
    path.clock.pass_(seconds=1)
    assert path.drive()
    assert path.states() == ["done"]


def test_a_request_that_brings_the_bot_down_stops_with_a_reason(path: Path) -> None:
    """Claimed a dozen times without an end, it is given up in words that a person sees, and the bot goes on."""
    path.ask()
    for _ in range(MOST_CLAIMS):
        assert path.store.requests.claim(LEASE)
        path.store.requests.release_all()
    posts = path.drive()
    assert path.states() == ["failed"]
    assert path.tried == 0
    assert "post" in [p.kind for p in posts]
    assert len(path.store.requests.failed("T1")) == 1


def test_a_repost_gets_a_word_and_a_link(path: Path) -> None:
    """Who posted it, when, and where its digest is: nothing is fetched again, and nothing else is said."""
    path.ask(user="U1")
    path.drive()
    path.clock.pass_(days=2)
    path.ask(message="1700000000.000200", user="U2")
    posts = path.drive()
    assert path.tried == 1
    assert shown(posts) == ["+eyes", "post: Already posted two days ago.", "-eyes", "+white_check_mark"]
    elements = posts[1].body["blocks"][0]["elements"][0]["elements"]
    assert {"type": "user", "user_id": "U1"} in elements
    assert elements[3]["url"].startswith("https://x/17000001")
    path.ask(message="1700000000.000300", user="U1")
    assert "You already posted this" in shown(path.drive())[1]
    assert len(path.store.digests.recent("T1", ["C1"])) == 1


def test_a_link_that_leads_to_a_known_article_is_a_repost_too(path: Path) -> None:
    """A short link shows what it is only once it is fetched."""
    path.ask()
    path.drive()
    path.canonical = URL
    path.ask("https://t.example/2026/03/02/short-and-sweet-title-here", message="1700000000.000200")
    assert "already" in shown(path.drive())[1]
    path.ask(channel="C2", message="1700000000.000300")
    assert "already" not in shown(path.drive())[1]


def test_two_links_to_one_article_in_a_message_get_one_digest(path: Path) -> None:
    """And the signs of one."""
    path.canonical = URL
    path.ask()
    path.ask(URL + "-amp-version-of-it")
    assert shown(path.drive()) == ["+eyes", f"post: {escaped_title()}", "+eyes", "-eyes", "+white_check_mark"]


def test_the_last_link_of_a_message_tells_for_all(path: Path) -> None:
    """The eyes stay until every link is through; then what came of them, each sign once."""
    path.ask(URL)
    path.ask(URL + "-b", asked="mention")
    path.pipeline.work_next()
    path.result = GONE
    posts = path.drive()
    names = [s for s in shown(posts) if not s.startswith("post")]
    assert names == ["+eyes", "+eyes", "-eyes", "+white_check_mark", "+warning"]


def test_a_request_cancelled_while_it_is_read_gets_nothing(path: Path) -> None:
    """Its message was deleted meanwhile: no digest, and nothing is kept."""
    path.ask()
    path.meanwhile = lambda: path.store.take_back_message(new_request(), digest_too=True, remember=False)
    path.drive()
    assert path.states() == ["cancelled"]
    assert path.store.digests.standing("T1", "C1", URL) is None


@pytest.mark.parametrize(
    ("wishes", "asked", "leave"),
    [
        (ChannelSettings(), "auto", False),
        (ChannelSettings(mode="mention"), "auto", True),
        (ChannelSettings(mode="emoji"), "auto", True),
        (ChannelSettings(mode="emoji"), "emoji", False),
        (ChannelSettings(muted_sites=("news.example",)), "auto", True),
        (ChannelSettings(muted_sites=("news.example",)), "mention", False),
        (ChannelSettings(muted_sites=("example",)), "auto", True),
        (ChannelSettings(muted_sites=("ews.example",)), "auto", False),
    ],
)
def test_a_channel_says_what_is_answered_without_being_asked(
    path: Path, wishes: ChannelSettings, asked: str, leave: bool
) -> None:
    """What somebody asks for is answered always; what is left alone gets no sign at all."""
    path.store.channels.put("T1", "C1", wishes)
    path.ask(asked=asked)
    assert (path.drive() == []) is leave
    request = path.store.requests.of_message("T1", "C1", "1700000000.000100")[0]
    assert unwanted(request, wishes) is leave


def test_a_channel_says_how_much_is_shown(path: Path) -> None:
    """So many key quotes and figures, of these kinds; what is kept is everything."""
    one = suited(DIGEST, ChannelSettings(max_quotes=1, max_figures=0), load())
    assert (len(one.quotes), len(one.figures)) == (1, 0)
    direct = suited(DIGEST, ChannelSettings(kinds=("direct",)), load())
    assert {quote.kind for quote in direct.quotes} == {"direct"}
    path.store.channels.put("T1", "C1", ChannelSettings(max_quotes=1, kinds=("direct",)))
    path.ask()
    path.drive()
    request = path.store.requests.of_message("T1", "C1", "1700000000.000100")[0]
    stored = path.store.digests.get("T1", request.id)
    assert stored is not None
    assert stored.digest == DIGEST


def test_pasted_text_has_no_link(path: Path) -> None:
    """Two different texts of one command are two requests; their quotes link nowhere."""
    path.result = replace(DIGEST, article=ARTICLE)
    path.ask("", message="trigger.1.x", thread_ts="", kind="text", text="words", asked="command")
    posts = path.drive()
    assert "https://news.example/harbour" not in str(posts[0].body["blocks"][0])


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        ({"seconds": 20}, "just now"), ({"minutes": 1}, "one minute ago"), ({"minutes": 59}, "59 minutes ago"),
        ({"hours": 1}, "one hour ago"), ({"hours": 47}, "one day ago"), ({"days": 2}, "two days ago"),
        ({"days": 13}, "13 days ago"), ({"days": 21}, "three weeks ago"), ({"seconds": -5}, "just now"),
    ],
)  # fmt: skip
def test_how_long_ago_in_words(passed: dict[str, float], words: str) -> None:
    """As a person would say it."""
    clock = Clock()
    assert notes.ago(clock.at, clock.at + timedelta(**passed)) == words
