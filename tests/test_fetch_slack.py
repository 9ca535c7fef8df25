"""Files from Slack: the token goes to Slack's file host and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from false_site import Asked, Site, moved, page, response

from bot.fetch import FetchError, Refused, TooLarge, Walled, fetch_slack_file
from bot.fetch.slack import _gate
from bot.settings import Settings, load

PDF = b"%PDF-1.7\n"
LOGIN = page("<form><input type=password></form>", title="Sign in | Slack")


@pytest.fixture
def slack() -> Iterator[Site]:
    """Another Slack, such as the sandbox."""
    with Site() as served:
        yield served


@pytest.fixture
def settings(slack: Site) -> Settings:
    """Settings that name it. Nothing private is opened."""
    return load(slack_api_url=f"{slack.url}/api/", fetch_bytes=100_000)


def test_a_file_comes_with_the_token(slack: Site, settings: Settings) -> None:
    """Bytes, name and type; and the token in the header alone."""
    url = slack.on("/files-pri/T1-F1/report.pdf", response(PDF, media_type="application/pdf"))
    got = fetch_slack_file(url, "xoxb-1", settings)
    assert (got.original.data, got.original.file_name, got.original.media_type) == (
        PDF,
        "report.pdf",
        "application/pdf",
    )
    assert got.original.url == got.canonical_url == ""
    assert slack.asked[0].headers["authorization"] == "Bearer xoxb-1"


def test_what_slack_says_of_the_file_counts_more(slack: Site, settings: Settings) -> None:
    """Name and type of the file object stand before those of the download."""
    url = slack.on("/files-pri/T1-F1/x", response(PDF, media_type="application/octet-stream"))
    original = fetch_slack_file(url, "xoxb-1", settings, media_type="application/pdf", file_name="Bericht.pdf").original
    assert (original.media_type, original.file_name) == ("application/pdf", "Bericht.pdf")


def test_a_redirect_within_slack_keeps_the_token(slack: Site, settings: Settings) -> None:
    """The same host may move a file."""
    slack.on("/there", response(PDF, media_type="application/pdf"))
    fetch_slack_file(slack.on("/here", moved("/there")), "xoxb-1", settings)
    assert [asked.headers.get("authorization") for asked in slack.asked] == ["Bearer xoxb-1"] * 2


def test_the_token_follows_no_redirect_to_another_host(slack: Site, settings: Settings) -> None:
    """Whoever Slack sends elsewhere is not let in; the other host hears nothing at all."""
    with Site() as other:
        other.on("/file", response(PDF))
        for to in (other.url + "/file", f"http://localhost:{slack.port}/file", f"https://127.0.0.1:{slack.port}/file"):
            with pytest.raises(Walled) as caught:
                fetch_slack_file(slack.on("/file", moved(to)), "xoxb-1", settings)
            assert caught.value.code == "slack_denied"
        assert other.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "https://files.slack.com.evil.example/files-pri/T1-F1/x",
        "https://evil.example/files.slack.com/x",
        "https://files.slack.com@evil.example/x",
        "https://user@files.slack.com/x",
        "http://files.slack.com/files-pri/T1-F1/x",
        "https://files.slack.com:8443/x",
        "https://slack.com/x",
        "file:///etc/passwd",
        "",
    ],
)
def test_the_token_goes_to_no_other_address(url: str) -> None:
    """Only https, only Slack's file host."""
    with pytest.raises(Refused) as caught:
        fetch_slack_file(url, "xoxb-1", load())
    assert caught.value.code == "not_slack"


def test_slacks_own_file_host_is_for_slack_alone(settings: Settings) -> None:
    """With another Slack in the settings its files come from there; with Slack itself from Slack."""
    _gate("https://files.slack.com/files-pri/T1-F1/x", load())
    with pytest.raises(Refused):
        _gate("https://files.slack.com/files-pri/T1-F1/x", settings)


@pytest.mark.parametrize(
    ("answer", "media_type"),
    [
        (response(LOGIN), ""),
        (response(LOGIN), "application/pdf"),
        (response(page(), "Content-Disposition: inline"), "application/pdf"),
        (response(page(title="Slack")), "text/html"),
        (response(b"", status="403 Forbidden"), ""),
        (response(b"", status="401 Unauthorized"), ""),
    ],
)
def test_a_login_page_with_200_is_told_from_the_file(
    slack: Site, settings: Settings, answer: bytes, media_type: str
) -> None:
    """Slack answers whom it does not know with a page; that is no file, and the words say what to do."""
    with pytest.raises(Walled) as caught:
        fetch_slack_file(slack.on("/file", answer), "xoxb-1", settings, media_type=media_type)
    assert caught.value.code == "slack_denied"
    assert "Invite Pullquote" in caught.value.reason


def test_an_uploaded_page_is_a_file(slack: Site, settings: Settings) -> None:
    """An HTML file that somebody uploaded is read like any other."""
    attached = response(page(), 'Content-Disposition: attachment; filename="saved.html"')
    plain = response(page())
    for answer in (attached, plain):
        assert fetch_slack_file(slack.on("/file", answer), "xoxb-1", settings).original.data == page()


def test_limits_hold_for_files(slack: Site, settings: Settings) -> None:
    """A file over the limit is not read, and a missing one is said."""
    with pytest.raises(TooLarge):
        fetch_slack_file(slack.on("/file", response(bytes(200_000))), "xoxb-1", settings)
    with pytest.raises(FetchError) as caught:
        fetch_slack_file(slack.url + "/gone", "xoxb-1", settings)
    assert caught.value.code == "not_found"


def test_no_error_holds_the_token_or_the_address(slack: Site, settings: Settings) -> None:
    """What a person sees or a log keeps is safe to show."""

    def nothing(asked: Asked) -> bytes:
        return b"nonsense"

    with pytest.raises(FetchError) as caught:
        fetch_slack_file(slack.on("/file", nothing) + "?t=secret", "xoxb-secret", settings)
    assert "secret" not in repr(caught.value) + str(caught.value)
