"""Links come out of Slack's own structures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.listeners.links import bare_links, links

A, B = "https://a.example/news/1", "https://b.example/news/2?x=1&y=2"


def rich(*elements: dict) -> dict:
    return {"blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}]}


def link(url: str, **more: object) -> dict:
    return {"type": "link", "url": url, **more}


CASES = {
    "a link in rich text": (rich(link(A)), [A]),
    "two, in the order of reading": (rich(link(B), {"type": "text", "text": " and "}, link(A)), [B, A]),
    "the same link twice is one": (rich(link(A), link(A)), [A]),
    "blocks win over the text that repeats them": ({**rich(link(A)), "text": f"<{A}|here> <{B}>"}, [A]),
    "escaped in text": ({"text": "see <https://b.example/news/2?x=1&amp;y=2|this>"}, [B]),
    "words that Slack left unlinked": ({**rich({"type": "text", "text": A}), "text": A}, []),
    "bare, on a Slack that sends no blocks": ({"text": f"not marked up: {A}, {B.replace('&', '&amp;')}."}, [A, B]),
    "bare in code": ({"text": f"`{A}` and ```\n{B}\n```"}, []),
    "mail and mentions are no links": ({"text": "<mailto:a@b.example|a> <@U1> <#C1|x> <!here>"}, []),
    "inline code": (rich(link(A, style={"code": True})), []),
    "code in text": ({"text": f"`<{A}>` and ```\n<{B}>\n```"}, []),
    "a link in a list in a quote": (
        {
            "blocks": [
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_list",
                            "elements": [{"type": "rich_text_section", "elements": [link(A)]}],
                        },
                        {"type": "rich_text_quote", "elements": [link(B)]},
                    ],
                }
            ]
        },
        [A, B],
    ),
    "a preformatted block is an example": (
        {"blocks": [{"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [link(A)]}]}]},
        [],
    ),
    "a preview repeats a link": ({**rich(link(A)), "attachments": [{"from_url": A, "title_link": B}]}, [A]),
    "a forwarded message's link": (
        {
            "text": "",
            "attachments": [{"is_msg_unfurl": True, "message_blocks": [{"message": rich(link(B))}], "text": "x"}],
        },
        [B],
    ),
    "a forwarded message's text": ({"text": "", "attachments": [{"is_share": True, "text": f"<{A}>"}]}, [A]),
    "other schemes": (rich(link("ftp://a.example/x"), link("file:///etc/passwd")), []),
    "a section of an app": ({"blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": f"<{A}|x>"}}]}, [A]),
    "nothing": ({}, []),
    "null fields": ({"text": None, "blocks": None, "attachments": None}, []),
}


@pytest.mark.parametrize(("message", "found"), CASES.values(), ids=CASES)
def test_links_are_found_where_slack_puts_them(message: dict, found: list[str]) -> None:
    """Each structure that a message can carry a link in gives that link, once."""
    assert links(message) == found


def test_links_of_other_apps_count_only_when_asked() -> None:
    """A feed app's attachment is read where somebody asked, and left alone otherwise."""
    message = {"text": "", "attachments": [{"title": "T", "title_link": A, "text": f"<{B}|more>"}]}
    assert links(message) == []
    assert links(message, attachments=True) == [A, B]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (f"<{A}>", [A]),
        (A, [A]),
        (f"{A}, please", [A]),
        (f"{A} {B}", [A, B]),
        (f"<{A}|{A}> {A}", [A]),
        ("hello", []),
        ("", []),
    ],
)
def test_a_command_takes_links_as_typed(typed: str, found: list[str]) -> None:
    """Slack marks links up or not, by the command's setting; both are links."""
    assert bare_links(typed) == found


@given(st.text())
def test_any_text_gives_only_http_links(text: str) -> None:
    """No text makes it raise or give anything but http(s)."""
    assert all(url.lower().startswith(("http://", "https://")) for url in links({"text": text}) + bare_links(text))


def test_a_deep_nest_ends() -> None:
    """A thousand nested elements neither raise nor take the links that no person could see."""
    element: dict = link(A)
    for _ in range(1000):
        element = {"type": "rich_text_section", "elements": [element]}
    assert links({"blocks": [{"type": "rich_text", "elements": [element]}]}) == []
