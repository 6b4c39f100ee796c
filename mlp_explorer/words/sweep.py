"""The words of the Sweep page."""

__all__ = ["PLAN", "SWEEP"]

PLAN = {
    "base": "Varies what you choose here; the rest is as in the builder: **{title}**.",
    "names": "What varies",
    "method": "How to search",
    "grid": "Grid: every combination",
    "random": "Random: anywhere in the ranges",
    "tpe": "TPE: where it has gone well so far",
    "trials": "At most so many runs",
    "prune": "Stop bad ones early",
    "prune_help": "After each epoch, a run whose validation accuracy is below the median of the "
    "others at that epoch is stopped.",
    "kind": "List or range",
    "list": "list",
    "range": "range",
    "values": "Values, with commas between them",
    "values_help": "Or with semicolons: 0.1, 0.2 or 0,1; 0,2.",
    "low": "From",
    "high": "To",
    "log": "Logarithmic",
    "log_help": "As many values between 0.001 and 0.01 as between 0.01 and 0.1.",
    "points": "Steps",
    "on": "on",
    "off": "off",
}

SWEEP = {
    "title": "Sweep",
    "new": "A new sweep",
    "none": "A sweep trains many networks by itself, each with other settings, and shows which "
    "settings matter. Choose what varies, then start it: its runs appear here one by one.",
    "start": "Start the sweep",
    "workers": "Runs: {runs}, workers: {workers}.",
    "choose": "Sweep",
    "choice": "{number}. {name} ({state})",
    "ended": "{ended} of {runs} ended",
    "running": "{count} running",
    "left": "about {seconds:,.0f} s left",
    "best": "best {share}: {values}",
    "stop": "Stop",
    "continue": "Continue",
    "take": "Take the best into the builder",
    "compare": "Compare the best {count}",
    "setting": "{label} {value}",
    "comma": ", ",
    "semicolon": "; ",
    "scores_alt": "The scores of the runs that have ended ({count}); the best is {share}",
    "importance": "{name}: {share}",
    "importances_unknown": "not known yet",
    "parallel_alt": "One line a run through its settings to its score",
    "all": "All runs ({count})",
    "validation": "Validation %",
    "state": "State",
    "table": "The sweep's runs, the best first",
}
