"""The Web API of the local Slack, through Slack's own client."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.server import Sandbox

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}


@pytest.fixture
def web(slack: Sandbox) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


@pytest.fixture
def newsroom(slack: Sandbox) -> str:
    return slack.control.channel_id("newsroom")


def error_of(web: WebClient, method: str, **arguments: Any) -> str:
    """Slack's word for what is wrong with a call."""
    with pytest.raises(SlackApiError) as caught:
        web.api_call(method, json=arguments)
    return str(caught.value.response["error"])


def test_auth_test_names_the_bot_and_its_scopes(slack: Sandbox, web: WebClient) -> None:
    """auth.test says who the token is, and the header says what it may do."""
    answer = web.auth_test()
    assert (answer["team"], answer["user"]) == ("Pullquote Gazette", "pullquote")
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-1-2-nobody", "invalid_auth"), ("app", "not_allowed_token_type")],
)
def test_a_wrong_token_is_refused(slack: Sandbox, token: str, error: str) -> None:
    """No token, a strange one and one of the wrong kind each get their own word."""
    given = slack.app_token if token == "app" else token
    assert error_of(WebClient(token=given, base_url=slack.api_url), "auth.test") == error


def test_a_bot_token_opens_no_socket(web: WebClient) -> None:
    """apps.connections.open wants the app's token."""
    assert error_of(web, "apps.connections.open") == "not_allowed_token_type"


def test_a_message_is_posted_and_found_again(slack: Sandbox, web: WebClient, newsroom: str) -> None:
    """A posted message stands in the channel, as the bot's, with a block for its words."""
    posted = web.chat_postMessage(channel=newsroom, text="two & a half <https://a.example|there>")
    (message,) = slack.control.messages("newsroom")
    assert message["ts"] == posted["ts"]
    assert message["bot_id"] == web.auth_test()["bot_id"]
    assert [e["type"] for e in message["blocks"][0]["elements"][0]["elements"]] == ["text", "link"]


