"""Why runs, or a part of one, cannot be kept or read."""

from mlp_explorer.words.texts import N_, Texts

__all__ = ["STORE"]

STORE = Texts(
    {
        "no_run": N_("No run “{id}” is kept here."),
        "no_group": N_("No group “{id}” of runs is kept here."),
        "unreadable": N_("The run “{id}” cannot be read here. {problem}"),
        # files
        "replaced": N_(
            "The run cannot go on from where it stood: the weights of epoch {epoch} have been "
            "replaced since then. Branch from one of its epochs instead."
        ),
        "not_written": N_(
            "Runs cannot be kept: {path} cannot be written ({reason}). Free some space or make the "
            "folder writable, or choose another one with MLP_EXPLORER_HOME."
        ),
        "not_removed": N_(
            "Runs cannot be kept: {path} cannot be removed ({reason}). Free some space or make the "
            "folder writable, or choose another one with MLP_EXPLORER_HOME."
        ),
        "part_missing": N_(
            "A part of the run cannot be read: {path} is missing. Choose another epoch, or train "
            "it again; other runs are not affected."
        ),
        "part_out_of_reach": N_(
            "A part of the run cannot be read: {path} is out of reach ({reason}). Choose another "
            "epoch, or train it again; other runs are not affected."
        ),
        "part_damaged": N_(
            "A part of the run cannot be read: {path} is damaged. Choose another epoch, or train "
            "it again; other runs are not affected."
        ),
        # own drawings
        "too_many_drawings": N_(
            "{kept:,} drawings are kept, and {arrived:,} are new; at most {most:,} can be kept. "
            "Delete some first."
        ),
        "no_own_set": N_(
            "The own drawings “{id}” are not kept here, so nothing can be trained on them. "
            "Fine-tune on your own drawings on the Draw page."
        ),
        "damaged_own_set": N_(
            "The own drawings “{id}” are damaged, so nothing can be trained on them. Fine-tune on "
            "your own drawings anew on the Draw page."
        ),
        # own data
        "data_damaged": N_(
            "The data “{key}” is damaged on this server, so it can be neither shown nor learned. "
            "Bring the same files again."
        ),
        # nicknames
        "no_person": N_("Nobody who is called “{id}” in an address has a name here any more."),
        "too_many_nicknames": N_(
            "{most:,} people have a name here already, and no more can be kept."
        ),
        # the folder
        "letters": N_(
            "Runs cannot be kept in {name}: the character set of this terminal, {encoding}, has "
            "not all letters of that name. Start the app with LC_ALL=C.UTF-8, or choose another "
            "folder with {variable}."
        ),
        "another_app": N_(
            "Another MLP Explorer keeps its runs in {home}. End it, or choose another folder with "
            "{variable}."
        ),
        "no_folder": N_(
            "Runs cannot be kept in {home}: {reason}. Make it a folder that can be written to, or "
            "choose another one with {variable}."
        ),
        "no_room": N_(
            "Runs take {used:.1f} GB of the disk, and {most:.1f} GB are allowed. Delete the "
            "largest of yours on the Compare page, for good, or allow more with {variable}."
        ),
        "disk_setting": N_(
            "{variable}: “{got}” is not possible; "
            "allowed is a number of gigabytes over 0, such as 10."
        ),
        # the database
        "another_app_there": N_(
            "Another MLP Explorer keeps its runs in {place}. Both would take each other's runs for "
            "interrupted: end that one, or choose another database with MLP_EXPLORER_DATABASE."
        ),
        "gone": N_(
            "Runs cannot be kept: {path} has been removed or replaced. Start MLP Explorer anew."
        ),
        "not_yet": N_(
            "The database with the runs has not answered yet. It is asked again all the time: "
            "reload this page in a moment."
        ),
        "not_kept": N_("Runs cannot be kept in {place}: {problem}"),
        "not_read": N_("Runs cannot be read from {place}: {problem}"),
        "text": N_("{text}."),
        "a_database": N_("the database"),
        "database": N_("the database {name}"),
        "no_driver": N_(
            "PostgreSQL needs a driver that is not installed here. Add it with "
            'pip install "psycopg[binary]"; without MLP_EXPLORER_DATABASE, runs are kept in a file.'
        ),
        "no_address": N_(
            "The address of the database cannot be used. Allowed are addresses such as "
            "postgresql+psycopg://user:password@host/name (in the password, write %40 for @ and "
            "%25 for %) and sqlite:////folder/runs.db; with none, runs are kept in a file."
        ),
        "newer_schema": N_(
            "The runs in {place} were written by a newer MLP Explorer (schema {schema}; this one "
            "knows up to {known}). Update it, or choose another folder with MLP_EXPLORER_HOME. "
            "Nothing was changed."
        ),
        "no_server": N_(
            "its server cannot be reached or does not let us in. Check that it runs and has that "
            "database, and host, user and password in MLP_EXPLORER_DATABASE."
        ),
        "damaged": N_(
            "the file is damaged. Move it away to start with an empty one; the weights of its runs "
            "stay in their folders."
        ),
        "full": N_("the disk is full. Free some space; what was kept so far is safe."),
        "failing": N_("the disk is full or fails. Free some space; what was kept so far is safe."),
        "unwritable": N_(
            "it cannot be written to. Make file and folder writable, or choose another folder with "
            "MLP_EXPLORER_HOME."
        ),
        "not_opened": N_(
            "the file cannot be opened or made. If there is a folder of that name, move it away; "
            "make the folder around it writable, or choose another one with MLP_EXPLORER_HOME."
        ),
        "no_database": N_("the file is not a database. Move it away to start with an empty one."),
        "locked": N_("another program is writing to it. End that one and try again."),
        "others_tables": N_("it has tables of another program. Choose another database or folder."),
    }
)
