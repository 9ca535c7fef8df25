"""The Events API, commands and interactions of the local Slack over HTTP; and installing by OAuth."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier

from bot.sandbox.server import Sandbox


@dataclass(frozen=True)
class Heard:
    headers: dict[str, str]
    body: str


class App:
    """An app that records what Slack posts, and answers what it is told to."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.statuses: list[int] = []  # for the next requests; 200 after that
        self.headers: dict[str, str] = {}
        self.body = ""

    def answer(self, body: str) -> tuple[int, str]:
        given: Any = json.loads(body) if body.startswith("{") else {}
        if given.get("type") == "url_verification":
            return 200, str(given["challenge"])
        return (self.statuses.pop(0) if self.statuses else 200), self.body

    def events(self) -> list[Heard]:
        return [heard for heard in self.heard if "url_verification" not in heard.body]


@pytest.fixture
def app(slack: Sandbox) -> Iterator[App]:
    """An app whose request URL Slack knows."""
    made = App()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            made.heard.append(Heard({name.lower(): value for name, value in self.headers.items()}, body))
            status, said = made.answer(body)
            if said.startswith("{") or status != 200 or not said:
                kind = "application/json"
            else:
                kind, said = "application/json", json.dumps({"challenge": said})
            self.send_response(status)
            for name, value in {**made.headers, "content-type": kind, "content-length": str(len(said))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said.encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/slack/events"
        answer = slack.control.settings(delivery="http", request_url=url, retry_delays=[0, 0.05])
        assert answer["url_verified"] is True
        yield made
        server.shutdown()
        thread.join()


def test_events_are_posted_and_signed(slack: Sandbox, app: App) -> None:
    """Slack's own verifier accepts the signature; a wrong secret on demand is not accepted."""
    verifier = SignatureVerifier(slack.signing_secret)
    slack.control.post_message("newsroom", "über Äpfel")
    slack.control.wait_for(app.events)
    (heard,) = app.events()
    assert verifier.is_valid_request(heard.body, heard.headers)
    assert json.loads(heard.body)["event"]["text"] == "über Äpfel"
    assert "x-slack-retry-num" not in heard.headers
    slack.control.settings(signing_secret_sent="another")
    slack.control.post_message("newsroom", "forged")
    slack.control.wait_for(lambda: len(app.events()) > 1)
    assert not verifier.is_valid_request(app.events()[1].body, app.events()[1].headers)


def test_an_old_signature_can_be_ordered(slack: Sandbox, app: App) -> None:
    """With the clock put back, the timestamp is too old for Slack's verifier."""
    slack.control.settings(clock_offset=-400)
    slack.control.post_message("newsroom", "from the past")
    slack.control.wait_for(app.events)
    assert not SignatureVerifier(slack.signing_secret).is_valid_request(app.events()[0].body, app.events()[0].headers)


def test_a_failed_post_is_tried_again_with_its_number(slack: Sandbox, app: App) -> None:
    """Retries carry their number and reason, and the same event id."""
    app.statuses = [500, 500]
    slack.control.post_message("newsroom", "again")
    slack.control.wait_for(lambda: len(app.events()) == 3)
    headers = [(h.headers.get("x-slack-retry-num"), h.headers.get("x-slack-retry-reason")) for h in app.events()]
    assert headers == [(None, None), ("1", "http_error"), ("2", "http_error")]
    assert len({json.loads(h.body)["event_id"] for h in app.events()}) == 1


def test_an_app_can_ask_for_no_retry(slack: Sandbox, app: App) -> None:
    """With X-Slack-No-Retry there is one attempt."""
    app.statuses, app.headers = [500], {"X-Slack-No-Retry": "1"}
    slack.control.post_message("newsroom", "once")
    event = slack.control.wait_for(
        lambda: [e for e in slack.control.events() if e["attempts"][0]["outcome"] != "waiting"]
    )
    assert [a["outcome"] for a in event[0]["attempts"]] == ["http_error"]


def test_commands_come_as_a_form_and_are_answered_in_the_body(slack: Sandbox, app: App) -> None:
    """A command's fields are form fields; the body of the answer is shown."""
    app.body = json.dumps({"response_type": "in_channel", "text": "reading"})
    slack.control.slash("newsroom", "https://a.example/?q=1&r=ä")
    form = parse_qs(app.events()[0].body)
    assert form["text"] == ["https://a.example/?q=1&r=ä"]
    assert form["command"] == ["/digest"]
    assert [m["text"] for m in slack.control.messages("newsroom")] == ["reading"]


def test_interactions_come_as_a_payload(slack: Sandbox, app: App) -> None:
    """A shortcut is JSON in the field `payload`, signed like the rest."""
    slack.control.shortcut("digest_article")
    (heard,) = app.events()
    assert json.loads(parse_qs(heard.body)["payload"][0])["type"] == "shortcut"
    assert SignatureVerifier(slack.signing_secret).is_valid_request(heard.body, heard.headers)


def test_an_address_that_does_not_answer_is_not_verified(slack: Sandbox) -> None:
    """The handshake fails, and so does a command."""
    answer = slack.control.settings(delivery="http", request_url="http://127.0.0.1:9/slack/events")
    assert answer["url_verified"] is False
    assert slack.control.slash("newsroom")["error"] == "dispatch_failed"


# OAuth


def install(slack: Sandbox, team: str = "courier", **more: str) -> dict[str, str]:
    """Go through the install page; what comes back to the redirect URL."""
    query = {"client_id": slack.client_id, "scope": "chat:write,commands", "state": "s1", "team": team, **more}
    query["redirect_uri"] = "http://127.0.0.1:1/slack/oauth_redirect"
    answer = httpx.get(f"{slack.url}/oauth/v2/authorize", params=query, trust_env=False)
    assert answer.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def exchange(slack: Sandbox, **more: str) -> Any:
    """oauth.v2.access."""
    given = {"client_id": slack.client_id, "client_secret": slack.client_secret, **more}
    return WebClient(base_url=slack.api_url).api_call("oauth.v2.access", params=given).data


def test_a_second_workspace_installs_by_oauth(slack: Sandbox) -> None:
    """The code is good for one token, of that workspace and with those scopes."""
    back = install(slack)
    assert back["state"] == "s1"
    granted = exchange(slack, code=back["code"], redirect_uri="http://127.0.0.1:1/slack/oauth_redirect")
    assert (granted["team"]["name"], granted["scope"]) == ("Northgate Courier", "chat:write,commands")
    web = WebClient(token=granted["access_token"], base_url=slack.api_url)
    courier = slack.control.of_team("courier")
    web.chat_postMessage(channel=courier.channel_id("frontpage"), text="hello")
    assert [m["text"] for m in courier.messages("frontpage")] == ["hello"]
    courier.close()
    with pytest.raises(SlackApiError, match="channel_not_found"):
        web.chat_postMessage(channel=slack.control.channel_id("newsroom"), text="wrong house")
    with pytest.raises(SlackApiError, match="invalid_code"):
        exchange(slack, code=back["code"])


def test_a_refused_install_comes_back_with_an_error(slack: Sandbox) -> None:
    """Denied; and a wrong secret is refused."""
    assert install(slack, deny="1")["error"] == "access_denied"
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        exchange(slack, client_secret="x", code="y")
    with pytest.raises(SlackApiError, match="bad_redirect_uri"):
        exchange(slack, code=install(slack)["code"], redirect_uri="http://127.0.0.1:1/elsewhere")


def test_tokens_rotate_where_the_app_is_set_so(slack: Sandbox) -> None:
    """A refresh token gives a new token, and the old one is dead."""
    slack.control.settings(token_rotation=True)
    back = install(slack)
    first = exchange(slack, code=back["code"], redirect_uri="http://127.0.0.1:1/slack/oauth_redirect")
    assert first["expires_in"] == 43_200
    second = exchange(slack, grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert WebClient(token=second["access_token"], base_url=slack.api_url).auth_test()["ok"]
    with pytest.raises(SlackApiError, match="token_expired"):
        WebClient(token=first["access_token"], base_url=slack.api_url).auth_test()
    with pytest.raises(SlackApiError, match="invalid_refresh_token"):
        exchange(slack, grant_type="refresh_token", refresh_token=first["refresh_token"])