POSTS: dict[str, tuple[dict[str, Any], str]] = {
    "nothing to say": ({"text": ""}, "no_text"),
    "too long": ({"text": "x" * 40_001}, "msg_too_long"),
    "no such channel": ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
    "a public channel without the bot": ({"channel": "#random", "text": "x"}, "not_in_channel"),
    "no such thread": ({"text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
    "blocks that are no list": ({"blocks": "{}"}, "invalid_blocks_format"),
    "blocks that are no JSON": ({"blocks": "["}, "invalid_blocks_format"),
    "an unknown block": ({"blocks": [{"type": "poem"}]}, "invalid_blocks"),
    "fifty-one blocks": ({"blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
    "two blocks of one id": ({"blocks": [{"type": "divider", "block_id": "a"}] * 2}, "invalid_blocks"),
    "a button's label too long": (
        {
            "blocks": [
                {"type": "actions", "elements": [{"type": "button", "text": {"type": "plain_text", "text": "x" * 76}}]}
            ]
        },
        "invalid_blocks",
    ),
    "blocks too long as a whole": (
        {"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}] * 5},
        "msg_blocks_too_long",
    ),
    "metadata that is none": ({"text": "x", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
}


@pytest.mark.parametrize(("arguments", "error"), POSTS.values(), ids=POSTS.keys())
def test_a_bad_post_is_refused_in_slacks_words(
    web: WebClient, newsroom: str, arguments: dict[str, Any], error: str
) -> None:
    """Each mistake gets the error that Slack gives."""
    assert error_of(web, "chat.postMessage", **{"channel": newsroom, **arguments}) == error


def test_bad_blocks_are_pointed_at(web: WebClient, newsroom: str) -> None:
    """The answer says which block is wrong, and how."""
    blocks = [SECTION, {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    with pytest.raises(SlackApiError) as caught:
        web.chat_postMessage(channel=newsroom, blocks=blocks, text="x")
    messages = caught.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]"]


def test_an_archived_channel_takes_nothing(slack: Sandbox, web: WebClient, newsroom: str) -> None:
    """Posting and reacting in an archived channel is refused."""
    ts = slack.control.post_message("newsroom", "last words")
    slack.control.archive("newsroom")
    assert error_of(web, "chat.postMessage", channel=newsroom, text="x") == "is_archived"
    assert error_of(web, "reactions.add", channel=newsroom, timestamp=ts, name="eyes") == "is_archived"


def test_a_form_does_as_well_as_json(slack: Sandbox, newsroom: str) -> None:
    """Arguments may come as a form, blocks as JSON inside it, the token too."""
    form = {"token": slack.bot_token, "channel": newsroom, "blocks": '[{"type": "divider"}]', "text": "a line"}
    answer = httpx.post(f"{slack.api_url}chat.postMessage", data=form, trust_env=False).json()
    assert answer["ok"]
    assert slack.control.messages("newsroom")[0]["blocks"][0]["type"] == "divider"


def test_unknown_methods_and_broken_json_are_refused(slack: Sandbox, web: WebClient) -> None:
    """A method that is none, and a body that is no JSON."""
    assert error_of(web, "chat.shout") == "unknown_method"
    headers = {"authorization": f"Bearer {slack.bot_token}", "content-type": "application/json"}
    answer = httpx.post(f"{slack.api_url}auth.test", content="{", headers=headers, trust_env=False).json()
    assert answer == {"ok": False, "error": "invalid_json"}


def test_a_thread_counts_its_replies(slack: Sandbox, web: WebClient, newsroom: str) -> None:
    """Replies stand under their parent, also where a reply is answered; the parent counts them."""
    ts = slack.control.post_message("newsroom", "who knows?")
    first = web.chat_postMessage(channel=newsroom, text="I", thread_ts=ts)["ts"]
    web.chat_postMessage(channel=newsroom, text="me too", thread_ts=first)
    answer = web.conversations_replies(channel=newsroom, ts=ts)
    assert [m["text"] for m in answer["messages"]] == ["who knows?", "I", "me too"]
    assert answer["messages"][0]["reply_count"] == 2
    assert [m["text"] for m in web.conversations_history(channel=newsroom)["messages"]] == ["who knows?"]


def test_metadata_is_shown_only_on_request(web: WebClient, newsroom: str) -> None:
    """A message keeps its metadata, and shows it with include_all_metadata alone."""
    metadata = {"event_type": "pullquote_digest", "event_payload": {"request_id": "r1"}}
    ts = web.chat_postMessage(channel=newsroom, text="x", metadata=metadata)["ts"]
    plain = web.conversations_replies(channel=newsroom, ts=ts)["messages"][0]
    full = web.conversations_replies(channel=newsroom, ts=ts, include_all_metadata=True)["messages"][0]
    assert "metadata" not in plain
    assert full["metadata"] == metadata


def test_lists_come_in_pages(web: WebClient, newsroom: str) -> None:
    """A cursor leads through all replies, each once."""
    ts = web.chat_postMessage(channel=newsroom, text="0")["ts"]
    for number in range(1, 8):
        web.chat_postMessage(channel=newsroom, text=str(number), thread_ts=ts)
    found, cursor = [], ""
    while True:
        answer = web.conversations_replies(channel=newsroom, ts=ts, limit=3, cursor=cursor)
        found += [m["text"] for m in answer["messages"]]
        cursor = answer["response_metadata"]["next_cursor"]
        if not cursor:
            break
        assert answer["has_more"]
    assert found == [str(number) for number in range(8)]
    assert error_of(web, "conversations.replies", channel=newsroom, ts=ts, cursor="x") == "invalid_cursor"


def test_only_its_own_messages_can_be_changed(slack: Sandbox, web: WebClient, newsroom: str) -> None:
    """chat.update and chat.delete work on the bot's messages, and on no other's."""
    theirs = slack.control.post_message("newsroom", "mine")
    assert error_of(web, "chat.update", channel=newsroom, ts=theirs, text="x") == "cant_update_message"
    assert error_of(web, "chat.delete", channel=newsroom, ts=theirs) == "cant_delete_message"
    assert error_of(web, "chat.update", channel=newsroom, ts="1.000000", text="x") == "message_not_found"
    own = web.chat_postMessage(channel=newsroom, text="old", blocks=[SECTION])["ts"]
    web.chat_update(channel=newsroom, ts=own, text="new")
    (message,) = [m for m in slack.control.messages("newsroom") if m["ts"] == own]
    assert message["text"] == "new"
    assert message["blocks"][0]["type"] == "rich_text"
    web.chat_delete(channel=newsroom, ts=own)
    assert [m["ts"] for m in slack.control.messages("newsroom")] == [theirs]


def test_reactions_come_and_go_once(slack: Sandbox, web: WebClient, newsroom: str) -> None:
    """A reaction can be added once and removed once."""
    ts = slack.control.post_message("newsroom", "look")
    web.reactions_add(channel=newsroom, timestamp=ts, name="eyes")
    assert error_of(web, "reactions.add", channel=newsroom, timestamp=ts, name="eyes") == "already_reacted"
    assert list(slack.control.reactions("newsroom", ts)) == ["eyes"]
    web.reactions_remove(channel=newsroom, timestamp=ts, name="eyes")
    assert error_of(web, "reactions.remove", channel=newsroom, timestamp=ts, name="eyes") == "no_reaction"
    assert slack.control.reactions("newsroom", ts) == {}
    assert error_of(web, "reactions.add", channel=newsroom, timestamp=ts, name="no such") == "invalid_name"
    assert error_of(web, "reactions.add", channel=newsroom, timestamp="1.000000", name="eyes") == "message_not_found"
    assert error_of(web, "reactions.add", channel=newsroom, timestamp="x", name="eyes") == "bad_timestamp"


def test_ephemeral_messages_reach_one_person(slack: Sandbox, web: WebClient, newsroom: str) -> None:
    """chat.postEphemeral is seen by its reader alone, and needs that reader in the channel."""
    user = slack.control.user_id("priya")
    web.chat_postEphemeral(channel=newsroom, user=user, text="just you")
    assert [m["text"] for m in slack.control.ephemeral("newsroom", "priya")] == ["just you"]
    assert slack.control.ephemeral("newsroom", "ines") == []
    slack.control.kick("newsroom", "priya")
    assert error_of(web, "chat.postEphemeral", channel=newsroom, user=user, text="x") == "user_not_in_channel"


def test_each_scope_opens_its_methods(slack: Sandbox, web: WebClient, newsroom: str) -> None:
    """Without a scope the call says which is needed, and which are there."""
    slack.control.settings(scopes=["chat:write"])
    with pytest.raises(SlackApiError) as caught:
        web.conversations_replies(channel=newsroom, ts="1.000000")
    answer = caught.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope",
        "channels:history",
        "chat:write",
    )
    assert error_of(web, "files.info", file="F1") == "missing_scope"
    assert error_of(web, "users.info", user="U1") == "missing_scope"


def test_the_app_cannot_upload(web: WebClient) -> None:
    """Uploading is not among the app's scopes."""
    assert error_of(web, "files.getUploadURLExternal", filename="a", length=1) == "missing_scope"


def test_a_private_channel_is_not_there_for_strangers(slack: Sandbox, web: WebClient) -> None:
    """A private channel without the bot does not exist for it; a public one does, with less."""
    made = slack.control.make_channel("secrets", is_private=True)
    assert error_of(web, "conversations.info", channel=made["id"]) == "channel_not_found"
    random = slack.control.channel_id("random")
    assert web.conversations_info(channel=random)["channel"]["is_member"] is False
    assert error_of(web, "conversations.history", channel=random) == "not_in_channel"


def test_a_fault_fails_as_often_as_ordered(slack: Sandbox, web: WebClient, newsroom: str) -> None:
    """An ordered error comes that many times, in that channel, and then no more."""
    slack.control.fail_next("chat.postMessage", error="internal_error", times=2, channel="newsroom")
    research = slack.control.channel_id("research")
    web.chat_postMessage(channel=research, text="elsewhere")
    assert [error_of(web, "chat.postMessage", channel=newsroom, text="x") for _ in range(2)] == ["internal_error"] * 2
    assert web.chat_postMessage(channel=newsroom, text="x")["ok"]


@pytest.mark.parametrize(
    ("fault", "status", "headers"),
    [({"retry_after": 7}, 429, {"retry-after": "7"}), ({"status": 503}, 503, {}), ({"delay": 0.01}, 200, {})],
)
def test_http_faults_on_demand(slack: Sandbox, fault: dict[str, Any], status: int, headers: dict[str, str]) -> None:
    """A rate limit with its header, a server error, and a slow answer."""
    slack.control.fail_next("auth.test", **fault)
    answer = httpx.post(f"{slack.api_url}auth.test", headers=bearer(slack), trust_env=False)
    assert answer.status_code == status
    assert {name: answer.headers[name] for name in headers} == headers


def test_a_call_can_work_and_its_answer_be_lost(slack: Sandbox, newsroom: str) -> None:
    """The message stands, though the caller only sees a broken connection."""
    slack.control.fail_next("chat.postMessage", after_effect=True)
    body = {"channel": newsroom, "text": "did it arrive?"}
    with pytest.raises(httpx.TransportError):
        httpx.post(f"{slack.api_url}chat.postMessage", json=body, headers=bearer(slack), trust_env=False)
    assert [m["text"] for m in slack.control.messages("newsroom")] == ["did it arrive?"]


def test_talking_too_fast_is_refused_where_the_sandbox_says_so(slack: Sandbox, web: WebClient, newsroom: str) -> None:
    """After a burst a channel is closed for a second; others are not."""
    slack.control.settings(rate_limit=True)
    refused = 0
    for _ in range(5):
        answer = httpx.post(
            f"{slack.api_url}chat.postMessage",
            json={"channel": newsroom, "text": "x"},
            headers=bearer(slack),
            trust_env=False,
        )
        refused += answer.status_code == 429
    assert refused == 2
    assert web.chat_postMessage(channel=slack.control.channel_id("research"), text="x")["ok"]


def test_every_call_is_in_the_log(slack: Sandbox, web: WebClient, newsroom: str) -> None:
    """The log has each call with its arguments and how it ended, and no token."""
    web.chat_postMessage(channel=newsroom, text="hear me")
    error_of(web, "reactions.add", channel=newsroom, timestamp="1.000000", name="eyes")
    posted, reacted = slack.control.calls()
    assert (posted["method"], posted["args"]["text"], posted["ok"]) == ("chat.postMessage", "hear me", True)
    assert (reacted["method"], reacted["error"]) == ("reactions.add", "message_not_found")
    assert slack.bot_token not in str(slack.control.calls())


def test_who_is_notified_is_known(slack: Sandbox, web: WebClient, newsroom: str) -> None:
    """A broadcast in text or blocks is noticed; literal and escaped ones notify nobody."""
    literal = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "<!channel>"}]}],
    }
    web.chat_postMessage(channel=newsroom, text="&lt;!channel&gt;", blocks=[literal])
    assert slack.control.pings() == []
    web.chat_postMessage(channel=newsroom, text="<!channel> come")
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "ask <@U0SOMEONE>"}}
    web.chat_postMessage(channel=newsroom, text="x", blocks=[section])
    assert [ping.get("range") or ping.get("user") for ping in slack.control.pings()] == ["channel", "U0SOMEONE"]


