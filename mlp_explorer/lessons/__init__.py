"""The lessons: prose in Markdown, and the code that feeds it numbers."""

from mlp_explorer.lessons.reading import LESSONS, Choice, Lesson, fill, load_lesson

__all__ = ["Choice", "fill", "Lesson", "LESSONS", "load_lesson"]
