"""Looking and writing: the two ways in which a connection is used."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def looking(db: sqlite3.Connection) -> Iterator[None]:
    """Several questions answered from one state of the ledger, whoever writes meanwhile."""
    db.execute("BEGIN")
    try:
        yield
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")  # there is nothing to commit, and SQLite refuses to after it met a damaged page


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """One transaction that holds the write lock from its start, so that what it reads stays true until it commits."""
    try:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("COMMIT")
    except BaseException:  # Ctrl-C as well: all of it or nothing
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
