"""The words of the live charts and of the replay."""

from mlp_explorer.words.texts import N_, Texts

__all__ = ["LIVE", "REPLAY"]

LIVE = Texts(
    {
        "none": N_("Nothing trained yet. Press Train and watch these curves grow."),
        "queued": N_("Waiting for the worker. It starts by itself."),
        "place": N_("Waiting. Before this one: {place}"),
        "wait": N_("its turn comes in about {time}"),
        "turn": N_("Waiting for its turn in epoch {epoch} of {epochs}. It goes on by itself."),
        "turn_between": N_(
            "Waiting for its turn after epoch {epoch} of {epochs}. It goes on by itself."
        ),
        "memory": N_(
            "Waiting until there is memory: this needs about {needed} GB, and {free} GB are free "
            "beside what trains there."
        ),
        "last": N_("Stopped. It is tested as soon as a worker is free."),
        "running": N_("Epoch {epoch} of {epochs}"),
        "left": N_("{time} left"),
        "seconds": N_("{seconds} s"),
        "minutes": N_("{minutes} min {seconds} s"),
        "hours": N_("{hours} h {minutes} min"),
        "speed": N_("{speed} examples/s"),
        "float32": N_("float32"),
        "mixed_bfloat16": N_("bfloat16"),
        "estimating": N_("estimating the time left …"),
        "testing": N_("Training is over. Testing …"),
        "stopping": N_("Stopped in epoch {epoch}. Testing what it has learned …"),
        "loading": N_("Loading the curves …"),
        "finished": N_("Finished: {epoch} of {epochs} epochs"),
        "early_stopping": N_("Ended by early stopping after {epoch} of {epochs} epochs"),
        "stopped": N_("Stopped in epoch {epoch} of {epochs}"),
        "stopped_unstarted": N_("Stopped before it started"),
        "failed": N_("Failed in epoch {epoch}"),
        "failed_unstarted": N_("It could not start"),
        "paused": N_("Paused in epoch {epoch} of {epochs}"),
        "paused_between": N_("Paused after epoch {epoch} of {epochs}"),
        "paused_unstarted": N_("Paused before it started"),
        "interrupted": N_(
            "Interrupted in epoch {epoch} of {epochs}: the app or its engine ended. "
            "Continue goes on from there."
        ),
        "interrupted_unstarted": N_(
            "Interrupted before it started: the app or its engine ended. Continue starts it."
        ),
        "lost": N_(
            "The worker process died in epoch {epoch}. The run goes on from its last epoch on a "
            "new one."
        ),
        "lost_memory": N_(
            "The worker was ended in epoch {epoch}, as its memory was used up. The run goes "
            "on from its last epoch on a new one."
        ),
        "offline": N_("The connection is interrupted. Trying again …"),
        "summary": N_("{title} after epoch {epoch}: training {train}, validation {validation}."),
        "empty": N_("{title}: no epoch yet."),
        "marked": N_("{summary} Marked: {marks}."),
        "span": N_("{name} from epoch {epoch} on"),
        "continued": N_("continued here after epoch {epoch}"),
        "continued_within": N_("continued here, in epoch {epoch}"),
        "branched": N_("branched here after epoch {epoch} of another run"),
        "rate": N_("learning rate {rate} from here on, in epoch {epoch}"),
        "diverged": N_("the loss was no number any more here, in epoch {epoch}"),
        "kept": N_("the weights of epoch {epoch} are kept, the best ones"),
    }
)

REPLAY = Texts(
    {
        "label": N_("The ten outputs for this drawing over the epochs"),
        "slider": N_("Epoch"),
        "epoch": N_("epoch {epoch}"),
        "state": N_("epoch {epoch}: {answer} ({share} %)"),
        "play": N_("▶ Play"),
        "pause": N_("❚❚ Pause"),
        "title": N_("How it came to read your drawing."),
        "short": N_(
            "There is only one kept epoch yet. As the network learns, its epochs appear here."
        ),
        "always": N_("It has said {answer} from the first epoch on."),
        "always_shown": N_("It said {answer} after each of the epochs that are shown here."),
        "between": N_(
            "It has come to say {answer} between epoch {last}, where it said {before}, and epoch "
            "{epoch}; those between them are not shown."
        ),
        "since": N_("It has said {answer} since epoch {epoch}; before that, {before}."),
    }
)
