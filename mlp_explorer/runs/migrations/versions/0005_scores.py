"""Accuracies are scores: of runs whose answers are numbers, they are values of another metric."""

from alembic import op

revision = "0005"
down_revision = "0004"

_TABLES = {
    "epochs": (("accuracy", "score"), ("val_accuracy", "val_score")),
    "runs": (("val_accuracy", "val_score"), ("test_accuracy", "test_score")),
}
_EVENTS = (("events", "body"), ("runs", "test"))


def upgrade() -> None:
    """Rename the columns, and what events call them: their keys alone, as values are numbers."""
    for table, names in _TABLES.items():
        for old, new in names:
            op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, column in _EVENTS:
        text = column if is_sqlite else f"{column}::text"
        for prefix in ("", "val_", "test_"):
            text = f"replace({text}, '\"{prefix}accuracy\":', '\"{prefix}score\":')"
        text = text if is_sqlite else f"({text})::json"
        op.execute(f"UPDATE {table} SET {column} = {text} WHERE {column} IS NOT NULL")
