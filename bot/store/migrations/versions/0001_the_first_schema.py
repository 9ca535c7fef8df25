"""The first schema."""

import sqlalchemy as sa
from alembic import op

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("team", sa.String(length=255), nullable=False),
        sa.Column("url_key", sa.String(length=64), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("published", sa.String(length=255), server_default="", nullable=False),
        sa.Column("language", sa.String(length=255), server_default="", nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        sa.UniqueConstraint("team", "url_key", "text_hash", name=op.f("uq_articles_team_url_key_text_hash")),
    )
    op.create_table(
        "channels",
        sa.Column("team", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", name=op.f("pk_channels")),
    )
    op.create_table(
        "feedback",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("team", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("request_id", sa.String(length=24), nullable=False),
        sa.Column("user_id", sa.String(length=255), nullable=False),
        sa.Column("verdict", sa.String(length=255), nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint(
            "team",
            "request_id",
            "user_id",
            "verdict",
            "start_at",
            "end_at",
            name=op.f("uq_feedback_team_request_id_user_id_verdict_start_at_end_at"),
        ),
    )
    op.create_table(
        "installations",
        sa.Column("team", sa.String(length=255), nullable=False),
        sa.Column("bot_user", sa.String(length=255), server_default="", nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("installed_at", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("team", name=op.f("pk_installations")),
    )
    op.create_table(
        "oauth_states",
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("state", name=op.f("pk_oauth_states")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("team", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("lane", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("thread_ts", sa.String(length=255), server_default="", nullable=False),
        sa.Column("request_id", sa.String(length=24), server_default="", nullable=False),
        sa.Column("part", sa.String(length=255), server_default="", nullable=False),
        sa.Column("post_key", sa.String(length=64), nullable=True),
        sa.Column("after_id", NUMBER, nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=255), server_default="waiting", nullable=False),
        sa.Column("posted_ts", sa.String(length=255), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("uncertain", sa.Boolean(name="uncertain"), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.Column("lease", sa.String(length=24), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'sending', 'sent', 'dropped')", name=op.f("ck_outbox_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("post_key", name=op.f("uq_outbox_post_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_open",
            ["team", "channel", "lane", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'sending')"),
            postgresql_where=sa.text("state IN ('waiting', 'sending')"),
        )
        batch_op.create_index("ix_outbox_request_id", ["request_id"], unique=False)

    op.create_table(
        "paces",
        sa.Column("team", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("method", sa.String(length=64), nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("team", "channel", "method", name=op.f("pk_paces")),
    )
    op.create_table(
        "requests",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("team", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("message_ts", sa.String(length=255), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("thread_ts", sa.String(length=255), server_default="", nullable=False),
        sa.Column("user_id", sa.String(length=255), server_default="", nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("asked", sa.String(length=255), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("response_url", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=255), server_default="accepted", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", sa.BigInteger(), nullable=True),
        sa.Column("lease", sa.String(length=24), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("accepted_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "state IN ('accepted', 'working', 'done', 'failed', 'nothing', 'cancelled')", name=op.f("ck_requests_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
        sa.UniqueConstraint(
            "team", "channel", "message_ts", "key", name=op.f("uq_requests_team_channel_message_ts_key")
        ),
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index(
            "ix_requests_open",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state IN ('accepted', 'working')"),
            postgresql_where=sa.text("state IN ('accepted', 'working')"),
        )
        batch_op.create_index(
            "ix_requests_open_key",
            ["team", "channel", "key", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('accepted', 'working')"),
            postgresql_where=sa.text("state IN ('accepted', 'working')"),
        )
        batch_op.create_index("ix_requests_team_state", ["team", "state", "id"], unique=False)

    op.create_table(
        "roundups",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("team", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("local_date", sa.String(length=255), nullable=False),
        sa.Column("slot", sa.String(length=255), server_default="", nullable=False),
        sa.Column("state", sa.String(length=255), server_default="claimed", nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("posted_ts", sa.String(length=255), server_default="", nullable=False),
        sa.Column("lease", sa.String(length=24), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roundups")),
        sa.UniqueConstraint(
            "team", "channel", "local_date", "slot", name=op.f("uq_roundups_team_channel_local_date_slot")
        ),
    )
    op.create_table(
        "schedules",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("team", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("at", sa.String(length=255), nullable=False),
        sa.Column("zone", sa.String(length=255), nullable=False),
        sa.Column("days", sa.String(length=255), nullable=False),
        sa.Column("options", sa.Text(), server_default="{}", nullable=False),
        sa.Column("user_id", sa.String(length=255), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedules")),
        sa.UniqueConstraint("team", "channel", "at", name=op.f("uq_schedules_team_channel_at")),
    )
    op.create_table(
        "digests",
        sa.Column("request_id", sa.String(length=24), nullable=False),
        sa.Column("team", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("thread_ts", sa.String(length=255), server_default="", nullable=False),
        sa.Column("message_ts", sa.String(length=255), server_default="", nullable=False),
        sa.Column("user_id", sa.String(length=255), server_default="", nullable=False),
        sa.Column("asked", sa.String(length=255), server_default="", nullable=False),
        sa.Column("url_key", sa.String(length=64), nullable=False),
        sa.Column("article_id", sa.String(length=24), nullable=False),
        sa.Column("posted_ts", sa.String(length=255), server_default="", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_digests_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_digests_request_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_digests")),
    )
    with op.batch_alter_table("digests", schema=None) as batch_op:
        batch_op.create_index("ix_digests_article_id", ["article_id"], unique=False)
        batch_op.create_index("ix_digests_team_channel_created_at", ["team", "channel", "created_at"], unique=False)
        batch_op.create_index("ix_digests_team_channel_url_key", ["team", "channel", "url_key"], unique=False)

    op.create_table(
        "figures",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("request_id", sa.String(length=24), nullable=False),
        sa.Column("team", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("value_high", sa.Text(), nullable=True),
        sa.Column("unit", sa.String(length=255), server_default="", nullable=False),
        sa.Column("modifier", sa.String(length=255), nullable=False),
        sa.Column("concept", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("is_key", sa.Boolean(name="is_key"), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["digests.request_id"], name=op.f("fk_figures_request_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figures")),
    )
    with op.batch_alter_table("figures", schema=None) as batch_op:
        batch_op.create_index("ix_figures_request_id", ["request_id"], unique=False)

    op.create_table(
        "quotes",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("request_id", sa.String(length=24), nullable=False),
        sa.Column("team", sa.String(length=255), nullable=False),
        sa.Column("channel", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=255), nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("is_key", sa.Boolean(name="is_key"), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["digests.request_id"], name=op.f("fk_quotes_request_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotes")),
    )
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.create_index("ix_quotes_request_id", ["request_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("quotes", schema=None) as batch_op:
        batch_op.drop_index("ix_quotes_request_id")

    op.drop_table("quotes")
    with op.batch_alter_table("figures", schema=None) as batch_op:
        batch_op.drop_index("ix_figures_request_id")

    op.drop_table("figures")
    with op.batch_alter_table("digests", schema=None) as batch_op:
        batch_op.drop_index("ix_digests_team_channel_url_key")
        batch_op.drop_index("ix_digests_team_channel_created_at")
        batch_op.drop_index("ix_digests_article_id")

    op.drop_table("digests")
    op.drop_table("schedules")
    op.drop_table("roundups")
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.drop_index("ix_requests_team_state")
        batch_op.drop_index(
            "ix_requests_open_key",
            sqlite_where=sa.text("state IN ('accepted', 'working')"),
            postgresql_where=sa.text("state IN ('accepted', 'working')"),
        )
        batch_op.drop_index(
            "ix_requests_open",
            sqlite_where=sa.text("state IN ('accepted', 'working')"),
            postgresql_where=sa.text("state IN ('accepted', 'working')"),
        )

    op.drop_table("requests")
    op.drop_table("paces")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("ix_outbox_request_id")
        batch_op.drop_index(
            "ix_outbox_open",
            sqlite_where=sa.text("state IN ('waiting', 'sending')"),
            postgresql_where=sa.text("state IN ('waiting', 'sending')"),
        )

    op.drop_table("outbox")
    op.drop_table("oauth_states")
    op.drop_table("installations")
    op.drop_table("feedback")
    op.drop_table("channels")
    op.drop_table("articles")
