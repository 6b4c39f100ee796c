"""The words of where people bring data of their own."""

from mlp_explorer.words.texts import N_, Texts

__all__ = ["BRING"]

BRING = Texts(
    {
        "title": N_("Bring your own data"),
        "back": N_("Back to the data"),
        "files": N_("Pictures or a table: one file, several that belong together, or a zip"),
        "paste": N_("Or paste a table"),
        "pasted": N_("A row a line; the names of the columns come first"),
        "example": N_("length;width;kind\n5,1;3,5;setosa\n…"),
        "read": N_("Read it"),
        "reading": N_("It is being read …"),
        "what": N_(
            "**Pictures**: a zip with a folder for each class, a table of pixels, or arrays (.npz, "
            ".npy, IDX), as MNIST's relatives come.\n\n"
            "**Tables**: CSV or plain text, with commas, semicolons or tabs: a row an example, and "
            "a column with the answers.\n\n"
            "First you see what was understood. Nothing is kept before you say so."
        ),
        "listed": N_("Runs that are trained on it are listed as “{name}”."),
        # drawing it
        "draw": N_("Or draw it: letters, symbols, faces"),
        "draw_why": N_(
            "Draw one, say what it is, and keep it; ten or more of each are a good beginning. What "
            "was kept on the Draw page is among them."
        ),
        "draw_name": N_("This is"),
        "draw_keep": N_("Keep this drawing"),
        "draw_undo": N_("Delete the last one"),
        "draw_nothing": N_("Nothing is drawn yet."),
        "draw_no_name": N_("Say first what it is."),
        "draw_kept": N_("Kept as “{name}”."),
        "draw_all": N_("What everybody has drawn"),
        "draw_some": N_("Take these"),
        "draw_count": N_("{name} ({count:,})"),
        "draw_make": N_("Show them as a dataset"),
        "draw_mine": N_("My drawings"),
        "draw_everybody": N_("Everybody's drawings"),
        # what was understood
        "pictures": N_(
            "{n_train:,} pictures to learn from and {n_test:,} to be tested on, of {height} × "
            "{width} pixels, in {count} classes: {names}."
        ),
        "table": N_(
            "{n_train:,} rows to learn from and {n_test:,} to be tested on, of {features} numbers "
            "each, in {count} classes: {names}."
        ),
        "table_number": N_(
            "{n_train:,} rows to learn from and {n_test:,} to be tested on, of {features} numbers "
            "each. The answer, {answer}, is a number."
        ),
        "more_names": N_("{names}, …"),
        "at_most": N_("Of them, {most:,} train at a time."),
        "grid": N_("The first {count} pictures to learn from"),
        "notes": N_("What was understood, and left out"),
        "columns": N_("The columns"),
        "column": N_("column"),
        "use": N_("is used as"),
        "why": N_("why it is left out"),
        "use_answer": N_("the answer"),
        "use_number": N_("a number"),
        "use_classes": N_("classes: a number 0 or 1 for each"),
        "use_leave_out": N_("left out"),
        "rows": N_("The first {count} rows, as a network gets them before they are scaled"),
        # the switches
        "otherwise": N_("Say it otherwise"),
        "answer": N_("The answer"),
        "kind": N_("The answer is"),
        "classes": N_("one of some classes"),
        "number": N_("a number"),
        "left_out": N_("Columns that are left out"),
        "as_classes": N_("Columns whose values are classes"),
        "header": N_("Rows of names above the table"),
        "separator": N_("Between two columns"),
        "decimal": N_("Decimal sign"),
        "told": N_("as it looks"),
        "tab": N_("tab"),
        "blank": N_("blanks"),
        "transposed": N_("Turn and mirror the pictures"),
        "inverted": N_("The ink is darker than its paper"),
        "redrawn": N_("Bring the pictures into MNIST's form, as Draw does"),
        # keeping it
        "name": N_("What is it called?"),
        "for_all": N_("Everybody on this server may use it"),
        "for_all_help": N_(
            "Otherwise it is for you alone, though everybody sees the runs that you train on it, "
            "with the names of its classes."
        ),
        "keep": N_("Keep it"),
        "discard": N_("Discard it"),
        "throw_away": N_("Throw it away"),
        "throw_away_sure": N_(
            "“{title}” is thrown away for good. Runs that were trained on it stay, but nothing "
            "more can be learned from it, or be asked about it."
        ),
        "throw_away_yes": N_("Yes, throw it away"),
        "brought": N_("Brought on {date}."),
        "brought_by": N_("Brought by {who} on {date}."),
    }
)
