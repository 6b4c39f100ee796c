import contextlib
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from mlp_explorer.errors import StoreError
from mlp_explorer.messages.events import TrainingEnded
from mlp_explorer.runs import database as module
from mlp_explorer.runs.database import open_database, speaking
from mlp_explorer.runs.tables import EPOCHS, EVENTS, METADATA, RUNS

RUN = {"id": "a", "owner": "", "created_s": 1.5e9 + 0.25, "config": {"seed": 7}, "state": "queued"}
RUN |= {"problem": "", "restarts": 0, "name": "Größe 8", "starred": True, "epochs_done": 0}
RUN |= {
    "elapsed_s": 1 / 3,
    "started": None,
    "ended": TrainingEnded("stopped", 4),
    "val_score": None,
}


@contextlib.contextmanager
def opened(url):
    engine = open_database(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextlib.contextmanager
def writing(url):
    with opened(url) as engine, speaking(url), engine.begin() as connection:
        yield connection


def read(url, query):
    with opened(url) as engine, engine.connect() as connection:
        return connection.execute(query).all()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "runs.db"


@pytest.fixture
def file_url(path):
    return f"sqlite:///{path}"


# --- schema -------------------------------------------------------------------------------------


def test_the_migrations_make_the_tables_that_the_program_knows(database_url):
    with writing(database_url) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_migrations_do_not_follow_the_program():
    versions = Path(module.__file__).with_name("migrations") / "versions"
    texts = [path.read_text(encoding="utf-8") for path in versions.glob("*.py")]
    assert texts
    assert not any("mlp_explorer" in text for text in texts)


def test_rows_come_back_as_they_were_after_it_is_opened_again(database_url):
    with writing(database_url) as connection:
        connection.execute(RUNS.insert(), RUN)
    [row] = read(database_url, sa.select(*(RUNS.c[name] for name in RUN)))
    assert dict(row._mapping) == RUN


def test_what_is_none_is_null_in_columns_of_json_too(database_url):
    with writing(database_url) as connection:
        connection.execute(RUNS.insert(), RUN)
    assert read(database_url, sa.select(RUNS.c.id).where(RUNS.c.started.is_(None))) == [("a",)]


def test_epochs_and_events_go_with_their_run(database_url):
    with writing(database_url) as connection:
        connection.execute(RUNS.insert(), RUN)
        connection.execute(EPOCHS.insert(), {"run_id": "a", "epoch": 1, "elapsed_s": 1.0})
        event = {"run_id": "a", "number": 0, "time_s": 1.0, "body": TrainingEnded("stopped", 4)}
        connection.execute(EVENTS.insert(), event)
    with writing(database_url) as connection:
        connection.execute(RUNS.delete())
    assert read(database_url, sa.select(EPOCHS)) == read(database_url, sa.select(EVENTS)) == []


def test_an_epoch_of_no_run_is_refused(database_url):
    with (
        pytest.raises(StoreError, match="Runs cannot be kept in"),
        writing(database_url) as connection,
    ):
        connection.execute(EPOCHS.insert(), {"run_id": "x", "epoch": 1, "elapsed_s": 1.0})


def test_a_schema_that_cannot_be_made_is_not_there_in_part(database_url):
    engine = sa.create_engine(database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE events (id INTEGER)")
    with pytest.raises(StoreError, match="it has tables of another program"):
        open_database(database_url)
    assert sa.inspect(engine).get_table_names() == ["events"]
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE events")
    engine.dispose()
    assert read(database_url, sa.select(RUNS)) == []


def come_from_the_future(url):
    with writing(url) as connection:
        connection.execute(RUNS.insert(), RUN)
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")


def test_the_schema_of_a_newer_version_gets_a_sentence(database_url):
    come_from_the_future(database_url)
    for _ in range(2):
        with pytest.raises(StoreError, match=r"newer MLP Explorer \(schema 9999; this one knows"):
            open_database(database_url)


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_a_file_of_a_newer_version_is_not_touched(path, file_url, mode):
    come_from_the_future(file_url)
    engine = sa.create_engine(file_url)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA journal_mode={mode}")
    engine.dispose()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="Nothing was changed"):
        open_database(file_url)
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir()] == [path.name]


# --- several at once ----------------------------------------------------------------------------

MIGRATIONS = Path(module.__file__).with_name("migrations") / "versions"
OPEN = """
import sys
from mlp_explorer.runs.database import open_database
print("ready", flush=True)
sys.stdin.readline()
with open_database(sys.argv[1]).connect() as connection:
    print(connection.exec_driver_sql("SELECT count(*) FROM runs").scalar())
"""


