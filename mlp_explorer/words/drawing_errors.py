"""What is wrong with a drawing, a picture or a file of drawings."""

from mlp_explorer.words.texts import N_, Texts

__all__ = ["DRAWING"]

DRAWING = Texts(
    {
        "stroke": N_("A stroke cannot be read ({error}); it must be an (n, 2) array of numbers."),
        "stroke_shape": N_("A stroke of shape {shape} arrived; it must be (n, 2): x, y."),
        "coordinate": N_(
            "A coordinate arrived that is infinite, not a number or beyond 1e9; coordinates must "
            "be finite pixels."
        ),
        "long": N_(
            "The drawing has {strokes:,} strokes with {points:,} points; at most "
            "{most_strokes:,} strokes and {most_points:,} points fit."
        ),
        "no_strokes": N_("The drawing has no strokes; draw a digit first."),
        "path": N_(
            "A path of the canvas cannot be read ({kind}: {error}); it needs commands such as "
            '["M", x, y].'
        ),
        "image_type": N_("An image of {type} arrived; it must be uint8, 0 to 255."),
        "image_shape": N_("An image of shape {shape} arrived; it must be (h, w[, 3 or 4])."),
        "no_pixels": N_("The image has no pixels."),
        "blank": N_("The image shows no digit; it is as good as blank."),
        "large_picture": N_("The picture has {width} × {height} pixels; at most 80 million fit."),
        "huge_picture": N_("The picture has over 80 million pixels; no more fit."),
        "no_picture": N_(
            "This file cannot be read as a picture; allowed are whole files of {kinds}. Of "
            "anything else, take a picture of the screen and paste it."
        ),
        "digit_shape": N_("A digit of shape {shape} arrived; it must be {allowed}."),
        "digit_pixel": N_("A digit with a pixel that is no number arrived; allowed are 0 to 1."),
        "empty_file": N_("The file is empty; allowed are JSON and npz files of drawings."),
        "no_collection": N_(
            "This file cannot be read as drawings; allowed are npz, and JSON of the form {form}."
        ),
        "entry": N_("At {place}, “{got}” is not possible; {problem}."),
        "drawing": N_("Drawing {number} cannot be read. {problem}"),
        "pixels": N_("Its pixels must be 784 bytes in base64."),
        "large_file": N_("This file is too large; at most {most:,} fit."),
        "objects": N_("This npz file holds objects; allowed are arrays of numbers."),
        "damaged": N_("This npz file is damaged or incomplete."),
        "arrays": N_("This npz file has {names}; it must have x and y."),
        "no_arrays": N_("This npz file has nothing in it; it must have x and y."),
        "pictures_shape": N_(
            "The pictures have the shape {shape}; allowed is (n, 28, 28), n from 1 to {most:,}."
        ),
        "pictures_type": N_(
            "The pictures are of {type}; they must be uint8, or floats from 0 to 1."
        ),
        "labels": N_(
            "The labels have the shape {shape} and the type {type}; "
            "allowed are {number} whole numbers, "
            "one a picture."
        ),
        "label": N_("A label is {got}; allowed are 0 to 9."),
    }
)
