"""The words of the Learn page's chapter on regression; its prose is in `lessons/`."""

from mlp_explorer.words.texts import N_, NP_, Texts

__all__ = ["REGRESSION", "REGRESSION_CHARTS"]

REGRESSION = Texts(
    {
        "linear_squared_error": N_("squared error"),
        "linear_absolute_error": N_("absolute error"),
        "linear_huber": N_("Huber's error"),
        "one": N_("1. What an answer costs"),
        "said": N_("The answer ŷ"),
        "right": N_("Right is y"),
        "errors_alt": N_("Three errors over the answer, each with its slope at the one chosen"),
        "error": N_("error"),
        "loss": N_("loss L"),
        "gradient": N_("its gradient ∂L/∂ŷ"),
        "line_linear_squared_error": r"$$L = (\hat y - y)^2 = ([[said]] - [[right]])^2 = [[loss]], "
        r"\quad \frac{\partial L}{\partial \hat y} = 2 (\hat y - y) = [[slope]]$$",
        "line_linear_absolute_error": N_(
            r"$$L = |\hat y - y| = |[[said]] - [[right]]| = [[loss]], \quad \frac{\partial L}"
            r"{\partial \hat y} = \text{sign}(\hat y - y) = [[slope]]$$"
        ),
        "line_near": r"$$L = \tfrac12 (\hat y - y)^2 = \tfrac12 ([[said]] - [[right]])^2 = "
        r"[[loss]], \quad \frac{\partial L}{\partial \hat y} = \hat y - y = [[slope]]$$",
        "line_far": N_(
            r"$$L = |\hat y - y| - \tfrac12 = |[[said]] - [[right]]| - \tfrac12 = [[loss]], \quad "
            r"\frac{\partial L}{\partial \hat y} = \text{sign}(\hat y - y) = [[slope]]$$"
        ),
        "two": N_("2. One answer for nine numbers"),
        "outlier": N_("The outlier"),
        "outlier_help": N_(
            "Eight answers of the data below, and one that you move: the ninth. Which one number "
            "would be the best answer to all of them?"
        ),
        "outlier_alt": N_(
            "Eight numbers, the outlier, and the best answer to all of them by each of three errors"
        ),
        "best": N_("the best answer to all"),
        "is": N_("it is"),
        "pull": N_("the outlier's gradient there"),
        "is_linear_squared_error": N_("the mean"),
        "is_linear_absolute_error": N_("the median: the fifth in their order"),
        "is_linear_huber": N_("where the errors, none counted as more than 1, add up to 0"),
        "three": N_("3. A small network, step by step"),
        "curve": N_("Curve"),
        "loss_name": N_("Loss"),
        "steps": N_("Steps of gradient descent"),
        "network": N_(
            "One input, {units} tanh, one linear output, and {points} points of the curve, with "
            "noise; each step goes against the mean gradient of all of them, with η = {rate}."
        ),
        "curve_alt": N_("The points of a curve, and what the small network answers between them"),
        "result": NP_(
            "After 1 step the mean loss is [[loss]], and",
            "After {count} steps the mean loss is [[loss]], and",
        ),
        "r2": r"$$R^2 = 1 - \frac{\sum (y - \hat y)^2}{\sum (y - \bar y)^2} = 1 - "
        r"\frac{[[off]]}{[[spread]]} = [[r2]]$$",
        "one_point": N_("One of its next steps, if it were for this point alone:"),
        "point": N_("Point"),
        "point_said": N_("Point {number} of {count}: x = {x}, right is y = {y}."),
    }
)

REGRESSION_CHARTS = Texts(
    {
        "errors": N_("Three errors of one answer"),
        "answer": N_("answer ŷ"),
        "right": N_("right"),
        "numbers": N_("the eight numbers"),
        "outlier": N_("the outlier"),
        "points": N_("training points"),
        "network": N_("the network's answer"),
        "start": N_("before the first step"),
        "point": N_("the point"),
        "x": N_("x, between −1 and 1"),
        "y": N_("y"),
    }
)
