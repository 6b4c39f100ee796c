"""Drawings that people keep, and the sets of them that runs were trained on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make their tables."""
    op.create_table(
        "drawings",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("created_s", sa.Float, nullable=False),
        sa.Column("label", sa.Integer, nullable=False),
        sa.Column("digit", sa.LargeBinary, nullable=False),
        sa.Column("strokes", sa.JSON, nullable=False),
    )
    op.create_index("drawings_by_owner", "drawings", ["owner", "created_s"])
    op.create_table(
        "own_sets",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("digits", sa.LargeBinary, nullable=False),
        sa.Column("labels", sa.LargeBinary, nullable=False),
    )
