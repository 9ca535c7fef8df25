"""Roundups that have to be told again, for something that they told is forgotten, are found at every tick."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_STALE = sa.text("state = 'stale'")


def upgrade() -> None:
    """Adds an index that is nearly always empty."""
    op.create_index("ix_roundups_stale", "roundups", ["id"], sqlite_where=_STALE, postgresql_where=_STALE)


def downgrade() -> None:
    """Takes it away."""
    op.drop_index("ix_roundups_stale", table_name="roundups")
