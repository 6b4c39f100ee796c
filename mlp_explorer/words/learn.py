"""The words of the Learn page; its prose is in `lessons/`."""

from mlp_explorer.words.texts import N_, NP_, Texts

__all__ = ["LEARN", "LESSON_CHARTS", "NEURON"]

LEARN = Texts(
    {
        "chapter": N_("Chapter"),
        "try": N_("Try it."),
        "question": N_("Question."),
        "subject": N_("With the numbers of your network {title}, {epoch}, and one digit:"),
        "epoch": N_("after epoch {epoch}"),
        "epoch_none": N_("before its first epoch"),
        "subject_alone": N_("With your network {title}, {epoch}:"),
        "nobody": N_(
            "The lessons use the numbers of a network that you have trained. None is there yet. "
            "Train **{title}**: some seconds."
        ),
        "train_tutorial": N_("Train the tutorial's network"),
        "wait": N_("Your network is about to start. Its numbers appear here."),
        "digit": N_("A test image of a"),
        "another": N_("Another one"),
        "picture": N_("the digit, as the network sees it"),
        "mine": N_("My drawing"),
        "mine_help": N_("What is on the canvas of the Draw page, taken for the digit chosen here."),
        "layer": N_("layer"),
        "layer_name": N_("layer {number}: {name}"),
        "neuron": N_("Neuron of layer 1"),
        "bias": N_("Bias b"),
        "neuron_sum": r"$$z = \underbrace{[[total]]}_{\sum w_i x_i} + "
        r"\underbrace{[[bias]]}_{b} = [[z]]$$",
        "neuron_normalized": N_(
            r"$$\underbrace{[[total]]}_{\sum w_i x_i} + \underbrace{[[bias]]}_{b}"
            r"\;\xrightarrow{\text{batch normalization}}\; z = [[z]]$$"
        ),
        "neuron_answer": r"$$a = \text{[[function]]}\,[[bracketed]] = [[a]]$$",
        "neuron_softmax": r"$$a = \frac{e^{[[z]]}}{\sum_k e^{z_k}} = [[a]]$$",
        "output_neuron": N_("Output of the digit"),
        "largest": N_("The five products that count most:"),
        "place": N_("row {row}, column {column}: {product}"),
        "no_hidden": N_("This network has no hidden layer. Train one that has, and come back."),
        "activation": N_("activation"),
        "curve_alt": N_("An activation, its slope, and how often each sum of this layer occurs"),
        "flat": N_(
            "**{share}** of the sums of this layer lie where {name} is flat, with less than a "
            "fiftieth of its steepest slope: there, hardly anything is learned from them. No "
            "neuron is there for all of {images} test images."
        ),
        "flat_dead": N_(
            "**{share}** of the sums of this layer lie where {name} is flat, with less than a "
            "fiftieth of its steepest slope: there, hardly anything is learned from them. **{dead} "
            "of {units} neurons** are there for each of {images} test images: they hardly learn "
            "any more."
        ),
        "flat_other": N_(
            "**{share}** of the sums of this layer would lie where {name} is flat, with less "
            "than a fiftieth of its steepest slope."
        ),
        "flat_none": N_(
            "A straight line is flat nowhere, and bends nothing: layers of it are one."
        ),
        "shapes": N_("Shapes at each step"),
        "computes": N_("computes"),
        "and_normalizes": N_("{text}, batch normalization"),
        "weights_number": N_("weights and biases"),
        "outputs": N_("The last layer's sums, and what {name} makes of them"),
        "output": N_("digit"),
        "power": N_("e^(z − {largest})"),
        "output_softmax": r"$$p_{[[digit]]} = \frac{e^{[[z]] - [[largest]]}}{\sum_k e^{z_k - "
        r"[[largest]]}} = \frac{[[power]]}{[[total]]} = [[p]]$$",
        "output_sigmoid": r"$$p_{[[digit]]} = \frac{1}{1 + e^{-[[z]]}} = [[p]]$$",
        "right_share": N_("Share of the right digit"),
        "losses_alt": N_("Three losses over the share that the right digit gets"),
        "share_sparse_categorical_crossentropy": r"$$-\log [[p]] = [[loss]]$$",
        "share_binary_crossentropy": r"$$-\tfrac{1}{[[n]]} \left[\log [[p]] + [[times]]\log (1 - "
        r"[[rest]])\right]"
        r" = [[loss]]$$",
        "share_mean_squared_error": r"$$\tfrac{1}{[[n]]} \left[(1 - [[p]])^2 + [[times]]"
        r"[[rest]]^2\right]"
        r" = [[loss]]$$",
        "sparse_categorical_crossentropy": N_("(sparse) categorical cross-entropy"),
        "binary_crossentropy": N_("binary cross-entropy"),
        "mean_squared_error": N_("mean squared error"),
        "own_loss": N_("The loss of this digit, if a {label} is right"),
        "loss_sparse_categorical_crossentropy": r"$$L = -\log p_{[[label]]} = -\log [[p]] = "
        r"[[loss]]$$",
        "loss_binary_crossentropy": r"$$L = -\frac{1}{[[n]]}\sum_k \left[y_k \log p_k + "
        r"(1-y_k)\log(1-p_k)\right] = [[loss]], \quad p_{[[label]]} = [[p]]$$",
        "loss_mean_squared_error": r"$$L = \frac{1}{[[n]]}\sum_k (y_k - p_k)^2 = [[loss]], "
        r"\quad p_{[[label]]} = [[p]]$$",
        "rest": N_("The other nine digits share the rest equally, {rest} each."),
        "loss_epochs": N_("The loss of this {label} after each epoch"),
        "from_pixel": N_("from pixel"),
        "from_neuron": N_("from neuron"),
        "to_digit": N_("to the output of digit"),
        "to_neuron": N_("to neuron"),
        "delta_sparse_categorical_crossentropy": r"$$\frac{\partial L}{\partial z} = "
        r"p_{[[digit]]} - y_{[[digit]]} = [[p]] - [[y]] = [[delta]]$$",
        "delta_binary_crossentropy": r"$$\frac{\partial L}{\partial z} = \tfrac{1}{[[n]]}\,"
        r"(p_{[[digit]]} - y_{[[digit]]}) = \tfrac{1}{[[n]]}\,([[p]] - [[y]]) = [[delta]]$$",
        "delta_mean_squared_error": r"$$\begin{aligned}\frac{\partial L}{\partial z} &= "
        r"\tfrac{2}{[[n]]}\,"
        r"p_{[[digit]]}\,\Big(p_{[[digit]]} - y_{[[digit]]} - \sum_k p_k (p_k - y_k)\Big) \\ "
        r"&= \tfrac{2}{[[n]]} \cdot [[p]] \cdot \big([[p]] - [[y]] - [[mean]]\big) = [[delta]]"
        r"\end{aligned}$$",
        "more_terms": r" \\ &\quad + ",
        "error": r"$$\begin{aligned}\frac{\partial L}{\partial a} &= \sum_k w_k "
        r"\frac{\partial L}{\partial z_k} \\ &= [[terms]] \\ &= [[error]]\end{aligned}$$",
        "error_normalized": N_(
            r"$$\begin{aligned}\frac{\partial L}{\partial a} &= \sum_k w_k\, s_k "
            r"\frac{\partial L}{\partial z_k} \quad (s_k\text{: batch normalization}) \\ &= "
            r"[[terms]] "
            r"\\ &= [[error]]\end{aligned}$$"
        ),
        "delta_hidden": r"$$\frac{\partial L}{\partial z} = \underbrace{[[error]]}_{"
        r"\partial L / \partial a} \cdot \underbrace{[[derivative]]}_{\partial a / \partial z}"
        r" = [[delta]]$$",
        "chain": r"$$\frac{\partial L}{\partial w} = \underbrace{[[delta]]}_{\partial L / "
        r"\partial z}"
        r" \cdot \underbrace{[[activation]]}_{\partial z / \partial w} = [[gradient]]$$",
        "chain_normalized": N_(
            r"$$\frac{\partial L}{\partial w} = \underbrace{[[delta]]}_{"
            r"\partial L / \partial z} \cdot \underbrace{[[slope]]}_{\text{batch normalization}} "
            r"\cdot "
            r"\underbrace{[[activation]]}_{\text{what comes in}} = [[gradient]]$$"
        ),
        "rate": N_("Learning rate η"),
        "step": r"$$w \leftarrow [[weight]] - [[rate]] \cdot [[gradient]] = [[after]]$$",
        "step_better": N_(
            "If every weight takes this step, the loss of this [[label]] falls from "
            "[[before]] to [[after]]."
        ),
        "step_worse": N_(
            "If every weight takes this step, the loss of this [[label]] does not fall: "
            "[[before]] before, [[after]] after. The step is too long."
        ),
        "step_even": N_(
            "If every weight takes this step, the loss of this [[label]] stays what it is: "
            "[[before]]. From this picture, nothing is left to learn."
        ),
        "gradients_alt": N_("The mean absolute gradient of each layer's weights"),
        "surface": N_("Surface"),
        "surface_rosenbrock": N_("Rosenbrock's curved valley"),
        "surface_himmelblau": N_("Himmelblau's four valleys"),
        "surface_own": N_("a slice through my network's loss"),
        "steps": N_("Steps"),
        "sgd": N_("SGD"),
        "momentum": N_("momentum"),
        "rmsprop": N_("RMSprop"),
        "adam": N_("Adam"),
        "walks_alt": N_("The ways of four optimizers over the contours of a surface"),
        "walk_place": N_("place after step {count}"),
        "walk_height": N_("height there"),
        "walk_inside": N_("{x}, {y}"),
        "walk_outside": N_("{x}, {y}: has left the picture"),
        "walk_lost": N_("{x}, {y}: flew away in step {count}"),
        "step_number": N_("Step {count} of **{name}**, for both directions at once:"),
        "step_sgd": r"$$\small\begin{aligned} g &= [[gradient]] \\ \Delta w &= -\eta\, g = "
        r"-[[rate]] [[gradient]] = [[change]] \\ w &\leftarrow w + \Delta w = [[after]]"
        r"\end{aligned}$$",
        "step_momentum": r"$$\small\begin{aligned} g &= [[gradient]] \\ m &\leftarrow 0.9\, m - "
        r"\eta\, g \\ &= 0.9 [[m_before]] - [[rate]] [[gradient]] = [[m]] \\ \Delta w &= m \\ "
        r"w &\leftarrow w + \Delta w = [[after]] \end{aligned}$$",
        "step_rmsprop": r"$$\small\begin{aligned} g &= [[gradient]] \\ v &\leftarrow 0.9\, v + "
        r"0.1\, g^2 \\ &= 0.9 [[v_before]] + 0.1 [[squared]] = [[v]] \\ \Delta w &= "
        r"-\frac{\eta\, g}{\sqrt{v + \varepsilon}} = [[change]] \\ w &\leftarrow w + \Delta w = "
        r"[[after]] \end{aligned}$$",
        "step_adam": r"$$\small\begin{aligned} g &= [[gradient]] \\ m &\leftarrow 0.9\, m + "
        r"0.1\, g "
        r"\\ &= 0.9 [[m_before]] + 0.1 [[gradient]] = [[m]] \\ v &\leftarrow 0.999\, v + 0.001\, "
        r"g^2 "
        r"\\ &= 0.999 [[v_before]] + 0.001 [[squared]] = [[v]] \\ \hat m &= "
        r"\frac{m}{1 - 0.9^{[[t]]}} = [[m_hat]] \\ \hat v &= \frac{v}{1 - 0.999^{[[t]]}} = "
        r"[[v_hat]] "
        r"\\ \Delta w &= -\frac{\eta\, \hat m}{\sqrt{\hat v} + \varepsilon} = [[change]] \\ "
        r"w &\leftarrow w + \Delta w = [[after]] \end{aligned}$$",
        "experiment": N_("Experiment"),
        "start": N_("Start the experiment"),
        "again": N_("Repeat the experiment"),
        "runs_alt": N_("Validation accuracy of the experiment's runs over their epochs"),
        "progress": N_("{ended} of {runs} runs have ended, {done} of {epochs} epochs are trained."),
        "outcomes": N_("What came of the experiment's runs"),
        "cut_short": N_(
            "Not all of its runs were trained to their end, so there is no result. Repeat it."
        ),
        "running": N_("The result appears here when all runs have been tested."),
        "run": N_("run"),
        "train_accuracy": N_("training examples, in the last epoch"),
        "test_accuracy": N_("test examples"),
        "epoch_s": N_("seconds an epoch"),
        "answer": N_("Answer."),
        "print": N_("Print this chapter"),
        "print_answer": N_("with the answer"),
        "next": N_("Next: {title}"),
        "optimizer": N_("optimizer"),
    }
)

