"""Which version of its message a request was asked for by, or taken back by."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; requests that stand are of the oldest version there is."""
    op.add_column("requests", sa.Column("as_of", sa.String(length=255), server_default="", nullable=False))


def downgrade() -> None:
    """Takes it away."""
    op.drop_column("requests", "as_of")
