"""The words of the live charts and of the replay."""

__all__ = ["LIVE", "REPLAY"]

LIVE = {
    "none": "Nothing trained yet. Press Train and watch these curves grow.",
    "queued": "Waiting for the worker. It starts by itself.",
    "place": "Waiting. Before this one: {place}",
    "running": "Epoch {epoch} of {epochs}",
    "left": "{time} left",
    "seconds": "{seconds} s",
    "minutes": "{minutes} min {seconds} s",
    "hours": "{hours} h {minutes} min",
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
    "paused": "Paused in epoch {epoch} of {epochs}",
    "paused_between": "Paused after epoch {epoch} of {epochs}",
    "paused_unstarted": "Paused before it started",
    "interrupted": "Interrupted in epoch {epoch} of {epochs}: the app or its engine ended. "
    "Continue goes on from there.",
    "interrupted_unstarted": "Interrupted before it started: the app or its engine ended. "
    "Continue starts it.",
    "lost": "The worker process died in epoch {epoch}. The run goes on from its last epoch on a "
    "new one.",
    "lost_memory": "The worker was ended in epoch {epoch}, as its memory was used up. The run goes "
    "on from its last epoch on a new one.",
    "offline": "The connection is interrupted. Trying again …",
    "summary": "{title} after epoch {epoch}: training {train}, validation {validation}.",
    "empty": "{title}: no epoch yet.",
    "continued": "continued here after epoch {epoch}",
    "continued_within": "continued here, in epoch {epoch}",
    "branched": "branched here after epoch {epoch} of another run",
    "rate": "learning rate {rate} from here on, in epoch {epoch}",
}

REPLAY = {
    "label": "The ten outputs for this drawing over the epochs",
    "slider": "Epoch",
    "epoch": "epoch {epoch}",
    "state": "epoch {epoch}: {answer} ({share} %)",
    "play": "▶ Play",
    "pause": "❚❚ Pause",
    "title": "How it came to read your drawing.",
    "short": "There is only one kept epoch yet. As the network learns, its epochs appear here.",
    "always": "It has said {answer} from the first epoch on.",
    "since": "It has said {answer} since epoch {epoch}; before that, {before}.",
}
