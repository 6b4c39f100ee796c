"""The words that belong to no page: the navigation, the engine, what went wrong."""

__all__ = ["APP", "ENGINE", "PAGES"]

PAGES = {
    "train": "Train",
    "draw": "Draw",
    "learn": "Learn",
    "compare": "Compare",
    "sweep": "Sweep",
    "data": "Data",
}

APP = {
    "no_chapter": "Chapter “{name}” arrived; allowed are {names}.",
    "name": "MLP Explorer",
    "sidebar": "Pages and settings",
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
}
