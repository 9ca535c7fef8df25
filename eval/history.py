"""One random history of a channel, and the reference model that says which digests must stand at its end."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.control import Control

PEOPLE = ("ines", "lou", "tomasz")


@dataclass
class Told:
    """A message as the model knows it."""

    ts: str
    links: set[str]
    file: str = ""  # the id of its upload
    deleted: bool = False
    answered: set[str] = field(default_factory=set)  # what was read of it, with a digest or a word on an earlier one
    digests: set[str] = field(default_factory=set)  # what must stand in its thread


class Model:
    """The reference: one digest an article a channel, in the thread of who posted it first, for as long as that is."""

    def __init__(self) -> None:
        self.told: dict[str, Told] = {}

    def alive(self) -> list[Told]:
        """Messages that stand."""
        return [told for told in self.told.values() if not told.deleted]

    def settle(self) -> None:
        """Whatever links messages have now are read; what was deleted takes its digests along."""
        for told in self.told.values():
            if told.deleted:
                told.digests = set()
        for told in self.alive():
            for link in sorted(told.links - told.answered):
                told.answered.add(link)
                if not any(link in other.digests for other in self.told.values()):
                    told.digests.add(link)


class History:
    """One history in a channel of its own. Each phase touches an article through one message at most, so that what must
    come of it does not hang on which of two was quicker."""

    def __init__(self, control: Control, articles: list[str], seed: int) -> None:
        self.control = control
        self.articles = articles
        self.chance = random.Random(seed)
        made = control.make_channel(f"history-{seed}", members=[*PEOPLE, "pullquote"])
        self.channel = str(made["id"])
        self.model = Model()
        self.uploads = 0
        self.log: list[str] = []
        self.begin()

    def begin(self) -> None:
        """A new phase: every article is free to be touched, and no message has been."""
        self.free = self.chance.sample(self.articles, len(self.articles))
        self.touched: set[str] = set()

    def alone(self) -> None:
        """Something that is answered before anything else happens."""
        act = self.chance.choice((self._post, self._post, self._upload, self._delete, self._post_and_delete))
        act()

    def together(self) -> None:
        """Several things, none of which is answered before the last has happened."""
        for _ in range(self.chance.randint(1, 5)):
            self.chance.choice((self._post, self._post, self._edit, self._edit, self._delete))()

    def _links(self) -> set[str]:
        return {self.free.pop() for _ in range(min(len(self.free), self.chance.choice((0, 1, 1, 1, 2, 3))))}

    def _post(self) -> Told:
        links = self._links()
        ts = self.control.post_message(self.channel, _words(links), user=self.chance.choice(PEOPLE))
        told = self.model.told[ts] = Told(ts, links)
        self.log.append(f"post {ts} {sorted(links)}")
        self.touched.add(ts)
        return told

    def _upload(self) -> None:
        self.uploads += 1
        plan = f"Plan {self.uploads} holds"
        body = f"“{plan},” said Ada Brandt, the mayor of Ottery.\n\nIt takes {self.uploads + 20} months."
        sent = self.control.upload(self.channel, body.encode(), f"plan-{self.uploads}.txt", self.chance.choice(PEOPLE))
        file = str(sent["files"][0]["id"])
        self.model.told[sent["ts"]] = Told(sent["ts"], {plan}, file=file)
        self.log.append(f"upload {sent['ts']}")

    def _edit(self) -> None:
        if told := self._some():
            kept = {link for link in told.links if self.chance.random() < 0.5}
            told.links = kept | (self._links() if len(kept) < 3 else set())
            self.control.edit(self.channel, told.ts, _words(told.links))
            self.log.append(f"edit {told.ts} {sorted(told.links)}")

    def _delete(self) -> None:
        if told := self._some(files=True):
            if told.file and self.chance.random() < 0.5:
                self.control.delete_file(told.file)
                told.links = set()
                told.digests = set()
            else:
                self.control.delete(self.channel, told.ts)
                told.deleted = True
            self.log.append(f"delete {told.ts} {told.file}")

    def _post_and_delete(self) -> None:
        told = self._post()
        time.sleep(self.chance.uniform(0.0, 0.3))
        self.control.delete(self.channel, told.ts)
        told.deleted = True
        self.log.append(f"deleted {told.ts} soon")

    def _some(self, *, files: bool = False) -> Told | None:
        """A message that stands and none of whose articles another message has touched in this phase."""
        for told in self.chance.sample(self.model.alive(), len(self.model.alive())):
            everything = told.links | told.answered
            untouched = all(link in self.free or link not in self.articles for link in everything)
            if (files or not told.file) and (told.ts in self.touched or untouched):
                self.touched.add(told.ts)
                self.free = [link for link in self.free if link not in everything]
                return told
        return None

    def again(self) -> None:
        """Slack tells something a second time."""
        for told in self.chance.sample(list(self.model.told.values()), min(2, len(self.model.told))):
            if self.chance.random() < 0.3:
                self.control.redeliver(self.channel, told.ts)

    def wrong(self) -> Iterator[str]:
        """Every difference between Slack and the model."""
        messages = self.control.messages(self.channel)
        for told in self.model.told.values():
            thread = [m for m in messages if m.get("thread_ts") == told.ts and m.get("bot_id")]
            stand = Counter(title for m in thread if (title := _title(m)))
            if stand != Counter(_name(link) for link in told.digests):
                yield f"{told.ts} has {dict(stand)}, not {sorted(told.digests)}"
            if told.deleted:
                continue
            signs = {r["name"] for m in messages if m["ts"] == told.ts for r in m.get("reactions", [])}
            if "eyes" in signs or "warning" in signs or ("white_check_mark" in signs) < bool(told.digests):
                yield f"{told.ts} has the signs {sorted(signs)}"


def _words(links: set[str]) -> str:
    return "Worth a read: " + " and ".join(sorted(links)) if links else "Nothing to read here"


def _name(link: str) -> str:
    """An article's title by its link; an upload goes by its first words."""
    return link.rpartition("/")[2].replace("-", " ").capitalize() if "/" in link else link


def _title(message: dict[str, Any]) -> str:
    """The title of a digest's first message; "" for any other message of ours."""
    marked = (message.get("metadata") or {}).get("event_payload") or {}
    text = str(message.get("text") or "")
    if marked.get("part") != "0":
        return ""
    quoted = text.partition("“")[2].partition(",”")[0]
    return quoted if quoted.startswith("Plan ") else text.partition(" · ")[0]
