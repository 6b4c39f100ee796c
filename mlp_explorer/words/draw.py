"""The words of the Draw page."""

from mlp_explorer.words.texts import N_, Texts

__all__ = ["ANSWER", "CANVAS", "DRAW", "FLOW", "HAND", "TRICKY", "WHY"]

DRAW = Texts(
    {
        "title": N_("Draw a digit"),
        "reader": N_("Read by **{title}**."),
        "newest": N_("Back to the newest weights"),
        "starting": N_("**{title}** is about to start. Draw already."),
        "untrained": N_(
            "Nobody can read your drawing yet. Train **{title}** and draw while it learns."
        ),
        "failed": N_("The last run failed. {problem} Train **{title}** and draw while it learns."),
        "train": N_("Train"),
        "more": N_("More about the answer"),
        "flow": N_("Layer by layer"),
        "why": N_("Why?"),
        "replay": N_("While it learned"),
        "hand": N_("My own hand"),
        "answer": N_("It says {answer}:"),
        "unsure": N_("I don't know. It may be {answer} or {rival}:"),
        "unlike": N_("I don't know: this is nothing like a digit. It would have to say {answer}:"),
        "broken": N_("This network's weights are no longer numbers, so it has no answer."),
        "values": N_("{first} for {answer}, {second} for {rival}"),
        "several": N_("This looks like {count} digits; the network reads one at a time."),
        "several_unlike": N_(
            "This looks like {count} digits, and the network reads one at a time. It "
            "would have to say {answer}:"
        ),
        "after": N_("(after epoch {epoch})."),
        "after_none": N_("(before its first epoch)."),
        "after_part": N_("(stopped in epoch {epoch})."),
        "back": N_("(as it was after epoch {epoch})."),
        "back_none": N_("(as it was before its first epoch)."),
        "nobody": N_("There is no trained network yet, so there is no answer."),
        "empty": N_(
            "The canvas is empty. Draw a digit, 0 to 9, anywhere and of any size: the answer "
            "appears here."
        ),
        "nothing": N_("Draw a digit, and see here how the answer comes about."),
        "rule": N_(
            "The answer counts only if its bar is at least 60 % and at least twice the next one, "
            "and if the drawing resembles at least one of 10,000 training images, with at most "
            "three parts apart from each other, and if all its lines together are at most 5.2 "
            "times as long as the drawing is large."
        ),
    }
)

CANVAS = Texts(
    {
        "name": N_("Drawing canvas"),
        "keys": N_("Keys: 0–9 a test image; arrows, Space a pen."),
        "pen_down": N_("pen down"),
        "pen_up": N_("pen up"),
        "undo": N_("Undo"),
        "clear": N_("Clear"),
        "pen": N_("Pen"),
        "pen_width": N_("Pen width"),
        "pen_help": N_(
            "In pixels of the canvas. Try it: it changes the picture here, not what is read."
        ),
        "tricky": N_("Tricky ones to try"),
        "upload": N_("Or a picture: drop a file, or paste (Ctrl + V)"),
    }
)

TRICKY = Texts(
    {
        "crossed": N_("A seven with a bar"),
        "corner": N_("A tiny five in a corner"),
        "huge": N_("A zero as large as the canvas"),
        "slanted": N_("A slanted four of two strokes"),
        "foot": N_("A one with a flag and a foot"),
        "open": N_("A four that is open at the top"),
        "hook": N_("A nine with a hooked tail"),
        "loop": N_("A two with a loop"),
        "between": N_("Between a four and a nine"),
        "pair": N_("Two digits at once"),
        "dot": N_("A dot"),
        "scribble": N_("A scribble"),
    }
)

ANSWER = Texts(
    {
        "picture": N_("The {height} by {width} picture that the network sees"),
        "caption": N_("what the network sees"),
    }
)

FLOW = Texts(
    {
        "label": N_("From the drawing to the answer {answer}, layer by layer"),
        "neuron": N_("Neuron {number} of layer {layer}"),
        "picture": N_("28 × 28"),
        "others": N_("+ {count:,}"),
        "all": N_("all"),
        "idle": N_(
            "Point at a neuron, or tap it, to see its sum, its weights and what drove it. Blue "
            "speaks for {answer}, orange against it; thicker lines carry more."
        ),
        "arrows": N_(
            "Beside a neuron stands what it gives on; on an arrow, that times the arrow's weight: "
            "what it adds to the sum at its end. The largest are written; point at a neuron for "
            "its own."
        ),
        "detail": N_(
            "Neuron {number} of layer {layer} weighs the drawing to z = {z}, its bias of {bias} "
            "included. {name} makes {activation} of it."
        ),
        "for": N_("That speaks for {answer}: + {share} in the sum."),
        "against": N_("That speaks against {answer}: − {share} in the sum."),
        "weights": N_("its weights"),
        "weights_deep": N_("what ink would add to z"),
        "drive": N_("what drove it"),
    }
)

