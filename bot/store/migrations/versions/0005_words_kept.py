"""On PostgreSQL the searched words of a row are kept beside it: what only the index held was made anew for every row
that a search looked at, and the planner could not know how rare a word is."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SEARCHED = {"quotes": ("text", "speaker"), "figures": ("text", "concept", "sentence")}


def upgrade() -> None:
    """Adds the column, each of the searched columns under a letter of its own, and an index of it."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in _SEARCHED.items():
        words = " || ".join(
            f"setweight(to_tsvector('simple', pullquote_fold({column})), '{letter}')"
            for column, letter in zip(columns, "ABC", strict=False)
        )
        op.execute(f"DROP INDEX ix_{table}_words")
        op.execute(f"ALTER TABLE {table} ADD COLUMN words tsvector GENERATED ALWAYS AS ({words}) STORED")
        op.execute(f"CREATE INDEX ix_{table}_words ON {table} USING gin (words)")
        op.execute(f"ANALYZE {table}")


def downgrade() -> None:
    """Takes them away, and makes the index of version 0004."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in _SEARCHED.items():
        op.execute(f"DROP INDEX ix_{table}_words")
        op.execute(f"ALTER TABLE {table} DROP COLUMN words")
        joined = " || ' ' || ".join(columns)
        op.execute(
            f"CREATE INDEX ix_{table}_words ON {table} USING gin (to_tsvector('simple', pullquote_fold({joined})))"
        )
