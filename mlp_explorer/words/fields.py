"""The words of number fields, on every page."""

__all__ = ["FIELD"]

FIELD = {
    "wrong": "{text} arrived; allowed are {allowed}.",
    "nothing": "nothing arrived; allowed are {allowed}.",
    "wrong_list": "{text} arrived; allowed are {allowed}, with semicolons between them.",
    "any": "numbers",
    "any_whole": "whole numbers",
    "between": "numbers from {low} to {high}",
    "between_whole": "whole numbers from {low} to {high}",
    "unclear": "{text} can be read as {one} or as {several}. Write the one that you mean.",
    "semicolon": "; ",
    "of": "{label}: {sentence}",
    "less": "{label}: {step} less",
    "more": "{label}: {step} more",
    "one_less": "{label}: one less",
    "one_more": "{label}: one more",
}
