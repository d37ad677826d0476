"""What can go wrong, as one tree. It does not know who tells the user: the doors in `interfaces/` do.

WorkbenchError
├── InputError             what was given cannot be used as it is
│   ├── UnreadableInput    not text, or text in an encoding we do not read
│   └── UnknownLanguage    a language no engine here translates
├── NotFound               no such article, segment, block, model or job
├── Conflict               somebody saved a newer version first; carries what they saved
├── NotAllowed             a review step that the segment's state does not permit
├── ModelUnavailable       a model or a package it needs is not on this machine
├── SignedOut              nobody is signed in, or somebody else than the page takes them for
├── Forbidden              the role of who is signed in does not allow it
├── ExportRefused          a format cannot hold the article, or nothing is approved
├── WorkspaceError         the workspace on disk is damaged, foreign or locked
└── Cancelled              the user stopped the work; what was done is kept

A message says what was given, what was possible and what to do next, in one sentence a reader can act on.
"""


class WorkbenchError(Exception):
    """Base of every error the user is meant to read."""


class InputError(WorkbenchError):
    """What was given cannot be used as it is."""


class UnreadableInput(InputError):
    """Bytes that are not text, or text in an encoding we do not read."""


class UnknownLanguage(InputError):
    """A language that no engine on this machine translates."""


class NotFound(WorkbenchError):
    """No such article, segment, block, model or job."""


class Conflict(WorkbenchError):
    """A save was based on a version that is no longer the newest; `current` is the newest review."""

    def __init__(self, message: str, current: object) -> None:
        super().__init__(message)
        self.current = current


class NotAllowed(WorkbenchError):
    """A review step that the segment's state does not permit."""


class ModelUnavailable(WorkbenchError):
    """A model, or a package it needs, is not on this machine."""


class SignedOut(WorkbenchError):
    """Nobody is signed in, or somebody else than the page takes them for."""


class Forbidden(WorkbenchError):
    """The role of who is signed in does not allow it."""


class ExportRefused(WorkbenchError):
    """The format cannot hold the article, or there is nothing approved to export."""


class WorkspaceError(WorkbenchError):
    """The workspace on disk is damaged, made by a newer version, or locked."""


class Cancelled(WorkbenchError):
    """The user stopped the work; what was done is kept."""
