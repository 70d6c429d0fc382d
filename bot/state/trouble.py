"""Why a database cannot be used just now, in words that anyone understands."""

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError

SQLITE = {
    sqlite3.SQLITE_BUSY: "its file is in use by another program",
    sqlite3.SQLITE_CANTOPEN: "its file cannot be opened",
    sqlite3.SQLITE_CORRUPT: "its file is damaged",
    sqlite3.SQLITE_FULL: "its disk is full",
    sqlite3.SQLITE_IOERR: "its disk cannot be read or written",
}
"""By SQLite's primary result codes."""

POSTGRESQL = {
    "08": "the connection broke",
    "25P03": "it timed out waiting for us",
    "53100": "its disk is full",
    "53300": "it has too many connections",
    "53": "it is out of resources",
    "55P03": "it has been busy for too long",
    "57014": "it takes too long to respond",
    "57P": "it is starting or stopping",
}
"""By how a SQLSTATE begins, the longest first that is meant."""

NO_WRITES = "25006"
"""The SQLSTATE of a write that is refused because nothing may be written."""

FOR_GOOD = ("authentication", "does not exist", "pg_hba.conf", "permission denied")
"""What a server says that does not let us in, and will not the next time. (No SQLSTATE comes with
it; a server that says it in another language is asked again in vain, for a while.)"""


def trouble(error: DBAPIError) -> str | None:
    """What is wrong with the database; None for an error that is no fault of its state."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE.get(code & 0xFF)
    state = str(getattr(error.orig, "sqlstate", None) or "")
    for begins, words in POSTGRESQL.items():
        if state.startswith(begins):
            return words
    if error.connection_invalidated:
        return "it no longer accepts writes" if state == NO_WRITES else "the connection broke"
    if state or not isinstance(error, OperationalError):
        return None
    # The driver's own: there was no connection, or there is none any more.
    return "the database isn't responding" if may_pass(error) else "the database refused the login"


def may_pass(error: DBAPIError) -> bool:
    """Whether it is worth while to try again."""
    said = str(error.orig)
    return not any(words in said for words in FOR_GOOD)


def first_line(error: BaseException | None) -> str:
    """An error's own words for an operator; drivers add lines of advice, never a password."""
    return next(iter(str(error).splitlines()), "no reason given")
