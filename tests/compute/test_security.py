"""The key of the local scheduler: without it nobody is heard."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from distributed import Client, Scheduler, Worker, rpc
from distributed.security import Security

from mlp_explorer.compute.dask.security import make_security, read_security, write_security


async def ask(address, security):
    keys = security.get_connection_args("client")
    async with rpc(address, timeout=2, connection_args=keys) as other:
        return await other.identity()


async def ask_all(security, strangers):
    """Return what a scheduler and a worker of it say to who has the key; nothing to others."""
    keys = {"protocol": "tls", "security": security, "dashboard": False}
    async with (
        Scheduler(host="127.0.0.1", port=0, dashboard_address=":0", **keys) as scheduler,
        Worker(scheduler.address, nthreads=1, host="127.0.0.1", **keys) as worker,
    ):
        for place in (scheduler.address, worker.address):
            assert place.startswith("tls://")
            assert await ask(place, security)
            for protocol, stranger in strangers:
                with pytest.raises((OSError, RuntimeError, TypeError)):
                    await ask(place.replace("tls", protocol), stranger)
        async with Client(scheduler.address, security=security, asynchronous=True) as client:
            return await client.submit(sum, [1, 2])


def test_whoever_has_no_key_is_not_heard():
    security = make_security()
    other_side = read_security(write_security(security))
    strangers = [
        ("tcp", Security()),
        ("tls", make_security()),  # of somebody else
        ("tls", Security(require_encryption=True, tls_ca_file=security.tls_ca_file)),
    ]
    with ThreadPoolExecutor() as pool:  # Playwright's loop may run in this one
        asked = pool.submit(lambda: asyncio.run(ask_all(other_side, strangers)))
    assert asked.result() == 3


def test_what_the_engine_reads_is_one_line_with_a_key_of_its_own():
    line = write_security(make_security())
    assert "\n" not in line
    assert line != write_security(make_security())
    assert read_security(line.encode()).require_encryption