def test_permalinks_lead_to_the_page(slack: Sandbox, web: WebClient, newsroom: str) -> None:
    """A permalink is an address of the page."""
    ts = slack.control.post_message("newsroom", "here")
    link = web.chat_getPermalink(channel=newsroom, message_ts=ts)["permalink"]
    assert link == f"{slack.url}/archives/{newsroom}/p{ts.replace('.', '')}"


def test_a_person_can_be_written_to(slack: Sandbox, web: WebClient) -> None:
    """A user's id as channel is their conversation with the bot."""
    web.chat_postMessage(channel=slack.control.user_id("lou"), text="psst")
    assert [m["text"] for m in slack.control.messages("@lou")] == ["psst"]


def bearer(slack: Sandbox) -> dict[str, str]:
    """The bot's token as a header."""
    return {"authorization": f"Bearer {slack.bot_token}"}


WIDE = [
    "channels:read",
    "groups:read",
    "im:read",
    "im:write",
    "team:read",
    "users:read",
    "reactions:read",
    "chat:write",
]


def test_what_a_wider_app_may_look_at(slack: Sandbox, web: WebClient, newsroom: str) -> None:
    """The calls that this app does not need answer an app with their scopes."""
    slack.control.settings(scopes=WIDE)
    ts = slack.control.post_message("newsroom", "look")
    slack.control.react("newsroom", ts, "eyes", user="lou")
    lou = slack.control.user_id("lou")
    assert web.users_info(user=lou)["user"]["real_name"] == "Lou Abernathy"
    assert lou in [user["id"] for user in web.users_list()["members"]]
    assert lou in web.conversations_members(channel=newsroom)["members"]
    assert web.conversations_open(users=lou)["channel"]["id"] == slack.control.channel_id("@lou")
    assert web.reactions_get(channel=newsroom, timestamp=ts)["message"]["reactions"][0]["users"] == [lou]
    assert web.team_info()["team"]["domain"] == "gazette"
    assert web.bots_info(bot=web.auth_test()["bot_id"])["bot"]["name"] == "Pullquote"
    listed = web.conversations_list(types="public_channel,private_channel")["channels"]
    assert {channel["name"] for channel in listed} == {"newsroom", "research", "random", "investigations"}
    assert error_of(web, "conversations.list", types="mpim") == "missing_scope"
    assert error_of(web, "conversations.list", types="fax") == "invalid_types"
    assert error_of(web, "users.info", user="U0") == "user_not_found"


