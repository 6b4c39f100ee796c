"""The words of the Draw page."""

__all__ = ["ANSWER", "CANVAS", "DRAW", "FLOW", "HAND", "TRICKY", "WHY"]

DRAW = {
    "title": "Draw a digit",
    "reader": "Read by **{title}**.",
    "newest": "Back to the newest weights",
    "starting": "**{title}** is about to start. Draw already.",
    "untrained": "Nobody can read your drawing yet. Train **{title}** and draw while it learns.",
    "failed": "The last run failed. {problem} Train **{title}** and draw while it learns.",
    "train": "Train",
    "more": "More about the answer",
    "flow": "Layer by layer",
    "why": "Why?",
    "replay": "While it learned",
    "hand": "My own hand",
    "answer": "It says {answer}:",
    "unsure": "I don't know. It may be {answer} or {rival}:",
    "unlike": "I don't know: this is nothing like a digit. It would have to say {answer}:",
    "broken": "This network's weights are no longer numbers, so it has no answer.",
    "values": "{first} for {answer}, {second} for {rival}",
    "several": "This looks like {count} digits; the network reads one at a time.",
    "several_unlike": "This looks like {count} digits, and the network reads one at a time. It "
    "would have to say {answer}:",
    "after": "(after epoch {epoch}).",
    "after_none": "(before its first epoch).",
    "after_part": "(stopped in epoch {epoch}).",
    "back": "(as it was after epoch {epoch}).",
    "back_none": "(as it was before its first epoch).",
    "nobody": "There is no trained network yet, so there is no answer.",
    "empty": "The canvas is empty. Draw a digit, 0 to 9, anywhere and of any size: the answer "
    "appears here.",
    "rule": "The answer counts only if its bar is at least 60 % and at least twice the next one, "
    "and if the drawing resembles at least one of 10,000 training images, with at most three parts "
    "apart from each other, and if all its lines together are at most 5.2 times as long as the "
    "drawing is large.",
}

CANVAS = {
    "undo": "Undo",
    "clear": "Clear",
    "pen": "Pen",
    "pen_width": "Pen width",
    "pen_help": "In pixels of the canvas. Try it: it changes the picture here, not what is read.",
    "tricky": "Tricky ones to try",
    "upload": "Or a picture: drop a file, or paste (Ctrl + V)",
}

TRICKY = {
    "crossed": "A seven with a bar",
    "corner": "A tiny five in a corner",
    "huge": "A zero as large as the canvas",
    "slanted": "A slanted four of two strokes",
    "foot": "A one with a flag and a foot",
    "open": "A four that is open at the top",
    "hook": "A nine with a hooked tail",
    "loop": "A two with a loop",
    "between": "Between a four and a nine",
    "pair": "Two digits at once",
    "dot": "A dot",
    "scribble": "A scribble",
}

ANSWER = {
    "picture": "The 28 by 28 picture that the network sees",
    "caption": "what the network sees",
}

FLOW = {
    "label": "From the drawing to the answer {answer}, layer by layer",
    "neuron": "Neuron {number} of layer {layer}",
    "picture": "28 × 28",
    "others": "+ {count:,}",
    "all": "all",
    "idle": "Point at a neuron, or tap it, to see its sum, its weights and what drove it. Blue "
    "speaks for {answer}, orange against it; thicker lines carry more.",
    "arrows": "Beside a neuron stands what it gives on; on an arrow, that times the arrow's "
    "weight: what it adds to the sum at its end. The largest are written; point at a neuron for "
    "its own.",
    "detail": "Neuron {number} of layer {layer} weighs the drawing to z = {z}, its bias of {bias} "
    "included. {name} makes {activation} of it.",
    "for": "That speaks for {answer}: + {share} in the sum.",
    "against": "That speaks against {answer}: − {share} in the sum.",
    "weights": "its weights",
    "weights_deep": "what ink would add to z",
    "drive": "what drove it",
}

