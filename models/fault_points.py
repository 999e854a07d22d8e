"""The exact moments at which a process may be killed in a test of faults, as data; `passed` says one is reached.

In everyday work a passed point costs one comparison and does nothing: nobody is told. Only `flows.faults` puts a
listener here, and only where the environment names a point.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

# In the order of a run's work. What has happened when the point is passed, and what has not.
FAULT_POINTS: Final[dict[str, str]] = {
    "archive.in_record": "half of a page's records stand at the end of an archive file",
    "archive.record_written": "a page is in the archive, and nobody has noted where",
    "journal.noted": "a page of a back-fill is noted in its journal, and not staged",
    "stage.in_part": "half of a part file is written, under its passing name",
    "stage.part_written": "a part file has its name; others of the same call may be missing",
    "load.table_added": "one table's rows are in the transaction, other tables' are not",
    "load.before_commit": "all rows of a run are in the transaction, which is not committed",
    "load.committed": "the rows are committed, their part files still there",
    "load.part_removed": "some of the loaded part files are removed",
    "upgrade.step_taken": "a step of the schema is taken, and not committed",
    "publish.database_written": "the new database is whole under its passing name, its Parquet set is not",
    "publish.set_written": "the new set is whole, nothing is replaced",
    "publish.link_renamed": "the link names the new Parquet set; the database and the manifest are the old ones",
    "publish.database_renamed": "the database is the new one, the manifest the old one",
    "publish.manifest_renamed": "all is replaced, and the warehouse does not remember it",
    "publish.remembered": "the warehouse remembers the publication, what is out of date still lies there",
    "site.written": "the new site is whole beside the old one",
    "site.swapped": "the new site stands in its place, the old one lies beside it",
    "post.sending_recorded": "the outbox says that a letter is being sent, which is not begun",
    "post.before_dot": "the server has all of a letter but its end",
    "post.after_dot": "the server has the whole letter, and its answer is not read",
    "post.answered": "the server has taken the letter, and the outbox does not know",
    "seal.closed": "an archive file is read-only, and its digest is not noted",
    "backup.warehouse_copied": "a backup holds the warehouse and nothing else yet",
    "backup.page_file_copied": "a file of the archive is in the backup, which is not named yet",
}

Halfway = Callable[[], object]  # leaves the work half done
Listener = Callable[[str, Halfway | None], None]
_listener: Listener | None = None


def passed(name: str, halfway: Halfway | None = None) -> None:
    """Say that the point `name` is reached; `halfway` is what a listener that kills here does first."""
    if _listener is not None:
        _listener(name, halfway)


def listen(listener: Listener | None) -> None:
    """Have every passed point told to `listener`; None: to nobody."""
    global _listener
    _listener = listener