def test_the_app_can_give_its_token_back(slack: Sandbox, web: WebClient) -> None:
    """auth.revoke kills the token; apps.uninstall needs the app's own secret."""
    assert error_of(web, "apps.uninstall", client_id=slack.client_id, client_secret="x") == "bad_client_secret"
    assert web.auth_revoke(test=True)["revoked"] is False
    assert web.auth_revoke()["revoked"] is True
    assert error_of(web, "auth.test") == "token_revoked"
    again = WebClient(token=slack.control.install(), base_url=slack.api_url)
    assert again.apps_uninstall(client_id=slack.client_id, client_secret=slack.client_secret)["ok"]
    assert error_of(again, "auth.test") == "account_inactive"


@pytest.mark.parametrize("bounds", [{"oldest": "1"}, {"latest": "1"}, {"oldest": "2"}])
def test_replies_can_be_bounded(slack: Sandbox, web: WebClient, newsroom: str, bounds: dict[str, str]) -> None:
    """`oldest` and `latest` name replies by their place; `inclusive` counts the bound itself."""
    stamps = [slack.control.post_message("newsroom", "0")]
    stamps += [slack.control.post_message("newsroom", str(n), thread_ts=stamps[0]) for n in (1, 2, 3)]
    given = {name: stamps[int(place)] for name, place in bounds.items()}
    for inclusive in (False, True):
        answer = web.conversations_replies(channel=newsroom, ts=stamps[0], inclusive=inclusive, **given)
        place = int(next(iter(bounds.values())))
        wanted = range(place + (not inclusive), 4) if "oldest" in bounds else range(1, place + inclusive)
        assert [int(m["text"]) for m in answer["messages"][1:]] == list(wanted)
