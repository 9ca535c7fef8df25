"""The local Slack as one object: its world, its settings, the ways to the bot. Everything happens on one event loop."""

from __future__ import annotations

import time

from bot.sandbox import app_manifest, world
from bot.sandbox.changes import Changes
from bot.sandbox.delivery import Deliverer, Way
from bot.sandbox.faults import Faults
from bot.sandbox.http_delivery import HttpDelivery
from bot.sandbox.identity import Identities
from bot.sandbox.news import News
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.state import Channel, Json, Refused, Team
from bot.sandbox.tickets import ResponseUrls, Triggers
from bot.sandbox.wires import Wires


class LocalSlack:
    """Holds everything that the routes share."""

    def __init__(self, settings: SandboxSettings) -> None:
        self.url = ""  # set when the port is known
        self.ids = Identities()
        self.app_id = self.ids.make("A")
        self.app_token = f"xapp-1-{self.app_id}-{self.ids.digits(13)}-{self.ids.token(64).lower()}"
        self.signing_secret = self.ids.hexadecimal(32)  # as Slack's own are
        self.client_id = f"{self.ids.digits(12)}.{self.ids.digits(13)}"
        self.client_secret = self.ids.token(32).lower()
        self.verification_token = self.ids.token()
        self.given_settings = self.settings = settings
        self.wires = Wires()
        self.socket_mode = SocketMode(self)
        self.http_delivery = HttpDelivery(self)
        self.deliverer = Deliverer(self)
        self.changes = Changes()
        self.closing = False
        self._begin()

    def _begin(self) -> None:
        kept = Identities(seed=11)  # the same seed again: a reset world has the ids and tokens of the first one
        self.world = world.opening(kept, self.settings.scopes)
        self.faults = Faults()
        self.triggers = Triggers(self)
        self.response_urls = ResponseUrls(self)
        self.news = News()
        self.calls: list[Json] = []
        self.pings: list[Json] = []
        self.spoken_at: dict[str, list[float]] = {}  # channel -> when the bot lately posted, for rate limits

    async def reset(self, *, keep_connections: bool = False) -> None:
        """The world as at the start, with the settings that the sandbox was made with."""
        await self.deliverer.stop()
        if not keep_connections:
            await self.socket_mode.drop("close")
        self.deliverer.clear()
        self.settings = self.given_settings
        self._begin()
        self.changes.tell("reset", "")

    async def close(self) -> None:
        """Stop everything that is under way."""
        await self.deliverer.stop()
        await self.http_delivery.close()

    @property
    def way(self) -> Way:
        """How the bot is reached."""
        return self.http_delivery if self.settings.delivery == "http" else self.socket_mode

    def bot(self, team: Team) -> Json:
        """The bot's profile, for the page."""
        return {
            "app_id": self.app_id,
            "bot_id": team.bot_id,
            "user_id": team.bot_user,
            "name": app_manifest.NAME,
            "installed": team.installation is not None,
            "delivery": self.settings.delivery,
            "connections": len(self.socket_mode.connections),
            "connected": bool(self.socket_mode.connections) or self.settings.delivery == "http",
        }

    def tell_bot(self) -> None:
        """Say that the bot came or went."""
        for team in self.world.teams.values():
            self.changes.tell("bot", team.id, bot=self.bot(team))

    def team(self, named: str = "") -> Team:
        """A workspace by id or domain; the first where none is named."""
        if not named:
            return self.world.first
        for team in self.world.teams.values():
            if named in {team.id, team.domain}:
                return team
        raise Refused("team_not_found")

    def user(self, team: Team, named: str = "") -> str:
        """A person's id from an id or name; the first person where nobody is named."""
        if not named:
            return team.you
        for user in team.users.values():
            if named.removeprefix("@") in {user["id"], user["name"]}:
                return str(user["id"])
        raise Refused("user_not_found")

    def channel(self, team: Team, named: str) -> Channel:
        """A conversation by id or name; `@name` is that person's conversation with the bot."""
        if named.startswith("@"):
            found = team.im_with(self.user(team, named))
        else:
            bare = named.removeprefix("#")
            found = team.channels.get(bare) or next((c for c in team.channels.values() if c.name == bare), None)
        if found is None:
            raise Refused("channel_not_found")
        return found

    def log_call(self, call: Json) -> None:
        """Remember a Web API call."""
        self.calls.append({"n": len(self.calls) + 1, "at": time.time(), **call})
        self.changes.moved()
