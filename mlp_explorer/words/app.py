"""The words that belong to no page: the navigation, the engine, what went wrong."""

__all__ = ["APP", "ENGINE", "LOSS", "PAGES"]

PAGES = {
    "train": "Train",
    "draw": "Draw",
    "learn": "Learn",
    "compare": "Compare",
    "sweep": "Sweep",
    "data": "Data",
}

APP = {
    "no_page": "{name} arrived as a page; there are {names}.",
    "no_choice": "{name}: {text} arrived; allowed are {names}.",
    "name": "MLP Explorer",
    "title": "{page} · {name}",
    "pages": "Pages",
    "sidebar": "Build the network",
    "uncaught": "Something went wrong here, and it is our fault. Your runs go on; reload the page "
    "to continue. The server's terminal shows the details.",
}

ENGINE = {
    "starting": "The training engine is starting.",
    "unreachable": "The training engine does not answer. Trying again every few seconds.",
    "unreachable_at": "The scheduler at {address} does not answer. Trying again every few seconds.",
    "no_worker": "Waiting for a training worker to come up. Train will wait for it.",
    "warming": "The worker is loading TensorFlow, some seconds. Train already works: it waits.",
    "ready": "Ready to train.",
    "out_of_memory": "The worker was ended: its memory was used up ({used:.1f} GB). Another "
    "one is starting.",
    "paused": "Dask has paused the worker: its memory is nearly used up. Train waits for it.",
    "broken": "The worker cannot train. {problem}. Its terminal shows more.",
}

# why a run has failed whose worker died each time
LOSS = {
    "died": "The worker process died each time it tried to train this network, most likely for "
    "lack of memory. Try fewer or narrower layers.",
    "died_unstarted": "The worker process died three times before this run could begin. It may be "
    "for lack of memory: it needs about 1 GB, and more for wide layers. Its terminal shows more.",
    "out_of_memory": "The worker was ended each time it tried to train this network: its memory "
    "was used up ({used:.1f} GB). Try fewer or narrower layers, or give it more memory.",
    "out_of_memory_unstarted": "The worker was ended three times before this run could begin: its "
    "memory was used up ({used:.1f} GB). It needs about 1 GB, and more for wide layers.",
}