def test_processes_that_open_a_new_database_at_once_all_succeed(database_url):
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", OPEN, database_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    assert [process.communicate() for process in processes] == 3 * [("0\n", "")]
    newest = max(path.name[:4] for path in MIGRATIONS.glob("0*.py"))
    assert read(database_url, sa.text("SELECT version_num FROM alembic_version")) == [(newest,)]


def test_threads_that_open_a_new_file_at_once_all_succeed(tmp_path):
    done = []

    def work(url):
        with opened(url):
            done.append(url)

    urls = [f"sqlite:///{tmp_path / str(number // 2)}.db" for number in range(8)]
    threads = [threading.Thread(target=work, args=(url,)) for url in urls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == urls


def test_pages_read_what_is_kept_while_the_engine_writes(database_url):
    with writing(database_url) as connection:
        connection.execute(RUNS.insert(), RUN)
    with opened(database_url) as engine, engine.begin() as writer:
        writer.execute(RUNS.update(), {"name": "new"})
        with engine.connect() as reader:
            assert reader.scalars(sa.select(RUNS.c.name)).all() == [RUN["name"]]


def test_a_file_that_another_program_never_lets_go_gets_a_sentence(file_url, monkeypatch):
    monkeypatch.setattr(module, "_PATIENCE_S", 0.1)
    with (
        writing(file_url) as connection,
        opened(file_url) as other,
        pytest.raises(StoreError, match="another program is writing to it"),
        speaking(file_url),
        other.begin() as late,
    ):
        connection.execute(RUNS.insert(), RUN)
        late.execute(RUNS.insert(), RUN | {"id": "b"})


# --- files that cannot be used ------------------------------------------------------------------


def test_a_file_that_is_no_database_gets_a_sentence_and_stays(path, file_url):
    path.write_bytes(b"something else " * 500)
    with pytest.raises(StoreError, match=r"the file is not a database\. Move it away"):
        open_database(file_url)
    assert path.read_bytes() == b"something else " * 500


def test_a_damaged_file_gets_a_sentence(path, file_url):
    with writing(file_url) as connection:
        for number in range(500):
            connection.execute(RUNS.insert(), RUN | {"id": str(number)})
    content = path.read_bytes()
    for start in range(4096, len(content), 4096):  # pages; the first one is the schema
        damaged = content[:start] + 4096 * b"\xaa" + content[start + 4096 :]
        path.write_bytes(damaged)
        with contextlib.suppress(StoreError):
            with opened(file_url) as engine, speaking(file_url), engine.connect() as connection:
                rows = connection.execute(sa.select(RUNS)).all()
            assert len(rows) == 500  # it was a page of an index
    path.write_bytes(content[:8192])
    with (
        pytest.raises(StoreError, match=r"the file is damaged\. Move it away"),
        writing(file_url) as connection,
    ):
        connection.execute(sa.select(RUNS)).all()


@pytest.mark.parametrize("config", ['{"seed"', b"\xff\xfe"])
def test_damaged_values_get_a_sentence(file_url, config):
    with writing(file_url) as connection:
        connection.execute(RUNS.insert(), RUN)
        sql = "UPDATE runs SET config = CAST(? AS TEXT)"
        connection.exec_driver_sql(sql, (config,))
    with pytest.raises(StoreError, match="the file is damaged"), writing(file_url) as connection:
        connection.execute(sa.select(RUNS)).all()


def test_a_folder_in_the_files_place_gets_a_sentence(path, file_url):
    path.mkdir()
    with pytest.raises(StoreError, match="If there is a folder of that name, move it away"):
        open_database(file_url)
    assert path.is_dir()


def test_a_file_in_the_folders_place_gets_a_sentence(path):
    path.write_text("in the way", encoding="utf-8")
    with pytest.raises(StoreError, match="make the folder around it writable"):
        open_database(f"sqlite:///{path}/runs.db")


def test_a_file_that_cannot_be_written_gets_a_sentence(path, file_url):
    read_only = f"sqlite:///file:{path}?mode=ro&uri=true"  # tests may run as root, who may all
    path.touch()  # as SQLite begins a file
    with pytest.raises(
        StoreError, match=r"it cannot be written to\. Make file and folder writable"
    ):
        open_database(read_only)
    with writing(file_url) as connection:
        connection.execute(RUNS.insert(), RUN)
    with (
        pytest.raises(StoreError, match="it cannot be written to"),
        writing(read_only) as connection,
    ):
        connection.execute(RUNS.delete())
    assert len(read(file_url, sa.select(RUNS))) == 1


def test_a_full_disk_gets_a_sentence_and_what_was_kept_is_safe(path, file_url, run_python):
    with writing(file_url) as connection:
        connection.execute(RUNS.insert(), RUN)
    said = run_python(f"""
from mlp_explorer.runs.database import open_database, speaking
fill_disk()
for url in ({file_url!r}, "sqlite:///{path}.new"):
    try:
        with speaking(url):
            with open_database(url).begin() as connection:
                connection.exec_driver_sql("UPDATE runs SET problem = hex(zeroblob(9999))")
    except StoreError as error:
        print(error)
""")
    assert said.count("the disk is full or fails. Free some space; what was kept so far is") == 2
    with writing(file_url) as connection:
        connection.execute(RUNS.insert(), RUN | {"id": "b"})
    assert read(file_url, sa.select(RUNS.c.id, RUNS.c.problem)) == [("a", ""), ("b", "")]
    assert read(f"sqlite:///{path}.new", sa.select(RUNS)) == []


def test_a_database_that_may_not_grow_gets_a_sentence(file_url):
    with writing(file_url) as connection:
        connection.execute(RUNS.insert(), RUN)
    with (
        pytest.raises(StoreError, match=r"the disk is full\. Free some space"),
        writing(file_url) as connection,
    ):
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        for number in range(500):
            connection.execute(RUNS.insert(), RUN | {"id": str(number)})
    assert len(read(file_url, sa.select(RUNS))) == 1


def test_a_copy_of_an_old_file_can_be_put_back(path, file_url):
    with writing(file_url) as connection:
        connection.execute(RUNS.insert(), RUN)
    shutil.copy(path, path.with_name("copy.db"))
    assert len(read(f"sqlite:///{path.with_name('copy.db')}", sa.select(RUNS))) == 1


# --- addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        "secret@host",
        "sqlite://",
        "mysql://me:secret@host/name",
        "postgres://me:secret@host/name",
        "postgresql+nonsense://me:secret@host/name",
        "postgresql+psycopg://me:secret@host:port/name",
        "postgresql+psycopg://host:1/name?user=me&password=more@secret",
        "postgresql+psycopg://me:secret@host",
    ],
)
def test_an_address_that_cannot_be_used_gets_a_sentence_and_is_not_repeated(url):
    with pytest.raises(
        StoreError, match=r"Allowed are addresses such as postgresql\+psy"
    ) as caught:
        open_database(url)
    assert "secret" not in str(caught.value)
    assert "nonsense" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "me:secret@127.0.0.1:1/name",
        "me@127.0.0.1:1/name?password=secret",
        "127.0.0.1:1/name?user=me&password=secret",
        "me:more/secret@127.0.0.1:1/name",
        "me:p@secret@127.0.0.1:1/name",
        "me:1/secret@127.0.0.1:1/name",
        "me:s%40secret%2F@127.0.0.1:1/name",
        "me:secret@127.0.0.1:1/name?secret=secret",
        "me:secret@127.0.0.1:1/name?connect_timeout=secret",
    ],
)
def test_a_server_that_cannot_be_reached_gets_a_sentence_without_the_password(address):
    url = f"postgresql+psycopg://{address}"
    with pytest.raises(StoreError, match="its server cannot be reached") as caught:
        open_database(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("own", "connect_s"), [("", "10"), ("?connect_timeout=3", "3")], ids=["ours", "theirs"]
)
def test_a_server_that_does_not_answer_is_waited_for_some_seconds_only(own, connect_s):
    engine = module._make_engine(f"postgresql+psycopg://me@127.0.0.1/name{own}")
    assert engine.url.query == {"connect_timeout": connect_s, "tcp_user_timeout": "10000"}


def test_the_name_of_a_server_is_in_the_sentence():
    with pytest.raises(StoreError, match=r"kept in the database 127\.0\.0\.1/name: its server"):
        open_database("postgresql+psycopg://me:secret@127.0.0.1:1/name")


def test_a_missing_driver_gets_a_sentence(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r'Add it with pip install "psycopg\[binary\]"') as caught:
        open_database("postgresql+psycopg://me:secret@host/name")
    assert "secret" not in str(caught.value)


def test_a_folder_with_unusual_signs_in_its_name_can_be_used(tmp_path):
    folder = tmp_path / "50 % größer #1?"
    folder.mkdir()
    url = sa.URL.create("sqlite", database=str(folder / "runs.db"))
    assert read(url.render_as_string(), sa.select(RUNS)) == []
    assert (folder / "runs.db").exists()
