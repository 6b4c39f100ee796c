"""Runs, their epochs, their events, and what belongs together."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "groups",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("created_s", sa.Float, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("plan", sa.JSON, nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("created_s", sa.Float, nullable=False),
        sa.Column("config", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.Column("restarts", sa.Integer, nullable=False),
        sa.Column("started", sa.JSON),
        sa.Column("ended", sa.JSON),
        sa.Column("test", sa.JSON),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("starred", sa.Boolean, nullable=False),
        sa.Column("deleted_s", sa.Float),
        sa.Column("group_id", sa.Text, sa.ForeignKey("groups.id")),
        sa.Column("parent_id", sa.Text),
        sa.Column("parent_epoch", sa.Integer),
        sa.Column("learning_rate", sa.Float),
        sa.Column("weights_epoch", sa.Integer),
        sa.Column("epochs_done", sa.Integer, nullable=False),
        sa.Column("val_accuracy", sa.Float),
        sa.Column("test_accuracy", sa.Float),
        sa.Column("elapsed_s", sa.Float, nullable=False),
    )
    op.create_index("runs_by_time", "runs", ["deleted_s", "created_s"])
    op.create_index("runs_by_group", "runs", ["group_id"])
    op.create_index("runs_by_state", "runs", ["state"])
    run = sa.ForeignKey("runs.id", ondelete="CASCADE")
    op.create_table(
        "epochs",
        sa.Column("run_id", sa.Text, run, primary_key=True),
        sa.Column("epoch", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("loss", sa.Float),
        sa.Column("accuracy", sa.Float),
        sa.Column("val_loss", sa.Float),
        sa.Column("val_accuracy", sa.Float),
        sa.Column("elapsed_s", sa.Float, nullable=False),
        sa.Column("images_per_s", sa.Float),
    )
    op.create_table(
        "events",
        sa.Column(
            "run_id", sa.Text, sa.ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("time_s", sa.Float, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
    )