WHY = {
    "rival": "Why {answer}, and not …",
    "all": "any other digit",
    "rival_help": "The reasons for a digit depend on what it is compared with.",
    "against_one": "{rival}",
    "against_all": "the average digit",
    "score": "In the last layer's sums, **{answer} is {score:+.1f}** compared with {against} "
    "(an empty picture: {empty:+.1f}).",
    "balance": "The ink adds {more:.1f} in blue places and takes {less:.1f} away in orange ones.",
    "integrated": "What the ink did",
    "integrated_help": "Integrated gradients: each pixel's share, from an empty picture to yours. "
    "Blue speaks for {answer}, orange for {against}.",
    "occlusion": "What would be missed",
    "occlusion_help": "Wipe a square of 5 × 5 around a pixel: blue where {answer} would lose.",
    "gradient": "What more ink would do",
    "gradient_help": "The gradient: a little ink in a blue place helps {answer}, in an orange one "
    "{against}.",
    "erase": "What if a part were missing?",
    "changes": "Without {name} it would be read as {answer}. A click erases; Undo brings it back.",
    "keeps": "No part changes the answer; {name} matters most. A click erases, Undo restores.",
    "erased": "{answer} ({share})",
    "erase_help": "What it says without {name}, the faint part. Click to erase it.",
    "erase_picture": "The drawing; {name} is faint",
    "stroke": "stroke {number}",
    "quarter_1": "the first quarter",
    "quarter_2": "the second quarter",
    "quarter_3": "the third quarter",
    "quarter_4": "the last quarter",
    "nearest_title": "The training images that look most alike to the network.",
    "nearest": "Of the {count} nearest in its last hidden layer, {same} are a {answer} "
    "(among the first {all:,} training images).",
}

HAND = {
    "label": "What did you draw?",
    "next": "Ten of each digit teach a network your hand. Next: a {digit}.",
    "this": "This is a",
    "keep": "Keep it",
    "kept": "Kept as a {digit}.",
    "no_label": "Say first which digit it is: choose one of 0 to 9, then keep it.",
    "nothing_drawn": "There is nothing to keep yet: draw a digit, or load a picture of one.",
    "no_drawing": "No drawing is kept yet. Draw a digit, say which one it is, and keep it.",
    "none_of": "No drawing yet of {digits}: those may get worse.",
    "one_of": "One drawing only of {digits}: a few more show how it varies.",
    "no_held_out": "Nothing is held out for a fair test yet: that needs three drawings of a digit.",
    "and": "{most} and {last}",
    "item": "A {digit} of yours: put it on the canvas",
    "delete_none": "Delete the chosen one",
    "delete_one": "Delete the chosen {digit}",
    "delete_all": "Delete all {count}",
    "delete_all_sure": "They cannot be brought back. Runs that learned from them go on.",
    "delete_all_yes": "Delete them",
    "deleted": "Deleted: {count}.",
    "files": "Files",
    "import": "Add drawings from a file, npz or JSON",
    "imported": "Added: {count}.",
    "imported_known": "Added: {count}. Left out, as they are here already or twice in the file: "
    "{known}.",
    "scores": "MNIST and your hand, side by side",
    "scores_help": "Held out: every third drawing of each digit, which no network learns from. "
    "Only they are a fair test; what was learned is read better than what is new.",
    "scores_empty": "Keep some drawings, and see here how they are read.",
    "network": "network",
    "now": "this one",
    "before": "before",
    "after": "after",
    "mnist": "MNIST test",
    "held_out": "your hand, held out ({count})",
    "all": "your hand, all ({count})",
    "nobody": "No network has been trained yet.",
    "tune": "Fine-tune it on your hand",
    "tune_help": "Your network goes on from where it is, as a new run, with {learned} of your "
    "drawings mixed into MNIST's images; {held_out} stay held out.",
    "tune_empty": "Keep drawings first: ten of each digit are a good start.",
    "tune_full": "Your network has learned for {most} epochs, and no run can have more. Go back to "
    "an earlier epoch under *While it learned*.",
    "tune_epochs": "More epochs",
    "tune_button": "Fine-tune",
    "wait": "The network is still learning. Fine-tune it when it has finished.",
    "tuning": "Fine-tuning on your drawings ({count}), as a new run; this page follows it.",
}
