"""`pullquote roundup`: one roundup now, posted, or only printed."""

from __future__ import annotations

import re
import sys
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from bot.attempts import ERRORS, refusal_of
from bot.blocks.literal import shortened
from bot.blocks.roundup_terminal import roundup_terminal
from bot.blocks.terminal import console_for
from bot.commands.failure import Exit, Failure
from bot.commands.output import write
from bot.commands.settings import settings
from bot.commands.store import opened
from bot.outbox import Poster
from bot.roundup import Roundups, Window
from bot.settings import Settings
from bot.store import Store
from bot.workspaces import OneWorkspace, clients, web_client

SLOT = "asked"  # beside the slots of schedules: a channel has one such roundup a date too


def roundup(channel: str, day: str, dry_run: bool) -> Exit:
    """Makes a channel's roundup: of a local date, or of the time since the last one. Raises Failure."""
    with settings() as known, opened() as store:
        team, channel_id = _place(store, known, channel)
        zone = ZoneInfo(store.schedules.last_zone(team, channel_id) or known.time_zone)
        today = store.now().astimezone(zone).date()
        window = _of(_date(day), zone, store.now()) if day else _since_last(store, team, channel_id, zone)
        client_for = clients(known, OneWorkspace(known))
        if dry_run:
            _print(Roundups(store, lambda *_: ""), team, channel_id, window)
            return Exit.DONE

        def permalink(of: str, where: str, ts: str) -> str:
            try:
                return str(client_for(of).chat_getPermalink(channel=where, message_ts=ts)["permalink"])
            except ERRORS:
                return ""

        made = Roundups(store, permalink).make_now(team, channel_id, window, _date(day) if day else today, SLOT)
        if made is None:
            raise Failure(Exit.USAGE, f"A roundup of {day or today} was made already.")
        poster = Poster(store, client_for)
        while known.slack_bot_token.get_secret_value() and poster.post_next():
            pass
        out = store.outbox.posted(team, made.id)
    write(f"posted, {len(out)} messages\n" if out else "made; a running bot posts it, if there is something to tell\n")
    return Exit.DONE


def _print(maker: Roundups, team: str, channel: str, window: Window) -> None:
    view = maker.preview(team, channel, window)
    if view is None:
        since, until = (moment.astimezone(window.zone) for moment in (window.since, window.until))
        write(f"No article was read there from {since:%A %d %B %H:%M} to {until:%A %d %B %H:%M}.\n")
        return
    console = console_for(sys.stdout)
    with console.capture() as captured:
        roundup_terminal(view, console)
    write(captured.get())


def _date(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        nearest = _nearest_date(words)
        meant = f"did you mean {nearest}?" if nearest else "write it like 2026-03-31."
        raise Failure(Exit.USAGE, f"“{shortened(words, 20)}” is no date; {meant}") from None


def _nearest_date(words: str) -> date | None:
    """The day that three numbers may stand for, the year first or last; a day or month that there is not is the next
    that there is."""
    numbers = [int(number) for number in re.findall(r"\d{1,4}", words)]
    if len(numbers) != 3 or not any(number > 31 for number in (numbers[0], numbers[2])):
        return None
    year, month, day = numbers if numbers[0] > 31 else numbers[::-1]
    month = min(max(month, 1), 12)
    return date(year, month, min(max(day, 1), monthrange(year, month)[1]))


def _of(day: date, zone: ZoneInfo, now: datetime) -> Window:
    """A local date, as far as it has come."""
    begins, ends = (datetime.combine(day + timedelta(days=n), time(), zone) for n in (0, 1))
    return Window(begins, max(begins, min(ends, now)), zone)


def _since_last(store: Store, team: str, channel: str, zone: ZoneInfo) -> Window:
    now = store.now()
    last = store.roundups.last(team, channel, before=now)
    return Window(last.until if last else now - timedelta(days=1), now, zone)


def _place(store: Store, known: Settings, channel: str) -> tuple[str, str]:
    """The team and id of a channel that has digests, by its id, or by its name as Slack has it. Raises Failure."""
    name = channel.lstrip("#")
    places = [(team, here) for team in store.overview.teams() for here in store.overview.channels(team)]
    found = [place for place in places if place[1] == name]
    names = {} if found else _names(known)
    found = found or [place for place in places if names.get(place[1]) == name]
    if len(found) == 1:
        return found[0]
    words = f"No digests of a channel “{shortened(name, 40)}”"
    read = {word.lower(): word for _, here in places for word in (here, names.get(here, ""))}
    if near := get_close_matches(name.lower(), read, n=1):
        raise Failure(Exit.USAGE, f"{words}; did you mean {read[near[0]]}?")
    ids = ", ".join(here for _, here in places[:5])
    some = f" Channels with digests: {ids}{' …' if len(places) > 5 else ''}." if places else " Nothing was read yet."
    raise Failure(Exit.USAGE, f"{words}; give its id, such as C0123ABCD.{some}")


def _names(known: Settings) -> dict[str, str]:
    """The channels' names by their ids, where Slack can be asked."""
    token = known.slack_bot_token.get_secret_value()
    if not token:
        return {}
    try:
        pages = web_client(known, token).conversations_list(types="public_channel,private_channel", limit=1000)
        return {str(found["id"]): str(found.get("name")) for page in pages for found in page["channels"]}
    except ERRORS as error:
        raise Failure(Exit.UNFETCHED, f"Slack does not tell its channels: {refusal_of(error).code}.") from error
