"""The words of the Learn page's chapters where they tell of another dataset than MNIST."""

from mlp_explorer.words.texts import N_, NP_, Texts

__all__ = ["EXAMPLE"]

EXAMPLE = Texts(
    {
        "subject": N_("With the numbers of your network {title}, {epoch}, and one example:"),
        "nobody": N_(
            "This chapter uses the numbers of a network that you have trained, and none is there "
            "yet. Train **{title}**: some seconds. Or take the tutorial's network, which reads "
            "handwritten digits."
        ),
        "of_class": N_("A test example of"),
        "picture": N_("the example, as the network sees it"),
        "pixel": N_("row {row}, column {column}"),
        "input": N_("input {number}"),
        "named": N_("{name} {value}"),
        "more": NP_("and 1 number more", "and {count} numbers more"),
        "row": N_("The example: {numbers}. Right: **{right}**."),
        "change": N_("Change"),
        "output_neuron": N_("Output"),
        "weights": N_("Its weights"),
        "weights_help": N_("Blue likes ink there, orange dislikes it."),
        "products": N_("The products"),
        "products_help": N_("Pixel times weight: what was said."),
        "neuron_line": r"$$z = [[terms]] = [[z]]$$",
        "neuron_row": r"$$\begin{aligned} z &= [[terms]] \\ &= [[z]] \end{aligned}$$",
        "neuron_row_normalized": N_(
            r"$$\begin{aligned} & [[terms]] \\ & \xrightarrow{\text{batch normalization}}\; "
            r"z = [[z]] \end{aligned}$$"
        ),
        "others": NP_("1 other", "{count} others"),
        "feature": N_("input"),
        "taken": N_("x, as the network takes it"),
        "weight": N_("weight w"),
        "product": N_("w · x"),
        "zero": N_("here, z = 0"),
        "ground": N_("The ground is what the neuron answers, its activation a."),
        "map_alt": N_(
            "What the neuron answers over the plane of its two inputs, the line where its sum is "
            "0, the training points, and the example"
        ),
        "curve_alt": N_("What the neuron answers over its only input, and where the example is"),
        "flat": N_(
            "**{share}** of the sums of this layer lie where {name} is flat, with less than a "
            "fiftieth of its steepest slope: there, hardly anything is learned from them. No "
            "neuron is there for all of {images} test examples."
        ),
        "flat_dead": N_(
            "**{share}** of the sums of this layer lie where {name} is flat, with less than a "
            "fiftieth of its steepest slope: there, hardly anything is learned from them. **{dead} "
            "of {units} neurons** are there for each of {images} test examples: they hardly learn "
            "any more."
        ),
        "flat_other": N_(
            "**{share}** of the sums of this layer would lie where {name} is flat, with less "
            "than a fiftieth of its steepest slope."
        ),
        "way": N_("The example's way through the network"),
        "sums": N_("sums z"),
        "answers": N_("activations a"),
        "class": N_("class"),
        "share": N_("share"),
        "vector": "({numbers})",
        "vector_long": "({numbers}, …)",
        "output_tanh": r"$$a = \tanh [[bracketed]] = [[a]]$$",
        "output_linear": r"$$\hat y = z = [[z]]$$",
        "right_value": N_(
            "It is taught to say {right}, so its answer is off by {error}. Answers of a table are "
            "scaled for it, as its inputs are."
        ),
        "lines_alt": N_(
            "What the whole network answers over the plane of its two inputs, and the lines that "
            "the first layer's neurons draw there"
        ),
        "lines": N_(
            "The ground is the share of **{name}**. Each neuron of the first layer is a line, "
            "where its sum is 0, and the layers after it bend these together."
        ),
        "lines_value": N_(
            "The ground is the answer. Each neuron of the first layer is a line, where its sum is "
            "0, and the layers after it bend these together."
        ),
        "line": N_("neuron {number}"),
        "right_share": N_("Share of the right class"),
        "losses_alt": N_("Losses over the share that the right class gets"),
        "own_loss": N_("The loss of this example"),
        "loss_epochs": N_("The loss of this example after each epoch"),
        "rest": NP_(
            "The other class gets the rest, {rest}.",
            "The other {count} classes share the rest equally, {rest} each.",
        ),
        "losses_value": N_(
            "This network answers with a number: nothing has a share. What such an answer costs "
            "is the chapter on regression; below is what the example's cost while it learned."
        ),
        "one_sigmoid": N_("binary cross-entropy of one sigmoid"),
        "one_tanh": N_("squared error of one tanh, which is to be −1 or 1"),
        "share_one_sigmoid": r"$$-\log [[p]] = [[loss]]$$",
        "share_one_tanh": r"$$\big(1 - (2 \cdot [[p]] - 1)\big)^2 = [[loss]]$$",
        "loss_second": r"$$L = -\log p_{[[label]]} = -\log [[p]] = [[loss]]$$",
        "loss_first": r"$$L = -\log (1 - p_{[[label]]}) = -\log [[p]] = [[loss]]$$",
        "loss_sign": r"$$L = (a - y)^2 = ([[a]] - [[y]])^2 = [[loss]]$$",
        "loss_mean_squared_error": r"$$L = (\hat y - y)^2 = ([[a]] - [[y]])^2 = [[loss]]$$",
        "loss_mean_absolute_error": r"$$L = |\hat y - y| = |[[a]] - [[y]]| = [[loss]]$$",
        "loss_huber_near": r"$$L = \tfrac12 (\hat y - y)^2 = \tfrac12 ([[a]] - [[y]])^2 = "
        r"[[loss]]$$",
        "loss_huber_far": r"$$L = |\hat y - y| - \tfrac12 = |[[a]] - [[y]]| - \tfrac12 = "
        r"[[loss]]$$",
        "delta_bit": r"$$\frac{\partial L}{\partial z} = p - y = [[a]] - [[y]] = [[delta]]$$",
        "delta_sign": r"$$\frac{\partial L}{\partial z} = 2 (a - y)(1 - a^2) = 2 \cdot "
        r"([[a]] - [[y]]) \cdot (1 - [[a]]^2) = [[delta]]$$",
        "delta_mean_squared_error": r"$$\frac{\partial L}{\partial z} = 2 (\hat y - y) = 2 \cdot "
        r"([[a]] - [[y]]) = [[delta]]$$",
        "delta_mean_absolute_error": N_(
            r"$$\frac{\partial L}{\partial z} = \text{sign}(\hat y - y) = \text{sign}([[a]] - "
            r"[[y]]) = [[delta]]$$"
        ),
        "delta_huber_near": r"$$\frac{\partial L}{\partial z} = \hat y - y = [[a]] - [[y]] = "
        r"[[delta]]$$",
        "delta_huber_far": N_(
            r"$$\frac{\partial L}{\partial z} = \text{sign}(\hat y - y) = \text{sign}([[a]] - "
            r"[[y]]) = [[delta]]$$"
        ),
        "from_input": N_("from input"),
        "to_output": N_("to the output"),
        "step_better": N_(
            "If every weight takes this step, the loss of this example falls from [[before]] to "
            "[[after]]."
        ),
        "step_worse": N_(
            "If every weight takes this step, the loss of this example does not fall: [[before]] "
            "before, [[after]] after. The step is too long."
        ),
        "step_even": N_(
            "If every weight takes this step, the loss of this example stays what it is: "
            "[[before]]. From this example, nothing is left to learn."
        ),
    }
)
