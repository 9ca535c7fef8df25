"""Roundups that have to be told again, for something that they told is forgotten, are found at every tick; and a digest
knows how many quotes and figures it has: to count a month's took a second."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STALE = sa.text("state = 'stale'")
_DIGESTS = sa.table("digests", sa.column("request_id"), sa.column("quoted"), sa.column("counted"))
_COUNTED = {"quoted": "quotes", "counted": "figures"}


def upgrade() -> None:
    """Adds an index that is nearly always empty, and counts what there is."""
    op.create_index("ix_roundups_stale", "roundups", ["id"], sqlite_where=_STALE, postgresql_where=_STALE)
    for column, table in _COUNTED.items():
        op.add_column("digests", sa.Column(column, sa.Integer(), server_default="0", nullable=False))
        rows = sa.table(table, sa.column("request_id"))
        count = sa.select(sa.func.count()).select_from(rows).where(rows.c.request_id == _DIGESTS.c.request_id)
        op.execute(_DIGESTS.update().values({column: count.scalar_subquery()}))


def downgrade() -> None:
    """Takes them away."""
    for column in _COUNTED:
        op.drop_column("digests", column)
    op.drop_index("ix_roundups_stale", table_name="roundups")
