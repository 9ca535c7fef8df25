"""A Slack whose page does not show `rich_text` gets sections, by a setting alone."""

from __future__ import annotations

from pathlib import Path

from running import running, settled, under

from bot.sandbox.server import Sandbox


def test_no_message_and_no_view_has_rich_text(tmp_path: Path) -> None:
    """A digest and the modal behind its button come as sections, within the limits of every payload."""
    with Sandbox() as slack, running(slack, tmp_path, rich_text=False) as bot:
        ts = slack.control.post_message("newsroom", f"{slack.url}/news/valmora-rate-rise", user="ines")
        slack.control.wait_for(lambda: under(slack, "newsroom", ts), 60)
        settled(slack, bot)
        digest = under(slack, "newsroom", ts)[0]
        slack.control.click("digest_all_quotes", channel="newsroom", ts=digest["ts"], user="ines")
        slack.control.wait_for(lambda: any(call["method"] == "views.open" for call in slack.control.calls()), 20)
        said = [call["args"] for call in slack.control.calls() if call["method"] in ("chat.postMessage", "views.open")]
    assert any(
        "*Helene Drost*, governor" in block["text"]["text"] for block in digest["blocks"] if block["type"] == "section"
    )
    assert len(said) == 2
    assert "rich_text" not in str(said)
