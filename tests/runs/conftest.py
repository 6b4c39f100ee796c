"""Databases to test with, and disks that are full."""

import os
import subprocess
import sys
import uuid

import pytest
from sqlalchemy import NullPool, create_engine, make_url

SERVER = os.environ.get("MLP_EXPLORER_TEST_DATABASE", "")  # postgresql+psycopg://…
collect_ignore = [] if SERVER else ["test_guard.py"]  # of what a server alone can do

FULL = """
import resource
from pathlib import Path
from mlp_explorer.errors import StoreError

def fill_disk():  # no file may grow beyond a page: as near to a full disk as can be had everywhere
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))

folder = Path({folder!r})
"""


@pytest.fixture(params=["sqlite", "postgresql"] if SERVER else ["sqlite"])
def database_url(request, tmp_path):
    """The address of an empty database; on the server, of an empty schema."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'runs.db'}"
    return request.getfixturevalue("server_url")


@pytest.fixture
def server_url():
    """The address of an empty schema on the server."""
    schema, server = f"test_{uuid.uuid4().hex}", create_engine(SERVER, poolclass=NullPool)
    with server.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    url = make_url(SERVER).update_query_dict({"options": f"-csearch_path={schema}"})
    yield url.render_as_string(hide_password=False)
    with server.begin() as connection:
        connection.exec_driver_sql("SET lock_timeout = '20s'")  # of a test that left one open
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")


@pytest.fixture
def run_python(tmp_path):
    """Run code in a process of its own and return what it prints. The code has `folder`, the
    test's, `StoreError`, and `fill_disk()`: after that, nothing bigger than 4 KiB can be written.
    """

    def run(code, returncode=0):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", FULL.format(folder=str(tmp_path)) + code],
            capture_output=True,
            encoding="utf-8",
        )
        assert (done.returncode, done.stderr) == (returncode, "")
        return done.stdout

    return run
