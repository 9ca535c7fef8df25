"""What to do after Slack did not take a call: a pure decision, kept apart from whoever acts on it.

docs/reliability.md shows the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Literal

from slack_sdk.errors import SlackApiError, SlackClientError

LONGEST_PAUSE = 30.0  # seconds between two attempts at a Slack that is away
SETTLE = 3.0  # seconds that a message may need to show after a call that got no answer
MOST_REFUSALS = 8  # attempts at a call that Slack answers with an error of its own
_KEY_PAUSE = 300.0  # until somebody has put the right token in place

Do = Literal["wait", "plain", "done", "drop", "drop_team"]

_AWAY = {"service_unavailable", "request_timeout", "team_added_to_org", "accesslimited"}
_OWN_ERROR = {"internal_error", "fatal_error"}
_TOO_RICH = {
    "msg_too_long", "msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format", "invalid_attachments",
    "block_mismatch", "too_many_attachments", "attachment_payload_limit_exceeded",
}  # fmt: skip
_STANDS = {"already_reacted", "no_reaction"}
_GONE_MESSAGE = {"message_not_found", "cant_delete_message", "cant_update_message", "edit_window_closed"}
_UNINSTALLED = {"token_revoked", "account_inactive", "team_not_found", "team_access_not_granted"}
_WRONG_KEY = {"invalid_auth", "not_authed", "token_expired", "org_login_required", "ekm_access_denied"}
_REFUSED = {
    "channel_not_found": "The channel is gone, or Pullquote is not in it. Invite it, or send it the link directly.",
    "not_in_channel": "Pullquote is not in the channel. Invite it and ask again.",
    "is_archived": "The channel is archived.",
    "thread_not_found": "The thread is gone.",
    "cannot_reply_to_message": "The message cannot be answered in a thread.",
    "restricted_action": "The workspace does not let apps post there.",
    "restricted_action_read_only_channel": "The workspace does not let apps post there.",
    "restricted_action_thread_only_channel": "The channel takes only replies in threads.",
    "restricted_action_thread_locked": "The thread is locked.",
    "restricted_action_non_threadable_channel": "The channel has no threads.",
    "no_permission": "The workspace does not let Pullquote post there.",
    "missing_scope": "Pullquote lacks a permission there. Install it again.",
    "user_not_in_channel": "Who asked is no longer in the channel.",
    "expired_url": "The answer came too late.",
    "used_url": "The answer came too late.",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a call did not go through. `certain`: Slack has surely not done it. `away`: it is Slack, not the call."""

    code: str
    certain: bool = True
    away: bool = False
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What comes next: `wait` some seconds; the `plain` words without blocks; it is `done` all the same; `drop` it, or
    everything of the team. `reason` is for a person."""

    do: Do
    seconds: float = 0.0
    reason: str = ""


def next_attempt(refusal: Refusal, attempts: int, *, kind: str = "post", has_blocks: bool = True) -> Decision:
    """What to do after the call was refused for the `attempts`-th time (1 is the first)."""
    code = refusal.code
    if code == "ratelimited":
        return Decision("wait", 1.0 if refusal.retry_after is None else refusal.retry_after)
    if code in _STANDS or (code in _GONE_MESSAGE and kind != "post"):
        return Decision("done")
    if code in _UNINSTALLED:
        return Decision("drop_team", reason="Pullquote was removed from the workspace.")
    if code in _WRONG_KEY:
        return Decision("wait", _KEY_PAUSE)
    if code in _TOO_RICH:
        return Decision("plain") if has_blocks else Decision("drop", reason="Slack does not take the message.")
    if code in _REFUSED:
        return Decision("drop", reason=_REFUSED[code])
    if not refusal.away and attempts >= MOST_REFUSALS:
        return Decision("drop", reason=f"Slack refused the message ({code}).")
    return Decision("wait", pause(attempts) if refusal.certain else max(pause(attempts), SETTLE))


def pause(attempts: int) -> float:
    """Seconds before the next attempt: 1, 2, 4 ... up to the longest."""
    return float(min(2 ** min(attempts - 1, 10), LONGEST_PAUSE))


def refusal_of(error: Exception) -> Refusal:
    """An exception of slack_sdk's client, or of the connection under it, as a refusal."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    if isinstance(error, ConnectionRefusedError) or _reason_is_refusal(error):
        return Refusal("not_sent", away=True)
    return Refusal(type(error).__name__, certain=False, away=True)


ERRORS = (SlackClientError, OSError, HTTPException, ValueError)  # what a call to Slack may raise


def _answered(error: SlackApiError) -> Refusal:
    response: Any = error.response
    body = response.data if isinstance(getattr(response, "data", None), Mapping) else {}
    status = int(getattr(response, "status_code", 0) or 0)
    code = str(body.get("error") or "")
    if status == 429 or code in ("ratelimited", "rate_limited", "message_limit_exceeded"):
        return Refusal("ratelimited", retry_after=_seconds(getattr(response, "headers", None) or {}))
    if status >= 500 or not code.replace("_", "").isalnum():  # a page instead of an answer: it may have gone through
        return Refusal(f"http_{status}", certain=False, away=status >= 500)
    # Slack's own stumble may come after the message was stored.
    return Refusal(code, certain=code not in _OWN_ERROR | _AWAY, away=code in _AWAY)


def _seconds(headers: Mapping[str, Any]) -> float | None:
    for name, value in headers.items():
        if name.lower() == "retry-after":
            text = str(value[0] if isinstance(value, list) else value)
            return min(float(text), 3600.0) if text.isdigit() else None
    return None


def _reason_is_refusal(error: Exception) -> bool:
    return isinstance(getattr(error, "reason", None), ConnectionRefusedError)
