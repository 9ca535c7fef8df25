"""What a person does in the local Slack, and what a test orders, from Python: a client of /control/."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx

from bot.sandbox.state import Json

T = TypeVar("T")

_BREATH_SECONDS = 0.01  # between two looks, where much is going on
_LOOK_SECONDS = 0.1  # between two looks, where nothing is


class ControlError(Exception):
    """A control call that was refused; `error` is its word."""

    def __init__(self, error: str, answer: Json) -> None:
        super().__init__(f"{error}: {answer}")
        self.error = error
        self.answer = answer


class Control:
    """A client of the control API. Channels and users by id or name; `user` left out is the first person."""

    def __init__(self, url: str, team: str = "") -> None:
        self._url = url
        self._team = team
        self._http = httpx.Client(base_url=url, trust_env=False, timeout=60)

    def close(self) -> None:
        """Let go of open connections."""
        self._http.close()

    def of_team(self, team: str) -> Control:
        """The same, in another workspace (id or domain)."""
        return Control(self._url, team)

    # What a person does

    def post_message(self, channel: str, text: str, user: str = "", thread_ts: str = "", **more: Any) -> str:
        """Type a message; returns its ts."""
        return str(self._post("post", channel=channel, text=text, user=user, thread_ts=thread_ts, **more)["ts"])

    def post_raw(self, channel: str, message: Json, user: str = "", thread_ts: str = "") -> str:
        """Post a message with exactly these fields; returns its ts."""
        return str(self._post("post", channel=channel, message=message, user=user, thread_ts=thread_ts)["ts"])

    def upload(
        self,
        channel: str,
        body: bytes,
        name: str,
        user: str = "",
        text: str = "",
        media_type: str = "application/octet-stream",
        thread_ts: str = "",
    ) -> Json:
        """Upload one file; returns `{ts, channel, message, files}`."""
        form = self._named(channel=channel, user=user, text=text, thread_ts=thread_ts)
        answer = self._http.post("/control/upload", data=form, files={"file": (name, body, media_type)})
        return _read(answer)

    def forward(self, channel: str, from_channel: str, ts: str, text: str = "", user: str = "") -> str:
        """Share a message into another conversation; returns the ts of the new one."""
        answer = self._post("forward", channel=channel, from_channel=from_channel, ts=ts, text=text, user=user)
        return str(answer["ts"])

    def unfurl(self, channel: str, ts: str, url: str, title: str = "") -> None:
        """Let Slack's preview of a link arrive."""
        self._post("unfurl", channel=channel, ts=ts, url=url, title=title)

    def edit(self, channel: str, ts: str, text: str) -> Json:
        """Give a message new words; returns it."""
        return dict(self._post("edit", channel=channel, ts=ts, text=text)["message"])

    def delete(self, channel: str, ts: str) -> None:
        """Delete a message."""
        self._post("delete", channel=channel, ts=ts)

    def delete_file(self, file_id: str) -> None:
        """Delete an upload."""
        self._post("delete_file", file=file_id)

    def react(self, channel: str, ts: str, name: str, user: str = "", *, remove: bool = False) -> None:
        """Put an emoji on a message, or take it off."""
        self._post("react", channel=channel, ts=ts, name=name, user=user, remove=remove)

    def slash(self, channel: str, text: str = "", user: str = "", command: str = "/digest") -> Json:
        """Type a command; returns how the bot acknowledged."""
        return self._post("slash", channel=channel, text=text, user=user, command=command)

    def click(
        self, action_id: str, *, channel: str = "", ts: str = "", view_id: str = "", user: str = "", **more: Any
    ) -> Json:
        """Use an element of a message or view; `value`, `values`, `block_id` and `state` as in the control API."""
        where = {"view_id": view_id} if view_id else {"channel": channel, "ts": ts}
        return self._post("action", action_id=action_id, user=user, **where, **more)

    def submit(self, view_id: str, values: Json | None = None, user: str = "") -> Json:
        """Submit a modal."""
        return self._post("view_submit", view_id=view_id, values=values or {}, user=user)

    def close_view(self, view_id: str, user: str = "", *, everything: bool = False) -> Json:
        """Close a modal."""
        return self._post("view_close", view_id=view_id, user=user, all=everything)

    def shortcut(self, callback_id: str, user: str = "", channel: str = "", ts: str = "") -> Json:
        """Use a shortcut; on a message where `ts` is given."""
        return self._post("shortcut", callback_id=callback_id, user=user, channel=channel, ts=ts)

    def options(self, action_id: str, typed: str, *, view_id: str = "", channel: str = "", ts: str = "") -> Json:
        """What an external menu offers."""
        where = {"view_id": view_id} if view_id else {"channel": channel, "ts": ts}
        return self._post("options", action_id=action_id, value=typed, **where)

    def home_open(self, user: str = "", tab: str = "home") -> Json:
        """Open the app's Home."""
        return self._post("home_open", user=user, tab=tab)

    def invite(self, channel: str, user: str, by: str = "") -> None:
        """Bring somebody into a channel; `pullquote` is the bot."""
        self._post("invite", channel=channel, user=user, by=by)

    def kick(self, channel: str, user: str) -> None:
        """Take somebody out of a channel."""
        self._post("kick", channel=channel, user=user)

    def make_channel(self, name: str = "", **more: Any) -> Json:
        """Make a channel (`members`, `is_private`, `is_ext_shared`), or a group message of `users`."""
        return dict(self._post("channel", name=name, **more)["channel"])

    def archive(self, channel: str, *, undo: bool = False) -> None:
        """Archive a channel, or open it again."""
        self._post("archive", channel=channel, undo=undo)

    # Looking

    def state(self) -> Json:
        """Everything that a page draws."""
        return self._get("state")

    def channel_id(self, channel: str) -> str:
        """The id of a channel, or of a person's conversation with the bot (`@name`)."""
        return str(self._get("lookup", channel=channel)["id"])

    def user_id(self, name: str) -> str:
        """The id of a person."""
        return str(self._get("lookup", user=name)["id"])

    def messages(self, channel: str) -> list[Json]:
        """All messages of a channel, replies too, in order."""
        return list(self._get("messages", channel=channel)["messages"])

    def message(self, channel: str, ts: str) -> Json | None:
        """One message, as it stands; None where it is gone."""
        return next((message for message in self.messages(channel) if message["ts"] == ts), None)

    def replies(self, channel: str, ts: str) -> list[Json]:
        """The replies in a thread, without its parent."""
        return list(self._get("messages", channel=channel, thread_ts=ts)["messages"])

    def reactions(self, channel: str, ts: str) -> dict[str, list[str]]:
        """Emoji -> people, of one message."""
        message = self.message(channel, ts) or {}
        return {reaction["name"]: reaction["users"] for reaction in message.get("reactions", [])}

    def ephemeral(self, channel: str = "", user: str = "") -> list[Json]:
        """The messages shown to one person alone (or to anybody), in order."""
        where, who = channel and self.channel_id(channel), user and self.user_id(user)
        shown = self.state()["ephemeral"]
        return [e["message"] for e in shown if where in {"", e["channel"]} and who in {"", e["user"]}]

    def views(self, user: str = "") -> list[Json]:
        """The open modals of a person, top last."""
        state = self.state()
        return list(state["views"].get(self.user_id(user) if user else state["you"], []))

    def home(self, user: str = "") -> Json | None:
        """The Home tab as a person sees it."""
        state = self.state()
        view: Json | None = state["homes"].get(self.user_id(user) if user else state["you"])
        return view

    def calls(self, method: str = "", after: int = 0) -> list[Json]:
        """The Web API calls so far, perhaps of one method, perhaps only those after the nth."""
        return list(self._get("calls", method=method, after=str(after))["calls"])

    def events(self, after: int = 0) -> list[Json]:
        """What the bot was told so far, with every attempt; perhaps only after the nth."""
        return list(self._get("events", after=str(after))["events"])

    def pings(self) -> list[Json]:
        """Whom the bot's messages notified."""
        return list(self._get("pings")["pings"])

    def fetched(self) -> list[str]:
        """Which pages of the news site were read, in order."""
        return list(self._get("fetched")["slugs"])

    def wait_for(self, predicate: Callable[[], T], seconds: float = 10.0) -> T:
        """The first true value of `predicate`, asked again whenever something moved, and now and then: it may be about
        what is not in here. TimeoutError after `seconds`."""
        until = time.monotonic() + seconds
        while True:
            seq = self._get("wait", seconds="0", after="-1")["seq"]
            if value := predicate():
                return value
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"nothing came within {seconds} s")
            self._get("wait", after=str(seq), seconds=str(min(left, _LOOK_SECONDS)))
            time.sleep(_BREATH_SECONDS)

    def wait_for_bot(self, seconds: float = 20.0) -> None:
        """Wait until the bot is connected."""
        self.wait_for(lambda: self.state()["bot"]["connected"], seconds)

    # Letting things go wrong

    def reset(self, *, keep_connections: bool = False) -> None:
        """The world as at the start."""
        self._post("reset", keep_connections=keep_connections)

    def redeliver(self, channel: str = "", ts: str = "", event_id: str = "", times: int = 1) -> int:
        """Deliver the events of a message, or one event, again."""
        return int(self._post("redeliver", channel=channel, ts=ts, event_id=event_id, times=times)["count"])

    def hold(self) -> None:
        """Keep events back."""
        self._post("hold")

    def release(self, order: str = "as_sent", seed: int = 0) -> int:
        """Let held events go: `as_sent`, `reverse`, `shuffle`."""
        return int(self._post("release", order=order, seed=seed)["count"])

    def drop_connections(self, how: str = "reset", count: int = 0) -> int:
        """End sockets: `reset`, `close`, `refresh`, `link_disabled`, `silent`."""
        return int(self._post("drop_connections", how=how, count=count)["count"])

    def fail_next(self, method: str, **how: Any) -> None:
        """Let the next calls of a method fail; the fields are those of `Fault`."""
        self._post("fail_next", method=method, **how)

    def settings(self, **changes: Any) -> Json:
        """Change how the sandbox behaves; returns `{settings, url_verified}`."""
        return self._post("settings", **changes)

    def revoke(self) -> None:
        """Let the bot's token die."""
        self._post("revoke")

    def uninstall(self) -> None:
        """Take the app out of the workspace."""
        self._post("uninstall")

    def install(self) -> str:
        """Bring the app into the workspace; returns its bot token."""
        return str(self._post("install")["bot_token"])

    def publish(self, slug: str, body: str, **more: Any) -> str:
        """Put an article on the news site; returns its URL."""
        return str(self._post("publish", slug=slug, body=body, **more)["url"])

    def _named(self, **fields: Any) -> Json:
        given = {name: value for name, value in fields.items() if value not in ("", None)}
        return given | ({"team": self._team} if self._team else {})

    def _post(self, path: str, **fields: Any) -> Json:
        return _read(self._http.post(f"/control/{path}", json=self._named(**fields)))

    def _get(self, path: str, **fields: str) -> Json:
        return _read(self._http.get(f"/control/{path}", params=self._named(**fields)))


def _read(answer: httpx.Response) -> Json:
    given: Json = answer.json()
    if answer.is_error:
        raise ControlError(str(given.get("error")), given)
    return given
