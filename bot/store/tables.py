"""The tables. Every row belongs to a team; no query crosses from one to another.

Long keys (URLs) are kept beside a hash of them, because PostgreSQL indexes no value beyond 2,700 bytes.
The schema on disk is made by `migrations/`; a test holds the two equal.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.store.columns import Instant, Number, Packed, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

REQUEST_STATES = ("accepted", "working", "done", "failed", "nothing", "cancelled")
POST_STATES = ("waiting", "sending", "sent", "dropped")
ENDED = ("sent", "dropped")  # states of a post
# Written out, not bound: SQLite uses a partial index only where it can see that the query implies it.
OPEN_REQUEST = text("state IN ('accepted', 'working')")
OPEN_POST = text("state IN ('waiting', 'sending')")
_STALE = text("state = 'stale'")
STALE = text("roundups.state = 'stale'")


def _one_of(states: tuple[str, ...]) -> str:
    return f"state IN ({', '.join(repr(s) for s in states)})"


def _word(name: str, *, default: str | None = "") -> Column[str]:
    return Column(name, String(255), nullable=False, server_default=default)


requests = Table(
    "requests",
    metadata,
    Column("id", String(24), primary_key=True),
    _word("team", default=None),
    _word("channel", default=None),
    _word("message_ts", default=None),
    Column("key", String(64), nullable=False),  # hash of the canonical URL, file id or text
    _word("thread_ts"),
    _word("user_id"),
    _word("kind", default=None),
    _word("asked", default=None),
    Column("locator", Words, nullable=False),
    Column("canonical_url", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("response_url", Words, nullable=False),
    _word("state", default="accepted"),
    Column("reason", Words, nullable=False, server_default=""),
    Column("attempts", Integer, nullable=False, server_default="0"),  # claims, those that a crash ended included
    Column("failures", Integer, nullable=False, server_default="0"),  # attempts that ended in an error
    Column("not_before", Instant),
    Column("lease", String(24)),  # who holds it; a finished claim must show it again
    Column("lease_until", Instant),
    Column("accepted_at", Instant, nullable=False),
    Column("finished_at", Instant),
    _word("as_of"),  # the version of the message that asked
    UniqueConstraint("team", "channel", "message_ts", "key"),
    CheckConstraint(_one_of(REQUEST_STATES), name="state"),
    Index("ix_requests_open", "id", sqlite_where=OPEN_REQUEST, postgresql_where=OPEN_REQUEST),
    Index(
        "ix_requests_open_key", "team", "channel", "key", "id", sqlite_where=OPEN_REQUEST, postgresql_where=OPEN_REQUEST
    ),
    Index("ix_requests_team_state", "team", "state", "id"),
)

articles = Table(
    "articles",
    metadata,
    Column("id", String(24), primary_key=True),
    _word("team", default=None),
    Column("url_key", String(64), nullable=False),
    Column("text_hash", String(64), nullable=False),
    Column("canonical_url", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("publisher", Words, nullable=False),
    _word("published"),
    _word("language"),
    Column("body", Packed, nullable=False),  # the whole digest, `handlers.wire.dump`
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("team", "url_key", "text_hash"),
)

digests = Table(
    "digests",
    metadata,
    Column("request_id", String(24), ForeignKey("requests.id", ondelete="CASCADE"), primary_key=True),
    _word("team", default=None),
    _word("channel", default=None),
    _word("thread_ts"),
    _word("message_ts"),
    _word("user_id"),
    _word("asked"),
    Column("url_key", String(64), nullable=False),
    Column("article_id", String(24), ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    _word("posted_ts"),
    Column("created_at", Instant, nullable=False),
    Column("quoted", Integer, nullable=False, server_default="0"),  # quotes that it has, key or not
    Column("counted", Integer, nullable=False, server_default="0"),  # figures
    Index("ix_digests_team_channel_created_at", "team", "channel", "created_at"),
    Index("ix_digests_team_channel_url_key", "team", "channel", "url_key"),
    Index("ix_digests_article_id", "article_id"),
)

quotes = Table(
    "quotes",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("request_id", String(24), ForeignKey("digests.request_id", ondelete="CASCADE"), nullable=False),
    _word("team", default=None),
    _word("channel", default=None),
    _word("kind", default=None),
    Column("start_at", Integer, nullable=False),
    Column("end_at", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("speaker", Words, nullable=False),
    Column("role", Words, nullable=False),
    Column("score", Float, nullable=False),
    Column("is_key", Boolean(name="is_key"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_quotes_request_id", "request_id"),
)

figures = Table(
    "figures",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    Column("request_id", String(24), ForeignKey("digests.request_id", ondelete="CASCADE"), nullable=False),
    _word("team", default=None),
    _word("channel", default=None),
    Column("start_at", Integer, nullable=False),
    Column("end_at", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("value", Words, nullable=False),  # a decimal in full
    Column("value_high", Words),
    _word("unit"),
    _word("modifier", default=None),
    Column("concept", Words, nullable=False),
    Column("sentence", Words, nullable=False),
    Column("score", Float, nullable=False),
    Column("is_key", Boolean(name="is_key"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_figures_request_id", "request_id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    _word("team", default=None),
    _word("channel", default=None),
    _word("lane", default=None),  # rows of one lane go out in order
    _word("kind", default=None),
    _word("thread_ts"),
    Column("request_id", String(24), nullable=False, server_default=""),
    _word("part"),
    Column("post_key", String(64), unique=True),  # one message a request and part, ever
    Column("after_id", Number),  # waits for that row, and follows into its thread
    Column("body", Packed, nullable=False),
    _word("state", default="waiting"),
    _word("posted_ts"),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("uncertain", Boolean(name="uncertain"), nullable=False),  # Slack may have it from an earlier attempt
    Column("not_before", Instant),
    Column("lease", String(24)),
    Column("lease_until", Instant),
    Column("error", Words, nullable=False, server_default=""),
    Column("created_at", Instant, nullable=False),
    Column("finished_at", Instant),
    CheckConstraint(_one_of(POST_STATES), name="state"),
    Index("ix_outbox_open", "team", "channel", "lane", "id", sqlite_where=OPEN_POST, postgresql_where=OPEN_POST),
    Index("ix_outbox_request_id", "request_id"),
)

paces = Table(
    "paces",
    metadata,
    Column("team", String(255), primary_key=True),
    Column("channel", String(255), primary_key=True),
    Column("method", String(64), primary_key=True),
    Column("not_before", Instant, nullable=False),
)

channels = Table(
    "channels",
    metadata,
    Column("team", String(255), primary_key=True),
    Column("channel", String(255), primary_key=True),
    Column("settings", Words, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

installations = Table(
    "installations",
    metadata,
    Column("team", String(255), primary_key=True),  # the enterprise's id where it is installed for all of it
    _word("bot_user"),
    Column("sealed", LargeBinary, nullable=False),
    Column("installed_at", Instant, nullable=False),
    Column("updated_at", Instant, nullable=False),
)

oauth_states = Table(
    "oauth_states",
    metadata,
    Column("state", String(64), primary_key=True),
    Column("expires_at", Instant, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Number, primary_key=True, autoincrement=True),
    _word("team", default=None),
    _word("channel", default=None),
    Column("request_id", String(24), nullable=False),
    _word("user_id", default=None),
    _word("verdict", default=None),
    Column("start_at", Integer, nullable=False),
    Column("end_at", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("team", "request_id", "user_id", "verdict", "start_at", "end_at"),
)

schedules = Table(
    "schedules",
    metadata,
    Column("id", String(24), primary_key=True),
    _word("team", default=None),
    _word("channel", default=None),
    _word("at", default=None),  # HH:MM, local
    _word("zone", default=None),
    _word("days", default=None),  # e.g. "mon,tue,wed"
    Column("options", Words, nullable=False, server_default="{}"),
    _word("user_id"),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("team", "channel", "at"),
)

roundups = Table(
    "roundups",
    metadata,
    Column("id", String(24), primary_key=True),
    _word("team", default=None),
    _word("channel", default=None),
    _word("local_date", default=None),
    _word("slot"),  # the schedule's time, where a channel has several a day
    _word("state", default="claimed"),  # claimed, posted, stale, empty, skipped
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("note", Words, nullable=False, server_default=""),
    Column("body", Packed),  # what was told, for "new since yesterday"
    _word("posted_ts"),
    Column("lease", String(24)),
    Column("lease_until", Instant),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("team", "channel", "local_date", "slot"),
    Index("ix_roundups_stale", "id", sqlite_where=_STALE, postgresql_where=_STALE),
)
