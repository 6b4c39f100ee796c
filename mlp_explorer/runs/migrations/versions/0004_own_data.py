"""Own data that people keep, and drawings that they have named."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make their tables."""
    op.create_table(
        "own_data",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("owner", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("is_shared", sa.Boolean, nullable=False),
        sa.Column("created_s", sa.Float, nullable=False),
    )
    op.create_table(
        "named_drawings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("created_s", sa.Float, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("picture", sa.LargeBinary, nullable=False),
    )
    op.create_index("named_drawings_by_owner", "named_drawings", ["owner", "created_s"])
