"""What each channel wants."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from sqlalchemy import delete, select

from bot.store.database import Database
from bot.store.tables import channels

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelSettings:
    """A channel's wishes; the defaults hold until somebody changes them."""

    mode: Literal["auto", "mention", "emoji"] = "auto"  # which links are answered without being asked
    max_quotes: int | None = None  # None: as the bot's settings say
    max_figures: int | None = None
    kinds: tuple[str, ...] = ("direct", "mixed", "indirect")  # of quotes
    muted_sites: tuple[str, ...] = ()  # host names that get no answer unless asked
    delete_with_message: bool = True  # a deleted message takes its digest along
    roundup_empty: bool = False  # say so when a day had no article
    greeted: bool = False  # the hello was said
    emoji: str = ""  # of the workspace, kept with channel "": what asks for a digest; "": as the bot's settings say
    emoji_by: str = ""  # the user who chose it
    keep_days: int = (
        0  # of the workspace, kept with channel "": digests are forgotten after so many days; 0: as the bot's
    )


class Channels:
    """Queries of channel settings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, team: str, channel: str) -> ChannelSettings:
        """The channel's settings, the defaults where it has none or they cannot be read."""
        with self._database.read() as connection:
            here = select(channels.c.settings).where(channels.c.team == team, channels.c.channel == channel)
            stored = connection.execute(here).scalar()
        return _settings(stored) if stored else ChannelSettings()

    def put(self, team: str, channel: str, settings: ChannelSettings) -> None:
        """Keeps the channel's settings."""
        values = {"settings": json.dumps(asdict(settings)), "updated_at": self._database.now()}
        with self._database.write() as connection:
            add = self._database.insert(channels).values(team=team, channel=channel, **values)
            connection.execute(add.on_conflict_do_update(index_elements=["team", "channel"], set_=values))

    def known(self, team: str) -> Iterator[tuple[str, ChannelSettings]]:
        """Every channel of the team that has settings."""
        with self._database.read() as connection:
            here = select(channels.c.channel, channels.c.settings).where(
                channels.c.team == team, channels.c.channel != ""
            )
            rows = connection.execute(here.order_by(channels.c.channel)).all()
        return ((channel, _settings(stored)) for channel, stored in rows)

    def forget(self, team: str, channel: str) -> None:
        """Back to the defaults."""
        with self._database.write() as connection:
            connection.execute(delete(channels).where(channels.c.team == team, channels.c.channel == channel))


def _settings(stored: str) -> ChannelSettings:
    """Names that this version does not know are left out, so that a newer one's rows can be read after going back."""
    names = {f.name for f in fields(ChannelSettings)}
    try:
        known: dict[str, Any] = {
            n: tuple(v) if isinstance(v, list) else v for n, v in json.loads(stored).items() if n in names
        }
        return ChannelSettings(**known)
    except (ValueError, AttributeError, TypeError):
        log.error("a channel's settings cannot be read; the defaults hold")
        return ChannelSettings()
