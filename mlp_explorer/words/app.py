"""The words that belong to no page: the navigation, the engine, what went wrong."""

from mlp_explorer.words.texts import N_, NP_, Texts

__all__ = ["APP", "ENGINE", "LOSS", "MEMORY", "PAGES", "PEOPLE"]

PAGES = Texts(
    {
        "train": N_("Train"),
        "draw": N_("Draw"),
        "learn": N_("Learn"),
        "compare": N_("Compare"),
        "sweep": N_("Sweep"),
        "data": N_("Data"),
    }
)

APP = Texts(
    {
        "name": N_("MLP Explorer"),
        "title": N_("{page} · {name}"),
        "pages": N_("Pages"),
        "to_dark": N_("Switch to dark"),
        "to_light": N_("Switch to light"),
        "close": N_("Close"),
        "sidebar": N_("Build the network"),
        "uncaught": N_(
            "Something went wrong here, and it is our fault. Your runs go on; reload the page "
            "to continue. The server's terminal shows the details."
        ),
        # in the terminal
        "host_link": N_("Whoever opens this is the host, who may change everybody's runs:"),
        "no_key": N_(
            "{path} cannot be kept ({reason}). After its next start this server will know no "
            "browser of now."
        ),
        # instead of the page
        "no_upload": N_("No field of a page asked for this file."),
        "wrong_host_key": N_(
            "This is not the host's key of this server. Its terminal shows the link with the right "
            "one."
        ),
    }
)

# how browsers want to be called
PEOPLE = Texts(
    {
        "yours": N_("Your name"),
        "you_are": N_("You are {name}"),
        "why": N_(
            "Others see it beside your runs. Nobody needs one; you may change it, or take it back."
        ),
        "told_apart": N_("Somebody else had this name before: others see you as {name}."),
        "others": N_("Names of others"),
        "take_away": N_("Take this name away"),
        "you": N_("you"),
        "signed": N_("{who} · {text}"),
    }
)

ENGINE = Texts(
    {
        "starting": N_("The training engine is starting."),
        "unreachable": N_("The training engine does not answer. Trying again every few seconds."),
        "unreachable_at": N_(
            "The scheduler at {address} does not answer. Trying again every few seconds."
        ),
        "no_worker": N_("Waiting for a training worker to come up. Train will wait for it."),
        "warming": N_(
            "The worker is loading TensorFlow, some seconds. Train already works: it waits."
        ),
        "ready": N_("Ready to train."),
        "silent": N_("The worker does not answer. A run on it can be stopped."),
        "some_silent": NP_(
            "Ready to train; one more worker does not answer. A run on it can be stopped.",
            "Ready to train; {count} more workers do not answer. Runs on them can be stopped.",
        ),
        "ready_on": N_("Ready to train on {card}."),
        "ready_no_cuda": N_(
            "Ready to train, without the graphics card: pip install tensorflow[and-cuda] brings "
            "what it needs."
        ),
        "ready_windows": N_(
            "Ready to train, without the graphics card: TensorFlow uses one in WSL2, not on "
            "Windows itself."
        ),
        "out_of_memory": N_(
            "The worker was ended: its memory was used up ({used:.1f} GB). Another one is starting."
        ),
        "paused": N_(
            "Dask has paused the worker: its memory is nearly used up. Train waits for it."
        ),
        "broken": N_("The worker cannot train. {problem}. Its terminal shows more."),
    }
)

# what a network needs and the worker does not have; before it is tried, and where it was refused
MEMORY = Texts(
    {
        "layers": N_(
            "This needs about {needed:.1f} GB of memory; the worker has {free:.1f} GB. Fewer or "
            "narrower layers need less."
        ),
        "batch": N_(
            "This needs about {needed:.1f} GB of memory; the worker has {free:.1f} GB. A smaller "
            "batch needs less."
        ),
        "base": N_(
            "This needs about {needed:.1f} GB of memory, mostly for TensorFlow; the worker has "
            "{free:.1f} GB. Close other programs."
        ),
    }
)

# why a run has failed whose worker died each time
LOSS = Texts(
    {
        "died": N_(
            "The worker process died each time it tried to train this network, most likely for "
            "lack of memory. Try fewer or narrower layers."
        ),
        "died_unstarted": N_(
            "The worker process died three times before this run could begin. It may be for lack "
            "of memory: it needs about 1 GB, and more for wide layers. Its terminal shows more."
        ),
        "out_of_memory": N_(
            "The worker was ended each time it tried to train this network: its memory "
            "was used up ({used:.1f} GB). Try fewer or narrower layers, or give it more memory."
        ),
        "out_of_memory_unstarted": N_(
            "The worker was ended three times before this run could begin: its "
            "memory was used up ({used:.1f} GB). It needs about 1 GB, and more for wide layers."
        ),
    }
)
