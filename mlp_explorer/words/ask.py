"""The words of the Draw page where a network is asked about something else than a drawing."""

from mlp_explorer.words.texts import N_, NP_, Texts

__all__ = ["ASK"]

ASK = Texts(
    {
        "title": N_("Ask the network"),
        "dataset": N_("{name}. {help}"),
        "reader": N_("Answered by **{title}**."),
        "starting": N_("**{title}** is about to start. It answers here."),
        "untrained": N_("Nobody can answer yet. Train **{title}** and ask it while it learns."),
        "failed": N_(
            "The last run failed. {problem} Train **{title}** and ask it while it learns."
        ),
        "another": N_("Another example"),
        "of_class": N_("An example of"),
        "any": N_("any class"),
        "number": N_("Test example {number} of {count:,}. Change a number, and see what it says."),
        "picture_number": N_("Test example {number} of {count:,}."),
        "draw_number": N_("Draw a digit, or look at test example {number} of {count:,}."),
        "draw_own": N_("Draw one, or look at test example {number} of {count:,}."),
        "first_fields": N_("The first {count} of {most:,} numbers; the others stay the example's."),
        "range": N_(
            "{name}: from {low} to {high} in the training part, {mean} on average. Here, anything "
            "from {least} to {most} is allowed."
        ),
        "says": N_("It says {answer}, {share}"),
        "right": N_("Right: {right}."),
        "changed": NP_(
            "1 number is no longer the example's ({right}), so nobody knows what is right.",
            "{count} numbers are no longer the example's ({right}), so nobody knows what is right.",
        ),
        "back": N_("Back to the example"),
        "bit": N_("Its only output is {output}: the share of {second}; {first} has the rest."),
        "sign": N_(
            "Its only output is {output}, from −1, {first}, to 1, {second}; half way is 50 %."
        ),
        "sigmoids": N_("Each class has an output of its own: together they need not make 100 %."),
        "inputs": N_("Which inputs matter here?"),
        "inputs_help": N_(
            "A bar is what the sum behind “{answer}” would lose if this one number were what it is "
            "on average in the training part, and all others stayed. To the right of 0 it speaks "
            "for “{answer}”, to the left against it."
        ),
        "inputs_help_number": N_(
            "A bar is by how much the answer would be smaller if this one number were what it is "
            "on average in the training part, and all others stayed."
        ),
        "no_verdict": N_("Whether it is one of them at all is not judged here."),
        "says_number": N_("It says {answer}"),
        "tests": N_("test examples"),
        "all_answers": N_("What it says of all test examples."),
        "curve": N_("Its answers as a line through the points."),
        "off": N_("Over the {count:,} test examples it is off by {off} on average."),
        "pixels": N_("Which pixels matter here?"),
        "pixels_help": N_(
            "Integrated gradients: each pixel's share in the sum behind {answer}, from an empty "
            "picture to this one. Blue speaks for {answer}, orange against it."
        ),
        "inputs_alt": N_("How much each input speaks for {answer}; most: {name}"),
    }
)
