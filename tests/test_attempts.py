"""What is decided after Slack refused a call."""

from __future__ import annotations

from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse, WebClient

from bot.attempts import LONGEST_PAUSE, MOST_REFUSALS, SETTLE, Decision, Refusal, next_attempt, refusal_of


def answer(error: str = "", status: int = 200, headers: dict[str, str] | None = None, body: object = None) -> Exception:
    """What slack_sdk raises for an answer of Slack's."""
    given = {"ok": False, "error": error} if body is None else body
    response = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="",
        req_args={},
        data=given,
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("refused", response)


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (answer("ratelimited", 429, {"Retry-After": "7"}), Refusal("ratelimited", retry_after=7.0)),
        (answer("ratelimited", 429, {"retry-after": "soon"}), Refusal("ratelimited")),
        (answer("", 429, body={}), Refusal("ratelimited")),
        (answer("is_archived"), Refusal("is_archived")),
        (answer("internal_error"), Refusal("internal_error", certain=False)),
        (answer("service_unavailable"), Refusal("service_unavailable", certain=False, away=True)),
        (answer("", 503, body={}), Refusal("http_503", certain=False, away=True)),
        (
            answer("Received a response in a non-JSON format: <html>", 502),
            Refusal("http_502", certain=False, away=True),
        ),
        (answer("Received a response in a non-JSON format: <html>"), Refusal("http_200", certain=False)),
        (TimeoutError(), Refusal("TimeoutError", certain=False, away=True)),
        (RemoteDisconnected(), Refusal("RemoteDisconnected", certain=False, away=True)),
        (URLError(ConnectionRefusedError()), Refusal("not_sent", away=True)),
    ],
)
def test_errors_are_read(error: Exception, refusal: Refusal) -> None:
    """Whether Slack may have done it all the same, and whether it is Slack or the call that is at fault."""
    assert refusal_of(error) == refusal


@pytest.mark.parametrize(
    ("refusal", "attempts", "decision"),
    [
        (Refusal("ratelimited", retry_after=7), 1, Decision("wait", 7)),
        (Refusal("ratelimited", retry_after=7), 50, Decision("wait", 7)),
        (Refusal("ratelimited"), 1, Decision("wait", 1)),
        (Refusal("http_503", certain=False, away=True), 1, Decision("wait", SETTLE)),
        (Refusal("http_503", certain=False, away=True), 5000, Decision("wait", LONGEST_PAUSE)),
        (Refusal("not_sent", away=True), 1, Decision("wait", 1)),
        (Refusal("not_sent", away=True), 4, Decision("wait", 8)),
        (Refusal("internal_error", certain=False), 1, Decision("wait", SETTLE)),
        (Refusal("invalid_auth"), 50, Decision("wait", 300)),
        (Refusal("never_seen_before"), 2, Decision("wait", 2)),
    ],
)
def test_some_refusals_are_waited_out(refusal: Refusal, attempts: int, decision: Decision) -> None:
    """As long as Slack asks; longer each time while it is away; long enough to show, where no answer came."""
    assert next_attempt(refusal, attempts) == decision


@pytest.mark.parametrize(
    ("code", "do"),
    [
        ("channel_not_found", "drop"), ("not_in_channel", "drop"), ("is_archived", "drop"),
        ("thread_not_found", "drop"),
        ("restricted_action", "drop"), ("missing_scope", "drop"), ("expired_url", "drop"),
        ("token_revoked", "drop_team"), ("account_inactive", "drop_team"),
        ("msg_too_long", "plain"), ("msg_blocks_too_long", "plain"), ("invalid_blocks", "plain"),
    ],
)  # fmt: skip
def test_some_refusals_are_final(code: str, do: str) -> None:
    """Trying again would change nothing; a message that is too rich goes out in plain words first."""
    decision = next_attempt(Refusal(code), 1)
    assert decision.do == do
    assert decision.seconds == 0
    assert bool(decision.reason) is (do != "plain")


@pytest.mark.parametrize(
    ("code", "kind", "do"),
    [
        ("already_reacted", "react", "done"), ("no_reaction", "unreact", "done"),
        ("message_not_found", "react", "done"),
        ("message_not_found", "delete", "done"), ("cant_update_message", "update", "done"),
    ],
)  # fmt: skip
def test_what_stands_already_is_done(code: str, kind: str, do: str) -> None:
    """A reaction that is there, or a message that is gone, leaves nothing to do."""
    assert next_attempt(Refusal(code), 1, kind=kind).do == do


def test_a_message_that_slack_keeps_refusing_is_given_up() -> None:
    """Whatever the error; with plain words tried too, a message that is too rich is given up as well."""
    assert next_attempt(Refusal("never_seen_before"), MOST_REFUSALS).do == "drop"
    assert next_attempt(Refusal("internal_error", certain=False), MOST_REFUSALS).do == "drop"
    assert next_attempt(Refusal("invalid_blocks"), 1, has_blocks=False).do == "drop"
