"""The words of the Compare page: the list of runs, what is compared, the race."""

__all__ = ["COMPARE", "RACE", "RUN_LIST"]

RUN_LIST = {
    "search": "Search",
    "search_example": "Search: relu, adam, 0.01, finished, a name …",
    "whose": "Whose runs",
    "mine": "Mine",
    "everybodys": "Everybody's",
    "starred": "Starred",
    "table": "The runs that are kept",
    "run": "Run",
    "state": "State",
    "epochs": "Epochs",
    "validation": "Validation",
    "test": "Test",
    "seconds": "Seconds",
    "parameters": "Parameters",
    "started": "Started",
    "unreadable": "A run of {day:%Y-%m-%d} is kept, but cannot be read here. {problem}",
    "open": "Open",
    "star": "Star",
    "unstar": "Unstar",
    "rename": "Rename",
    "name": "Name",
    "name_help": "Empty: the network's own title.",
    "delete": "Delete",
    "delete_help": "Of those that you picked, your own that have ended. They can be brought back.",
    "pick": "Click the boxes at the left of the runs that you want to compare.",
    "picked": "{count} picked.",
    "picked_others": "{count} picked, {others} of them somebody else's: you may look, not change.",
    "bin": "Bin ({count})",
    "bin_kept": "Kept for a day",
    "bring_back": "Bring back",
    "deleted_one": "1 run deleted.",
    "deleted": "{count} runs deleted.",
    "undo": "Undo",
}

COMPARE = {
    "title": "Compare runs",
    "race": "Fair race",
    "look": "Look at",
    "curves": "Curves",
    "costs": "What they cost",
    "mistakes": "Mistakes",
    "average": "Average over seeds",
    "too_many": "{count} curves are picked; the first {shown} are shown.",
    "only_one": "One curve. Pick another run to compare it with.",
    "more_seeds": "More seeds",
    "more_seeds_each": "More seeds for each curve",
    "train_seeds": "Train them",
    "metric": "Metric",
    "time": "Time",
    "epoch": "by epoch",
    "seconds": "by seconds",
    "curves_alt": "{metric}: {ends}",
    "curve_end": "{label}: {value:.3f}",
    "cost_parameters": "{label}: {accuracy:.3f} for {parameters:,.0f} parameters",
    "cost_seconds": "{label}: {accuracy:.3f} for {seconds:,.0f} seconds",
    "semicolon": "; ",
    "run": "Run",
    "against": "Against",
    "no_weights": "One of them has no weights yet: its mistakes come with its first epoch.",
    "mistakes_of": "Mistakes of {name}",
    "mistakes_differ": "How the mistakes of {a} and {b} differ",
    "reading": "Reading the 10,000 test images …",
    "mean": "{label} (mean of {count} seeds)",
    "thin": "Thin lines are single runs that have not finished: they are in no mean yet.",
    "went_on": "went on here",
    "rate": "learning rate {rate:g} from here on",
    "setting": "{label} {value}",
    "comma": ", ",
}

RACE = {
    "who": "Who runs",
    "who_example": "Two to four: your setup, presets, runs that you picked above",
    "epochs": "Epochs for all",
    "start": "Start the race",
    "own_setup": "Your setup in the builder",
    "preset": "Preset {label}",
    "against": " against ",
    "fair": "Fair: one seed for all, the same images in the same order, the same first weights; "
    "and they take turns on one worker, an epoch each, so nobody gets the faster computer.",
    "fair_batches": "Fair: one seed for all, the same images, in batches of different size, the "
    "same first weights; and they take turns on one worker, an epoch each, so nobody gets the "
    "faster computer.",
    "fair_layers": "Fair: one seed for all, the same images in the same order, the same first "
    "weights wherever their layers agree; and they take turns on one worker, an epoch each, so "
    "nobody gets the faster computer.",
    "fair_batches_layers": "Fair: one seed for all, the same images, in batches of different size, "
    "the same first weights wherever their layers agree; and they take turns on one worker, an "
    "epoch each, so nobody gets the faster computer.",
}
