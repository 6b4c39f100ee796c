"""The words of the Sweep page."""

from mlp_explorer.words.texts import N_, Texts

__all__ = ["PLAN", "SWEEP"]

PLAN = Texts(
    {
        "base": N_("Varies what you choose here; the rest is as in the builder: **{title}**."),
        "names": N_("What varies"),
        "method": N_("How to search"),
        "grid": N_("Grid: every combination"),
        "random": N_("Random: anywhere in the ranges"),
        "tpe": N_("TPE: where it has gone well so far"),
        "trials": N_("At most so many runs"),
        "prune": N_("Stop bad ones early"),
        "prune_help": N_(
            "After each epoch, a run that does worse in validation than the median of the "
            "others at that epoch is stopped."
        ),
        "kind": N_("List or range"),
        "list": N_("list"),
        "range": N_("range"),
        "values": N_("Values, with commas between them"),
        "values_help": N_("Or with semicolons: 0.1, 0.2 or 0,1; 0,2."),
        "low": N_("From"),
        "high": N_("To"),
        "log": N_("Logarithmic"),
        "log_help": N_("As many values between 0.001 and 0.01 as between 0.01 and 0.1."),
        "points": N_("Steps"),
        "on": N_("on"),
        "off": N_("off"),
    }
)

SWEEP = Texts(
    {
        "title": N_("Sweep"),
        "new": N_("A new sweep"),
        "none": N_(
            "A sweep trains many networks by itself, each with other settings, and shows which "
            "settings matter. Choose what varies, then start it: its runs appear here one by one."
        ),
        "start": N_("Start the sweep"),
        "cost": N_(
            "Trainings: {runs}, epochs in all at most: {epochs:,}, at the same time: {workers}."
        ),
        "cost_time": N_("About {time}, as networks like the builder's took so far."),
        "choose": N_("Sweep"),
        "choice": N_("{number}. {name} ({state})"),
        "ended": N_("{ended} of {runs} ended"),
        "running": N_("{count} running"),
        "left": N_("about {seconds:,.0f} s left"),
        "best": N_("best {score}: {values}"),
        "stop": N_("Stop"),
        "continue": N_("Continue"),
        "take": N_("Take the best into the builder"),
        "compare": N_("Compare the best {count}"),
        "setting": N_("{label} {value}"),
        "comma": N_(", "),
        "semicolon": N_("; "),
        "scores_alt": N_("The scores of the runs that have ended ({count}); the best is {score}"),
        "importance": N_("{name}: {share}"),
        "importances_unknown": N_("not known yet"),
        "parallel_alt": N_("One line a run through its settings to its score"),
        "trial": N_("Trial"),
        "trial_name": N_("Trial {number}"),
        "all": N_("All runs ({count})"),
        "state": N_("State"),
        "table": N_("The sweep's runs, the best first"),
    }
)
