"""The words that the JavaScript components say, in one place and in one language."""

__all__ = ["LIVE"]

LIVE = {
    "none": "Nothing trained yet. Press Train and watch these curves grow.",
    "queued": "Waiting for the worker. It starts by itself.",
    "place": "Waiting: {place} before this one.",
    "running": "Epoch {epoch} of {epochs}",
    "left": "{time} left",
    "speed": "{speed} images/s",
    "testing": "Training is over. Testing on 10,000 images …",
    "stopping": "Stopped in epoch {epoch}. Testing what it has learned …",
    "finished": "Finished after {epoch} epochs",
    "stopped": "Stopped in epoch {epoch}",
    "failed": "Failed in epoch {epoch}",
    "lost": "The worker process died in epoch {epoch}. The run begins again on a new one.",
    "offline": "The connection is interrupted. Trying again …",
    "summary": "{title} after epoch {epoch}: training {train}, validation {validation}.",
    "empty": "{title}: no epoch yet.",
}
