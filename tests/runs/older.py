"""Databases as older versions have left them."""

from sqlalchemy import create_engine

# what undoes each migration, the newest first
_UNDO = {
    "0005": (
        "ALTER TABLE epochs RENAME COLUMN score TO accuracy",
        "ALTER TABLE epochs RENAME COLUMN val_score TO val_accuracy",
        "ALTER TABLE runs RENAME COLUMN val_score TO val_accuracy",
        "ALTER TABLE runs RENAME COLUMN test_score TO test_accuracy",
        *(
            f"UPDATE {table} SET {column} = replace(CAST({column} AS TEXT), '{a}', '{b}')::json"
            for table, column in (("events", "body"), ("runs", "test"))
            for a, b in (
                ('"score":', '"accuracy":'),
                ('"val_score":', '"val_accuracy":'),
                ('"test_score":', '"test_accuracy":'),
            )
        ),
    ),
    "0004": ("DROP TABLE own_data", "DROP TABLE named_drawings"),
    "0003": ("DROP TABLE nicknames",),
    "0002": ("DROP TABLE drawings", "DROP TABLE own_sets"),
}


def set_back(url: str, revision: str) -> None:
    """Bring a database of this version back to that revision, such as "0002"."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for number, statements in _UNDO.items():
            if number > revision:
                for statement in statements:
                    if engine.dialect.name == "sqlite":
                        statement = statement.removesuffix("::json")
                    connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")
    engine.dispose()
