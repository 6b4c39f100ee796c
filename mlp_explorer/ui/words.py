"""The words of the live charts; the JavaScript has none of its own."""

__all__ = ["LIVE"]

LIVE = {
    "none": "Nothing trained yet. Press Train and watch these curves grow.",
    "queued": "Waiting for the worker. It starts by itself.",
    "place": "Waiting. Before this one: {place}",
    "running": "Epoch {epoch} of {epochs}",
    "left": "{time} left",
    "speed": "{speed} images/s",
    "float32": "float32",
    "mixed_bfloat16": "bfloat16",
    "estimating": "estimating the time left …",
    "testing": "Training is over. Testing on 10,000 images …",
    "stopping": "Stopped in epoch {epoch}. Testing what it has learned …",
    "loading": "Loading the curves …",
    "finished": "Finished: {epoch} of {epochs} epochs",
    "early_stopping": "Ended by early stopping after {epoch} of {epochs} epochs",
    "stopped": "Stopped in epoch {epoch} of {epochs}",
    "stopped_unstarted": "Stopped before it started",
    "failed": "Failed in epoch {epoch}",
    "failed_unstarted": "It could not start",
    "lost": "The worker process died in epoch {epoch}. The run begins again on a new one.",
    "offline": "The connection is interrupted. Trying again …",
    "summary": "{title} after epoch {epoch}: training {train}, validation {validation}.",
    "empty": "{title}: no epoch yet.",
}
