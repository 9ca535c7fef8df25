"""Roundups that have to be told again, for something that they told is forgotten, are found at every tick; and a digest
knows how many quotes and figures it has: to count a month's took a second. On PostgreSQL a row is searched by its place
as well as by its words: the planner knows then how few there are, and does not walk over all the others."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STALE = sa.text("state = 'stale'")
_DIGESTS = sa.table("digests", sa.column("request_id"), sa.column("quoted"), sa.column("counted"))
_COUNTED = {"quoted": "quotes", "counted": "figures"}

_WORDS = {"quotes": ("text", "speaker"), "figures": ("text", "concept", "sentence")}


def _searched(place: str) -> None:
    """PostgreSQL's searched words, and the place beside them."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in _WORDS.items():
        words = " || ".join(
            f"setweight(to_tsvector('simple', pullquote_fold({column})), '{letter}')"
            for column, letter in zip(columns, "ABC", strict=False)
        )
        op.execute(f"DROP INDEX ix_{table}_words")
        op.execute(f"ALTER TABLE {table} DROP COLUMN words")
        op.execute(f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS ({words} {place}) STORED")
        op.execute(f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)")
        op.execute(f"ANALYZE {table}")


def upgrade() -> None:
    """Adds an index that is nearly always empty, counts what there is, and puts the place among the searched words."""
    op.create_index("ix_roundups_stale", "roundups", ["id"], sqlite_where=_STALE, postgresql_where=_STALE)
    for column, table in _COUNTED.items():
        op.add_column("digests", sa.Column(column, sa.Integer(), server_default="0", nullable=False))
        rows = sa.table(table, sa.column("request_id"))
        count = sa.select(sa.func.count()).select_from(rows).where(rows.c.request_id == _DIGESTS.c.request_id)
        op.execute(_DIGESTS.update().values({column: count.scalar_subquery()}))

    _searched("|| array_to_tsvector(ARRAY[team || '_' || channel])")


def downgrade() -> None:
    """Takes them away."""
    _searched("")
    for column in _COUNTED:
        op.drop_column("digests", column)
    op.drop_index("ix_roundups_stale", table_name="roundups")