WHY = Texts(
    {
        "rival": N_("Why {answer}, and not …"),
        "all": N_("any other digit"),
        "rival_help": N_("The reasons for a digit depend on what it is compared with."),
        "against_one": N_("{rival}"),
        "against_all": N_("the average digit"),
        "score": N_(
            "In the last layer's sums, **{answer} is {score:+.1f}** compared with {against} "
            "(an empty picture: {empty:+.1f})."
        ),
        "balance": N_(
            "The ink adds {more:.1f} in blue places and takes {less:.1f} away in orange ones."
        ),
        "integrated": N_("What the ink did"),
        "integrated_help": N_(
            "Integrated gradients: each pixel's share, from an empty picture to yours. "
            "Blue speaks for {answer}, orange for {against}."
        ),
        "occlusion": N_("What would be missed"),
        "occlusion_help": N_(
            "Wipe a square of 5 × 5 around a pixel: blue where {answer} would lose."
        ),
        "gradient": N_("What more ink would do"),
        "gradient_help": N_(
            "The gradient: a little ink in a blue place helps {answer}, in an orange one {against}."
        ),
        "erase": N_("What if a part were missing?"),
        "changes": N_(
            "Without {name} it would be read as {answer}. A click erases; Undo brings it back."
        ),
        "keeps": N_(
            "No part changes the answer; {name} matters most. A click erases, Undo restores."
        ),
        "erased": N_("{answer} ({share})"),
        "erase_help": N_("What it says without {name}, the faint part. Click to erase it."),
        "erase_picture": N_("The drawing; {name} is faint"),
        "stroke": N_("stroke {number}"),
        "quarter_1": N_("the first quarter"),
        "quarter_2": N_("the second quarter"),
        "quarter_3": N_("the third quarter"),
        "quarter_4": N_("the last quarter"),
        "nearest_title": N_("The training images that look most alike to the network."),
        "nearest": N_(
            "Of the {count} nearest in its last hidden layer, {same} are labelled {answer} "
            "(among the first {all:,} training images)."
        ),
    }
)

HAND = Texts(
    {
        "label": N_("What did you draw?"),
        "next": N_("Ten of each digit teach a network your hand. Next: {digit}."),
        "this": N_("This is a"),
        "keep": N_("Keep it"),
        "keep_as": N_("Keep it as {digit}"),
        "doubt": N_("The network reads {read}. What did you draw: {read} or {digit}?"),
        "kept": N_("Kept as {digit}."),
        "no_label": N_("Say first which digit it is: choose one of 0 to 9, then keep it."),
        "nothing_drawn": N_(
            "There is nothing to keep yet: draw a digit, or load a picture of one."
        ),
        "no_drawing": N_("No drawing is kept yet. Draw a digit, say which one it is, and keep it."),
        "none_of": N_("No drawing yet of {digits}: those may get worse."),
        "one_of": N_("One drawing only of {digits}: a few more show how it varies."),
        "no_held_out": N_(
            "Nothing is held out for a fair test yet: that needs three drawings of a digit."
        ),
        "and": N_("{most} and {last}"),
        "item": N_("Your {digit}: put it on the canvas"),
        "delete_none": N_("Delete the chosen one"),
        "delete_one": N_("Delete the chosen {digit}"),
        "delete_all": N_("Delete all {count}"),
        "delete_all_sure": N_("They cannot be brought back. Runs that learned from them go on."),
        "delete_all_yes": N_("Delete them"),
        "deleted": N_("Deleted: {count}."),
        "files": N_("Files"),
        "import": N_("Add drawings from a file, npz or JSON"),
        "imported": N_("Added: {count}."),
        "imported_known": N_(
            "Added: {count}. Left out, as they are here already or twice in the file: {known}."
        ),
        "scores": N_("MNIST and your hand, side by side"),
        "scores_help": N_(
            "Held out: every third drawing of each digit, which no network learns from. "
            "Only they are a fair test; what was learned is read better than what is new."
        ),
        "scores_empty": N_("Keep some drawings, and see here how they are read."),
        "network": N_("network"),
        "now": N_("this one"),
        "before": N_("before"),
        "after": N_("after"),
        "mnist": N_("MNIST test"),
        "held_out": N_("your hand, held out ({count})"),
        "all": N_("your hand, all ({count})"),
        "nobody": N_("No network has been trained yet."),
        "tune": N_("Fine-tune it on your hand"),
        "tune_help": N_(
            "Your network goes on from where it is, as a new run, with {learned} of your "
            "drawings mixed into MNIST's images; {held_out} stay held out."
        ),
        "tune_empty": N_("Keep drawings first: ten of each digit are a good start."),
        "tune_full": N_(
            "Your network has learned for {most} epochs, and no run can have more. Go back to "
            "an earlier epoch under *While it learned*."
        ),
        "tune_epochs": N_("More epochs"),
        "tune_button": N_("Fine-tune"),
        "wait": N_("The network is still learning. Fine-tune it when it has finished."),
        "tuning": N_(
            "Fine-tuning on your drawings, as a new run: {done} of {epochs} epochs. The answer "
            "follows it."
        ),
    }
)
