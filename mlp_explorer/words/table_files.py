"""What is said of tables that somebody has brought: what was understood, left out, or refused."""

from mlp_explorer.words.texts import N_, NP_, Texts

__all__ = ["TABLE_FILES"]

TABLE_FILES = Texts(
    {
        # the file
        "workbook": N_(
            "“{name}” is a workbook or an archive, no text. Save the sheet as CSV, and bring that."
        ),
        "markup": N_("“{name}” is JSON, HTML or XML, no table. Save it as CSV, and bring that."),
        "no_text": N_(
            "“{name}” holds neither pictures nor a table. Pictures can be a zip with a folder a "
            "class, .npz, .npy, IDX or a CSV of pixels; a table is text, such as CSV."
        ),
        "encoding": N_("Encoding: “{got}” arrived; allowed are names such as utf-8 and cp1252."),
        "choice": N_("{choice}: “{got}” arrived; allowed are {names}."),
        # its form
        "one_column": N_(
            "“{name}”: 1 column arrived; allowed are 2 or more, one of them with the answers. If "
            "there are more, say what is between them."
        ),
        "many_columns": N_("“{name}”: {got:,} columns arrived; allowed are 2 to {most:,}."),
        "many_rows": N_("“{name}”: more than {most:,} rows arrived; allowed are 10 to {most:,}."),
        "few_rows": N_("{got} rows with an answer arrived; allowed are {least} or more."),
        "many_features": N_(
            "The columns become {got:,} features; allowed are {most:,}. Leave some out, or use "
            "them as numbers."
        ),
        "many_cells": N_("Rows × columns: {got:,} arrived; allowed are {most:,}."),
        "many_numbers": N_(
            "Rows × features: {got:,} arrived; allowed are {most:,}. Leave columns or rows out."
        ),
        "header_doubt": N_(
            "“{name}”: it cannot be told whether the first row has names or values: {row}. Say how "
            "many rows of names there are: 0, 1 or 2."
        ),
        "header_width": N_(
            "“{name}”: the first row has {got} fields, and most others have {wanted}. Names must "
            "be as many as the columns."
        ),
        "open_quote": N_("“{name}”: a quotation mark opens a field that never ends."),
        "other_columns": N_(
            "“{name}” lacks columns: {names}. Allowed are files with the same columns; one without "
            "the answers can be asked later."
        ),
        # its columns
        "no_column": N_("“{got}” arrived as a column; there are {names}."),
        "no_answer": N_(
            "No column can be the answer: {names}. Allowed is one with a number, or with few "
            "different texts."
        ),
        "no_features": N_(
            "Beside the answer, “{column}”, no column is left to learn from. Left out: {names}. "
            "{reason}"
        ),
        "empty_answer": N_("“{column}” is empty; the answer needs a value in 10 rows or more."),
        "empty_column": N_("“{column}” is empty, so it can only be left out."),
        "no_numbers": N_(
            "“{column}”, row {row:,}: “{got}” arrived, and nothing in this column is a number. Use "
            "it as classes, or leave it out."
        ),
        "one_value": N_("“{column}”: all answers are {got:g}; there is nothing to learn."),
        "one_class": N_(
            "“{column}”: all answers are “{names}”; to learn takes two different ones or more."
        ),
        "many_classes": N_(
            "“{column}”: {got:,} different answers arrived, such as {names}; allowed are 2 to "
            "{most}, or a number as the answer."
        ),
        "all_equal": N_(
            "All {count:,} rows are the same but for the answer: none can be held out for the test."
        ),
        # what was understood
        "by_commas": N_("Fields are separated by commas."),
        "by_semicolons": N_("Fields are separated by semicolons."),
        "by_tabs": N_("Fields are separated by tabs."),
        "by_bars": N_("Fields are separated by vertical bars."),
        "by_blanks": N_("Fields are separated by blanks."),
        "decimal_comma": N_("Decimals begin with a comma: 1,5 is one and a half."),
        "unsure": N_(
            "“{got}” can be read in two ways; “{sign}” is taken for what decimals begin with."
        ),
        "read_as": N_("The text is no UTF-8 and is read as {encoding}."),
        "no_header": N_("The first row has values, no names: columns are called by their number."),
        "two_headers": N_("The first two rows are names."),
        "same_name": N_("Columns with the same name are numbered: {names}."),
        "answer_by_name": N_("“{column}” is taken for the answer, by its name."),
        "answer_last": N_("“{column}” is taken for the answer: the last column that can be it."),
        "is_classes": N_("The answer, “{column}”, is one of {count} classes."),
        "is_number": N_("The answer, “{column}”, is a number."),
        "one_hot": N_("A feature for each value, 1 or 0: {names}."),
        "yes_no": N_("Yes is 1, no is 0: {names}."),
        "days": N_("Dates are days since 1970: {names}."),
        "few_numbers": N_(
            "Whole numbers of few values are used as numbers: {names}. Say so if they are classes."
        ),
        "signs": N_("Signs such as € and % are taken off: {names}."),
        "marks": N_("Numbers such as -999 say that one is missing: {names}."),
        "word_class": N_("NA, None and N/A are classes of their own: {names}."),
        "medians": NP_(
            "1 missing number becomes the median of the training part: {names}.",
            "{count:,} missing numbers become the median of the training part: {names}.",
        ),
        "missing_class": NP_(
            "1 empty cell is of a class of its own, “missing”: {names}.",
            "{count:,} empty cells are of a class of their own, “missing”: {names}.",
        ),
        "odd_cells": NP_(
            "“{column}”, row {row:,}: “{got}” is no number, and counts as missing.",
            "“{column}”: {count:,} cells are no numbers and count as missing, the first is “{got}” "
            "in row {row:,}.",
        ),
        "unknown": N_("Values that were not there in training are 0 in all features: {names}."),
        # what to know
        "single_class": NP_(
            "One class has a single row, which trains and is not tested: {names}.",
            "{count} classes have a single row each, which trains and is not tested: {names}.",
        ),
        "lopsided": N_(
            "{share:.1f} % of the rows are “{name}”: who always says that is right as often."
        ),
        "equal_rows": NP_(
            "1 row is equal to another one: both are on one side, training or test.",
            "{count:,} rows are equal to others: all that are equal are on one side, training or "
            "test.",
        ),
        # what was left out
        "left_others": NP_(
            "1 other file is no table and left out: {names}.",
            "{count:,} other files are no tables and left out: {names}.",
        ),
        "left_file": N_(
            "“{name}” has no column “{column}”, so no answers: it is left out, and can be asked."
        ),
        "left_part": N_("“{name}” lacks columns and is left out: {names}."),
        "left_rows": NP_(
            "1 row without an answer is left out.",
            "{count:,} rows without an answer are left out.",
        ),
        "odd_answers": NP_(
            "“{column}”, row {row:,}: “{got}” is no number, so the row is left out.",
            "“{column}”: {count:,} answers are no numbers, so their rows are left out; the first "
            "is “{got}” in row {row:,}.",
        ),
        "long_rows": N_(
            "“{name}”, row {row:,}: {got} fields arrived where others have {wanted}; such rows are "
            "left out."
        ),
        "left_columns": N_("Left out: {names}. {reason}"),
        "why_copy": N_("It is the answer under another name."),
        "why_constant": N_("It is the same in all rows."),
        "why_empty": N_("There is nothing in it."),
        "why_index": N_("It numbers the rows."),
        "why_date": N_("It is a date, which may be used as a number of days."),
        "why_text": N_("It is text with many different values."),
        "why_wished": N_("You have said so."),
    }
)
