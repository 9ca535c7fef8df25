"""What every listener stands at: the store for its one INSERT, and the bell that wakes the runner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from slack_bolt import BoltContext

from bot.blocks import replies
from bot.membership import Membership
from bot.roundup import schedule_of
from bot.schedule import Schedule
from bot.settings import Settings
from bot.store import NewPost, NewRequest, Store


@dataclass(frozen=True)
class Place:
    """Where something happened, and which user we are there."""

    team: str
    channel: str
    bot_user: str

    @classmethod
    def of(cls, context: BoltContext, channel: str) -> Place:
        """The place of an event or command in this channel."""
        return cls(str(context.team_id or ""), channel, context.bot_user_id or "")


@dataclass(frozen=True)
class Desk:
    """Put together once, in `bot.app`."""

    store: Store
    settings: Settings
    wake: Callable[[], None]
    membership: Membership
    aside: Callable[[Callable[[], None]], object]  # does something soon, on a thread of its own; it may be lost

    def emoji(self, team: str) -> str:
        """The reaction that asks for a digest there: the workspace's choice, or as the bot's settings say."""
        return self.store.channels.get(team, "").emoji or self.settings.emoji

    def emoji_by(self, team: str) -> str:
        """The user who chose it, "" where nobody did."""
        return self.store.channels.get(team, "").emoji_by

    def caretakers(self, team: str) -> frozenset[str]:
        """Who looks after the app there: whom the bot's settings name, and who installed it by OAuth. Slack says who is
        an administrator only to apps that may list users."""
        installation = (self.store.installations.find(team) if self.settings.many_workspaces else None) or {}
        return frozenset({*self.settings.admins, str(installation.get("user_id") or "")} - {""})

    def may_choose_emoji(self, team: str, user: str) -> bool:
        """The emoji is the whole workspace's: who looks after the app chooses it; anybody where nobody is known to."""
        caretakers = self.caretakers(team)
        return not caretakers or user in caretakers

    def help(self, team: str, channel: str) -> str:
        """What we can do in this channel."""
        mode = "direct" if channel.startswith("D") else self.store.channels.get(team, channel).mode
        return replies.help_text(mode, self.emoji(team))

    def schedules(self, team: str, channel: str) -> list[Schedule]:
        """The channel's roundups, by time of day."""
        return [schedule_of(row) for row in self.store.schedules.of(team, channel)]

    def accept(self, requests: Iterable[NewRequest]) -> int:
        """Puts the requests on disk, then wakes the runner. How many were new: one that stands already is nothing."""
        new = self.store.requests.accept_all(requests)
        if new:
            self.wake()
        return new

    def post(self, posts: Sequence[NewPost]) -> None:
        """Puts a short answer into the outbox: a listener itself never waits for Slack."""
        self.store.outbox.add(posts)
        self.wake()

    def answer(self, place: Place, words: str, once: str, *, thread_ts: str = "") -> None:
        """A line in the channel, or in a thread of it, said once under this key however often Slack tells us."""
        self.post([self.line(place, words, thread_ts, short(f"{place.channel} {once}"), "line")])

    def whisper(self, place: Place, user: str, words: str, once: str, *, thread_ts: str = "") -> None:
        """A line that only this person sees, said once under this key."""
        whispered = NewPost(
            team=place.team,
            channel=place.channel,
            kind="ephemeral",
            body={"user": user, "text": words},
            thread_ts=thread_ts,
            request_id=short(f"{place.channel} {once}"),
            part="answer",
        )
        self.post([whispered])

    @staticmethod
    def line(place: Place, words: str, thread_ts: str, request_id: str, part: str) -> NewPost:
        """A line that everybody sees."""
        return NewPost(
            team=place.team,
            channel=place.channel,
            kind="post",
            body={"text": words},
            thread_ts=thread_ts,
            request_id=request_id,
            part=part,
        )


def short(words: str) -> str:
    """A key as long as a request's id."""
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:24]
