"""The words of the Learn page; its prose is in `lessons/`."""

__all__ = ["LEARN", "LESSON_CHARTS", "NEURON"]

LEARN = {
    "chapter": "Chapter",
    "try": "Try it.",
    "question": "Question.",
    "subject": "With the numbers of your network {title}, {epoch}, and one digit:",
    "epoch": "after epoch {epoch}",
    "epoch_none": "before its first epoch",
    "subject_alone": "With your network {title}, {epoch}:",
    "nobody": "The lessons use the numbers of a network that you have trained. None is there yet. "
    "Train **{title}**: some seconds.",
    "wait": "Your network is about to start. Its numbers appear here.",
    "digit": "A test image of a",
    "another": "Another one",
    "picture": "the digit, as the network sees it",
    "mine": "My drawing",
    "mine_help": "What is on the canvas of the Draw page, taken for the digit chosen here.",
    "layer": "layer",
    "layer_name": "layer {number}: {name}",
    "neuron": "Neuron of layer 1",
    "bias": "Bias b",
    "neuron_sum": r"$$z = \underbrace{[[total]]}_{\sum w_i x_i} + "
    r"\underbrace{[[bias]]}_{b} = [[z]]$$",
    "neuron_normalized": r"$$\underbrace{[[total]]}_{\sum w_i x_i} + \underbrace{[[bias]]}_{b}"
    r"\;\xrightarrow{\text{batch normalization}}\; z = [[z]]$$",
    "neuron_answer": r"$$a = \text{[[function]]}\,[[bracketed]] = [[a]]$$",
    "neuron_softmax": r"$$a = \frac{e^{[[z]]}}{\sum_k e^{z_k}} = [[a]]$$",
    "output_neuron": "Output of the digit",
    "largest": "The five products that count most:",
    "place": "row {row}, column {column}: {product}",
    "no_hidden": "This network has no hidden layer. Train one that has, and come back.",
    "activation": "activation",
    "curve_alt": "An activation, its slope, and how often each sum of this layer occurs",
    "flat": "**{share}** of the sums of this layer lie where {name} is flat, with less than a "
    "fiftieth of its steepest slope: there, hardly anything is learned from them. No neuron is "
    "there for all of {images} test images.",
    "flat_dead": "**{share}** of the sums of this layer lie where {name} is flat, with less than a "
    "fiftieth of its steepest slope: there, hardly anything is learned from them. **{dead} of "
    "{units} neurons** are there for each of {images} test images: they hardly learn any more.",
    "flat_other": "**{share}** of the sums of this layer would lie where {name} is flat, with less "
    "than a fiftieth of its steepest slope.",
    "flat_none": "A straight line is flat nowhere, and bends nothing: layers of it are one.",
    "shapes": "Shapes at each step",
    "computes": "computes",
    "and_normalizes": "{text}, batch normalization",
    "weights_number": "weights and biases",
    "outputs": "The last layer's sums, and what {name} makes of them",
    "output": "digit",
    "power": "e^(z − {largest})",
    "output_softmax": r"$$p_{[[digit]]} = \frac{e^{[[z]] - [[largest]]}}{\sum_k e^{z_k - "
    r"[[largest]]}} = \frac{[[power]]}{[[total]]} = [[p]]$$",
    "output_sigmoid": r"$$p_{[[digit]]} = \frac{1}{1 + e^{-[[z]]}} = [[p]]$$",
    "right_share": "Share of the right digit",
    "losses_alt": "Three losses over the share that the right digit gets",
    "share_sparse_categorical_crossentropy": r"$$-\log [[p]] = [[loss]]$$",
    "share_binary_crossentropy": r"$$-\tfrac{1}{10} \left[\log [[p]] + 9 \log (1 - [[rest]])\right]"
    r" = [[loss]]$$",
    "share_mean_squared_error": r"$$\tfrac{1}{10} \left[(1 - [[p]])^2 + 9 \cdot [[rest]]^2\right]"
    r" = [[loss]]$$",
    "sparse_categorical_crossentropy": "(sparse) categorical cross-entropy",
    "binary_crossentropy": "binary cross-entropy",
    "mean_squared_error": "mean squared error",
    "own_loss": "The loss of this digit, if a {label} is right",
    "loss_sparse_categorical_crossentropy": r"$$L = -\log p_{[[label]]} = -\log [[p]] = [[loss]]$$",
    "loss_binary_crossentropy": r"$$L = -\frac{1}{10}\sum_k \left[y_k \log p_k + "
    r"(1-y_k)\log(1-p_k)\right] = [[loss]], \quad p_{[[label]]} = [[p]]$$",
    "loss_mean_squared_error": r"$$L = \frac{1}{10}\sum_k (y_k - p_k)^2 = [[loss]], "
    r"\quad p_{[[label]]} = [[p]]$$",
    "rest": "The other nine digits share the rest equally, {rest} each.",
    "loss_epochs": "The loss of this {label} after each epoch",
    "from_pixel": "from pixel",
    "from_neuron": "from neuron",
    "to_digit": "to the output of digit",
    "to_neuron": "to neuron",
    "delta_sparse_categorical_crossentropy": r"$$\frac{\partial L}{\partial z} = "
    r"p_{[[digit]]} - y_{[[digit]]} = [[p]] - [[y]] = [[delta]]$$",
    "delta_binary_crossentropy": r"$$\frac{\partial L}{\partial z} = \tfrac{1}{10}\,"
    r"(p_{[[digit]]} - y_{[[digit]]}) = \tfrac{1}{10}\,([[p]] - [[y]]) = [[delta]]$$",
    "delta_mean_squared_error": r"$$\begin{aligned}\frac{\partial L}{\partial z} &= \tfrac{2}{10}\,"
    r"p_{[[digit]]}\,\Big(p_{[[digit]]} - y_{[[digit]]} - \sum_k p_k (p_k - y_k)\Big) \\ "
    r"&= \tfrac{2}{10} \cdot [[p]] \cdot \big([[p]] - [[y]] - [[mean]]\big) = [[delta]]"
    r"\end{aligned}$$",
    "more_terms": r" \\ &\quad + ",
    "error": r"$$\begin{aligned}\frac{\partial L}{\partial a} &= \sum_k w_k "
    r"\frac{\partial L}{\partial z_k} \\ &= [[terms]] \\ &= [[error]]\end{aligned}$$",
    "error_normalized": r"$$\begin{aligned}\frac{\partial L}{\partial a} &= \sum_k w_k\, s_k "
    r"\frac{\partial L}{\partial z_k} \quad (s_k\text{: batch normalization}) \\ &= [[terms]] "
    r"\\ &= [[error]]\end{aligned}$$",
    "delta_hidden": r"$$\frac{\partial L}{\partial z} = \underbrace{[[error]]}_{"
    r"\partial L / \partial a} \cdot \underbrace{[[derivative]]}_{\partial a / \partial z}"
    r" = [[delta]]$$",
    "chain": r"$$\frac{\partial L}{\partial w} = \underbrace{[[delta]]}_{\partial L / \partial z}"
    r" \cdot \underbrace{[[activation]]}_{\partial z / \partial w} = [[gradient]]$$",
    "chain_normalized": r"$$\frac{\partial L}{\partial w} = \underbrace{[[delta]]}_{"
    r"\partial L / \partial z} \cdot \underbrace{[[slope]]}_{\text{batch normalization}} \cdot "
    r"\underbrace{[[activation]]}_{\text{what comes in}} = [[gradient]]$$",
    "rate": "Learning rate η",
    "step": r"$$w \leftarrow [[weight]] - [[rate]] \cdot [[gradient]] = [[after]]$$",
    "step_better": "If every weight takes this step, the loss of this [[label]] falls from "
    "[[before]] to [[after]].",
    "step_worse": "If every weight takes this step, the loss of this [[label]] does not fall: "
    "[[before]] before, [[after]] after. The step is too long.",
    "step_even": "If every weight takes this step, the loss of this [[label]] stays what it is: "
    "[[before]]. From this picture, nothing is left to learn.",
    "gradients_alt": "The mean absolute gradient of each layer's weights",
    "surface": "Surface",
    "surface_rosenbrock": "Rosenbrock's curved valley",
    "surface_himmelblau": "Himmelblau's four valleys",
    "surface_own": "a slice through my network's loss",
    "steps": "Steps",
    "sgd": "SGD",
    "momentum": "momentum",
    "rmsprop": "RMSprop",
    "adam": "Adam",
    "walks_alt": "The ways of four optimizers over the contours of a surface",
    "walk_place": "place after step {count}",
    "walk_height": "height there",
    "walk_inside": "{x}, {y}",
    "walk_outside": "{x}, {y}: has left the picture",
    "walk_lost": "{x}, {y}: flew away in step {count}",
    "step_number": "Step {count} of **{name}**, for both directions at once:",
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
    "step_adam": r"$$\small\begin{aligned} g &= [[gradient]] \\ m &\leftarrow 0.9\, m + 0.1\, g "
    r"\\ &= 0.9 [[m_before]] + 0.1 [[gradient]] = [[m]] \\ v &\leftarrow 0.999\, v + 0.001\, g^2 "
    r"\\ &= 0.999 [[v_before]] + 0.001 [[squared]] = [[v]] \\ \hat m &= "
    r"\frac{m}{1 - 0.9^{[[t]]}} = [[m_hat]] \\ \hat v &= \frac{v}{1 - 0.999^{[[t]]}} = [[v_hat]] "
    r"\\ \Delta w &= -\frac{\eta\, \hat m}{\sqrt{\hat v} + \varepsilon} = [[change]] \\ "
    r"w &\leftarrow w + \Delta w = [[after]] \end{aligned}$$",
    "experiment": "Experiment",
    "start": "Start the experiment",
    "again": "Repeat the experiment",
    "runs_alt": "Validation accuracy of the experiment's runs over their epochs",
    "cut_short": "Not all of its runs were trained to their end, so there is no result. Repeat it.",
    "running": "The result appears here when all runs have been tested.",
    "run": "run",
    "train_accuracy": "training images, in the last epoch",
    "test_accuracy": "test images",
    "epoch_s": "seconds an epoch",
    "answer": "Answer.",
    "print": "Print this chapter",
    "next": "Next: {title}",
    "optimizer": "optimizer",
}

NEURON = {
    "pixels": "the pixels, 0 to {top}: paint here",
    "weights": "its weights: blue likes ink, orange dislikes it",
    "products": "the products: what was said",
    "keys": "Arrow keys move from pixel to pixel, plus and minus change the ink.",
    "pixel": "Row {row}, column {column}: {x} · {w} = {product}",
    "restore": "As it was",
}

LESSON_CHARTS = {
    "activation": "{name}, and the sums z that reach it",
    "slope": "its slope",
    "flat": "flat",
    "sums": "sums of 200 test images",
    "own_sums": "sums of this digit",
    "losses": "Loss by the share of the right digit",
    "epoch": "epoch",
    "runs": "Validation accuracy",
    "blame": "How much blame reaches each layer",
    "blame_axis": "mean |∂L/∂w|",
    "walks": "The same start, four ways down",
}
