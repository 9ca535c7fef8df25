"""What people said is wrong comes out as lines that can be evaluated with."""

from __future__ import annotations

import json

import pytest
from asking import claimed, finish
from hand_made import DIGEST

from bot.cli import main
from bot.store import Feedback, Store


def test_feedback_comes_with_its_passage_and_the_article(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The span lies in the text; a digest that is gone leaves the passage alone."""
    url = sqlite_store.database.engine.url.render_as_string()
    monkeypatch.setenv("PULLQUOTE_DATABASE_URL", url)
    request = claimed(sqlite_store)
    finish(sqlite_store, request, "done", digest=DIGEST)
    passage = DIGEST.all_quotes[0].passage
    for request_id in (request.id, "f" * 24):
        sqlite_store.feedback.add(
            Feedback(
                team="T1",
                channel="C1",
                request_id=request_id,
                user="U1",
                verdict="not_speaker",
                start=passage.start,
                end=passage.end,
                text=passage.text,
            )
        )
    assert main(["feedback"]) == 0
    kept, gone = (json.loads(line) for line in capfd.readouterr().out.splitlines())
    assert kept["text"][kept["start"] : kept["end"]] == kept["passage"] == passage.text
    assert (kept["id"], kept["verdict"]) == (request.id, "not_speaker")
    assert (gone["text"], gone["passage"]) == ("", passage.text)
