"""Calls to workers that may not answer."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from distributed import Client

from mlp_explorer.compute.cluster import WorkerState
from mlp_explorer.compute.dask.worker import read_state

__all__ = ["ANSWER_S", "call_workers", "read_states"]

ANSWER_S = 4.0  # in which a worker says how it is; one that trains does so at once


def call_workers(
    client: Client, timeout_s: float, function: Callable[..., Any], *arguments: Any, **options: Any
) -> dict[str, Any]:
    """Return what a function returns on the workers, by address; options: those of `Client.run`.

    Dask's own call waits for minutes. Raises TimeoutError.
    """

    async def call() -> dict[str, Any]:
        replies: dict[str, Any] = await client.run(function, *arguments, **options)
        return replies

    replies: dict[str, Any] = client.sync(call, callback_timeout=timeout_s)
    return replies


def read_states(client: Client, before: Mapping[str, WorkerState]) -> dict[str, WorkerState]:
    """Return how all workers are, by address. before: what this returned the last time."""
    if not any(state.silent for state in before.values()):
        try:
            return call_workers(client, ANSWER_S, read_state, on_error="ignore")
        except TimeoutError:
            pass  # somebody is silent, and the others have to wait: ask each of them
    states: dict[str, WorkerState] = client.sync(_read_each, client, before)
    return states


async def _read_each(client: Client, before: Mapping[str, WorkerState]) -> dict[str, WorkerState]:
    addresses = list(await client.nthreads())
    states = await asyncio.gather(
        *(_read(client, address, before.get(address)) for address in addresses)
    )
    return {address: state for address, state in zip(addresses, states, strict=True) if state}


async def _read(client: Client, address: str, before: WorkerState | None) -> WorkerState | None:
    ask = client.run(read_state, workers=[address], on_error="ignore")
    try:
        replies: dict[str, WorkerState] = await asyncio.wait_for(ask, ANSWER_S)
    except TimeoutError:
        # while it loads TensorFlow it may have no time for answers
        return WorkerState(False) if before is None or not before.warm else _silence(before)
    return replies.get(address)


def _silence(state: WorkerState) -> WorkerState:
    return state._replace(silent=True)
