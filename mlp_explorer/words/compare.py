"""The words of the Compare page: the list of runs, what is compared, the race."""

from mlp_explorer.words.texts import N_, NP_, Texts

__all__ = ["COMPARE", "RACE", "RUN_LIST", "TABLE"]

RUN_LIST = Texts(
    {
        "search": N_("Search"),
        "search_example": N_("Search: relu, adam, 0.01, finished, a name …"),
        "whose": N_("Whose runs"),
        "mine": N_("Mine"),
        "everybodys": N_("Everybody's"),
        "starred": N_("Starred"),
        "who": N_("Who"),
        "everybody": N_("Everybody"),
        "table": N_("The runs that are kept"),
        "run": N_("Run"),
        "state": N_("State"),
        "epochs": N_("Epochs"),
        "validation": N_("Validation"),
        "test": N_("Test"),
        "seconds": N_("Seconds"),
        "parameters": N_("Parameters"),
        "started": N_("Started"),
        "megabytes": N_("MB"),
        "disk": N_("All runs take {used:.1f} of {most:.1f} GB on the disk."),
        "unreadable": N_("A run of {day:yyyy-MM-dd} is kept, but cannot be read here. {problem}"),
        "open": N_("Open"),
        "open_draw": N_("Draw with it"),
        "open_learn": N_("Learn with it"),
        "open_compare": N_("Compare"),
        "star": N_("Star"),
        "unstar": N_("Unstar"),
        "rename": N_("Rename"),
        "name": N_("Name"),
        "name_help": N_("Empty: the network's own title."),
        "delete": N_("Delete"),
        "delete_help": N_(
            "Of those that you picked, your own that have ended. They can be brought back."
        ),
        "pick": N_(
            "Click on the runs that you want to compare, or go to their boxes with Tab and ↑ ↓, "
            "and pick with Space."
        ),
        "none": N_("There is no run in this list yet. What is trained is kept here."),
        "none_found": N_("No run has all of these words."),
        "none_of": N_("No run in this list is of {name}."),
        "to_train": N_("To the Train page"),
        "picked": N_("{count} picked."),
        "picked_others": N_(
            "{count} picked, {others} of them somebody else's: you may look, not change."
        ),
        "bin": N_("Bin ({count})"),
        "bin_kept": N_("Kept for a day"),
        "bring_back": N_("Bring back"),
        "delete_now": N_("Delete for good"),
        "deleted": NP_("1 run deleted.", "{count} runs deleted."),
        "undo": N_("Undo"),
    }
)

COMPARE = Texts(
    {
        "title": N_("Compare runs"),
        "race": N_("Fair race"),
        "look": N_("Look at"),
        "curves": N_("Curves"),
        "costs": N_("What they cost"),
        "mistakes": N_("Mistakes"),
        "average": N_("Average over seeds"),
        "too_many": N_("{count} curves are picked; the first {shown} are shown."),
        "only_one": N_("One curve. Pick another run to compare it with."),
        "one_curve": N_(
            "One curve: {count} runs of the same settings, so their mean is shown. Without "
            "“Average over seeds”, each has its own."
        ),
        "ended": N_("{ended} of {runs} runs have ended."),
        "differences": N_("In which settings they differ"),
        "more_seeds": N_("More seeds"),
        "more_seeds_each": N_("More seeds for each curve"),
        "train_seeds": N_("Train them"),
        "metric": N_("Metric"),
        "time": N_("Time"),
        "epoch": N_("by epoch"),
        "seconds": N_("by seconds"),
        "curves_alt": N_("{metric}: {ends}"),
        "curve_end": N_("{label}: {value}"),
        "cost_parameters": N_("{label}: {score} for {parameters:,.0f} parameters"),
        "cost_seconds": N_("{label}: {score} for {seconds:,.0f} seconds"),
        "semicolon": N_("; "),
        "run": N_("Run"),
        "against": N_("Against"),
        "no_weights": N_("One of them has no weights yet: its mistakes come with its first epoch."),
        "off": N_("{name} is off by {off} on average."),
        "other_metric": N_("Not shown, as it is not measured by {metric}: {names}."),
        "other_data": N_("They have learned other datasets: their scores cannot be compared."),
        "other_dataset": N_(
            "These two have learned other datasets: their mistakes cannot be compared."
        ),
        "mistakes_of": N_("Mistakes of {name}"),
        "mistakes_differ": N_("How the mistakes of {a} and {b} differ"),
        "reading": N_("Reading the test examples …"),
        "thin": N_("Thin lines are single runs that have not finished: they are in no mean yet."),
        "curve_marked": N_("{end} ({marks})"),
        "signs": N_("On the curves, {signs}."),
        "sign_TrainingStarted": N_("an open triangle is where the training went on"),
        "sign_RateChanged": N_("an open diamond is where the learning rate was changed"),
        "sign_LossDiverged": N_("an open cross is where the loss was no number any more"),
        "sign_WeightsKept": N_("an open star is the epoch whose weights are kept"),
        "setting": N_("{label} {value}"),
        "comma": N_(", "),
    }
)

RACE = Texts(
    {
        "who": N_("Who runs"),
        "who_example": N_("Two to four: your setup, presets, runs that you picked above"),
        "epochs": N_("Epochs for all"),
        "start": N_("Start the race"),
        "own_setup": N_("Your setup in the builder"),
        "preset": N_("Preset {label}"),
        "fair": N_(
            "Fair: one seed for all, the same examples in the same order, the same first weights; "
            "and they take turns on one worker, an epoch each, so nobody gets the faster computer."
        ),
        "fair_batches": N_(
            "Fair: one seed for all, the same examples, in batches of different size, the same "
            "first weights; and they take turns on one worker, an epoch each, so nobody gets the "
            "faster computer."
        ),
        "fair_layers": N_(
            "Fair: one seed for all, the same examples in the same order, the same first weights "
            "wherever their layers agree; and they take turns on one worker, an epoch each, so "
            "nobody gets the faster computer."
        ),
        "fair_batches_layers": N_(
            "Fair: one seed for all, the same examples, in batches of different size, the same "
            "first weights wherever their layers agree; and they take turns on one worker, an "
            "epoch each, so nobody gets the faster computer."
        ),
    }
)

TABLE = Texts(
    {
        "pick": N_("Pick {name}"),
        "picked": N_("{name}: picked. {count} in all."),
        "dropped": N_("{name}: not picked any more. {count} in all."),
        "more": N_("Show {count} more"),
    }
)
