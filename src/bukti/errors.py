"""Everything that bukti raises on purpose.

    BuktiError                      the family; a command prints it without a traceback and exits 1
    ├── InputError                  what was given cannot be read or used
    │   ├── UnreadableError         bytes that are no text, an empty file, HTML without an article, a broken JSON line
    │   ├── TooLargeError           over a size limit, before or while reading
    │   └── FetchError              a URL that did not answer with an article
    │       └── ForbiddenAddressError   a URL that leads to a private, link-local or loopback address
    ├── LedgerError                 the store cannot do what was asked
    │   ├── LedgerLockedError       another process holds it for longer than the patience given
    │   ├── LedgerDamagedError      truncated, or no ledger at all
    │   ├── LedgerVersionError      written by a newer bukti
    │   ├── LedgerFullError         the disk is full; what was committed before is kept
    │   └── NotInLedgerError        no such row
    ├── ModelError                  the weights are missing, damaged or not the ones the manifest names
    └── PackError                   words of a language (lang/<code>/) that do not follow the schema

Each message says what was wrong, where, and what can be done; `where` is a path, URL, `path:line`, or article id.
"""


class BuktiError(Exception):
    """Base of the family.

    `reason` is a short stable code ("empty", "too-large") under which rejections are counted; `where` locates the trouble.
    """

    reason = "error"

    def __init__(self, message: str, *, where: str = "", reason: str | None = None) -> None:
        super().__init__(f"{where}: {message}" if where else message)
        self.message = message
        self.where = where
        if reason is not None:
            self.reason = reason


class InputError(BuktiError):
    reason = "bad-input"


class UnreadableError(InputError):
    reason = "unreadable"


class TooLargeError(InputError):
    reason = "too-large"


class FetchError(InputError):
    reason = "fetch"


class ForbiddenAddressError(FetchError):
    reason = "forbidden-address"


class LedgerError(BuktiError):
    reason = "ledger"


class LedgerLockedError(LedgerError):
    reason = "ledger-locked"


class LedgerDamagedError(LedgerError):
    reason = "ledger-damaged"


class LedgerVersionError(LedgerError):
    reason = "ledger-version"


class LedgerFullError(LedgerError):
    reason = "ledger-full"


class NotInLedgerError(LedgerError):
    reason = "not-in-ledger"


class ModelError(BuktiError):
    reason = "model"


class PackError(BuktiError):
    reason = "pack"
