"""The database's tables as they are now. A change here needs a new file in `migrations/versions`;
a test compares the two."""

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
)

from mlp_explorer.messages.events import Event, event_from_dict, event_to_dict

__all__ = [
    "DRAWINGS",
    "EPOCHS",
    "EVENTS",
    "GROUPS",
    "METADATA",
    "NAMED_DRAWINGS",
    "NICKNAMES",
    "OWN_DATA",
    "OWN_SETS",
    "RUNS",
]

METADATA = MetaData()


class _JSONEvent(TypeDecorator[Event]):
    """An event, kept as JSON."""

    impl = JSON(none_as_null=True)  # None is the database's null, not that of JSON
    cache_ok = True

    def process_bind_param(self, value: Event | None, dialect: Dialect) -> dict[str, Any] | None:
        return None if value is None else event_to_dict(value)

    def process_result_value(self, value: dict[str, Any] | None, dialect: Dialect) -> Event | None:
        return None if value is None else event_from_dict(value)


# what belongs together: a sweep, a race, a repetition over seeds
GROUPS = Table(
    "groups",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),  # "sweep", "race", "repeat"
    Column("name", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("created_s", Float, nullable=False),  # seconds since 1970, as all times here
    Column("state", Text, nullable=False),
    Column("plan", JSON, nullable=False),
)

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("created_s", Float, nullable=False),
    Column("config", JSON, nullable=False),  # as `TrainConfig.to_json` returns it
    Column("state", Text, nullable=False),  # RunState
    Column("problem", Text, nullable=False),
    Column("restarts", Integer, nullable=False),
    Column("started", _JSONEvent),  # the newest event of that kind, here and in the next two
    Column("ended", _JSONEvent),
    Column("test", _JSONEvent),
    Column("name", Text, nullable=False),  # a person's own; empty: its title
    Column("starred", Boolean, nullable=False),
    Column("deleted_s", Float),  # null: not deleted
    Column("group_id", Text, ForeignKey("groups.id")),
    Column("parent_id", Text),  # branched from that run, after that many epochs
    Column("parent_epoch", Integer),
    Column("learning_rate", Float),  # as changed on the way; null: the configuration's
    Column("weights_epoch", Integer),  # whose weights are its network; null: the newest ones
    # of the list, so that it needs no other table
    Column("epochs_done", Integer, nullable=False),
    Column("val_score", Float),
    Column("test_score", Float),
    Column("elapsed_s", Float, nullable=False),
    Index("runs_by_time", "deleted_s", "created_s"),
    Index("runs_by_group", "group_id"),
    Index("runs_by_state", "state"),
)

EPOCHS = Table(
    "epochs",
    METADATA,
    Column("run_id", Text, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("epoch", Integer, primary_key=True, autoincrement=False),  # from 1
    Column("loss", Float),  # null: not a number
    Column("score", Float),  # the value of the configuration's metric
    Column("val_loss", Float),
    Column("val_score", Float),
    Column("elapsed_s", Float, nullable=False),
    Column("images_per_s", Float),
)

EVENTS = Table(
    "events",
    METADATA,
    Column("run_id", Text, ForeignKey("runs.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 0
    Column("time_s", Float, nullable=False),
    Column("body", _JSONEvent, nullable=False),
)

DRAWINGS = Table(
    "drawings",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("created_s", Float, nullable=False),
    Column("label", Integer, nullable=False),  # 0 to 9
    Column("digit", LargeBinary, nullable=False),  # 28 × 28 bytes
    Column("strokes", JSON, nullable=False),  # points, canvas pixels; none of a picture
    Index("drawings_by_owner", "owner", "created_s"),
)

# drawings that people have given names of their own: letters, symbols, faces
NAMED_DRAWINGS = Table(
    "named_drawings",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("created_s", Float, nullable=False),
    Column("name", Text, nullable=False),
    Column("picture", LargeBinary, nullable=False),  # 28 × 28 bytes
    Index("named_drawings_by_owner", "owner", "created_s"),
)

# drawings that a run was trained on, unchanged for as long as it may go on
OWN_SETS = Table(
    "own_sets",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("digits", LargeBinary, nullable=False),  # n times 28 × 28 bytes
    Column("labels", LargeBinary, nullable=False),  # n bytes
)

# who keeps which own data; its arrays are files
OWN_DATA = Table(
    "own_data",
    METADATA,
    Column("key", Text, primary_key=True),  # as in `TrainConfig.dataset`
    Column("owner", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("is_shared", Boolean, nullable=False),  # everybody may use it
    Column("created_s", Float, nullable=False),
)

# how browsers want to be called
NICKNAMES = Table(
    "nicknames",
    METADATA,
    Column("owner", Text, primary_key=True),
    Column("id", Text, nullable=False),  # for addresses: the owner is never shown
    Column("name", Text, nullable=False),
    Column("named_s", Float, nullable=False),
)