NEURON = Texts(
    {
        "pixels": N_("the pixels, 0 to {top}: paint here"),
        "weights": N_("its weights: blue likes ink, orange dislikes it"),
        "products": N_("the products: what was said"),
        "keys": N_("Arrow keys move from pixel to pixel, plus and minus change the ink."),
        "pixel": N_("Row {row}, column {column}: {x} · {w} = {product}"),
        "restore": N_("As it was"),
    }
)

LESSON_CHARTS = Texts(
    {
        "activation": N_("{name}, and the sums z that reach it"),
        "slope": N_("its slope"),
        "neuron_curve": N_("What the neuron answers"),
        "points": N_("training examples"),
        "example": N_("the example"),
        "sum": N_("sum z"),
        "flat": N_("flat"),
        "sums": N_("sums of 200 test images"),
        "own_sums": N_("sums of this digit"),
        "example_sums": NP_("sums of 1 test example", "sums of {count} test examples"),
        "own_example": N_("sums of the example"),
        "losses": N_("Loss by the share of the right digit"),
        "share": N_("share of the right digit"),
        "class_losses": N_("Loss by the share of the right class"),
        "class_share": N_("share of the right class"),
        "epoch": N_("epoch"),
        "runs": N_("Validation accuracy"),
        "blame": N_("How much blame reaches each layer"),
        "layer": N_("layer"),
        "blame_axis": N_("mean |∂L/∂w|"),
        "walks": N_("The same start, four ways down"),
    }
)
