"""Everything that can go wrong and be told to a person. The faces turn these into one plain line.

AssistantError
├── UsageError            wrong usage or unusable configuration: exit code 2
│   ├── SettingsError     a setting is unknown or has an unusable value
│   ├── MissingPath       a file or folder that was named does not exist
│   ├── EmbeddingMismatch the library was made with other embeddings
│   ├── NoEmbeddings      no embedding engine can run here
│   ├── LibraryMissing    nothing has been ingested yet
│   ├── LibraryLocked     another process is writing to the library
│   ├── LibraryDamaged    the library cannot be read
│   ├── NotInLibrary      a document or generation that was named is not there
│   ├── DiskTrouble       the disk is full or refuses writing; the library is as it was
│   └── NotAllowed        whoever asks has no right to it
├── Busy                  more is asked at once than can be answered; later it can
├── Unreadable            one input file was refused, with its reason: exit code 1
└── ServiceError          a server that was configured did not do its part
    ├── EmbeddingFailed
    ├── ChromaUnreachable
    └── ModelUnavailable

A message says what happened and what to do next, in one line, without the class's name.
"""


class AssistantError(Exception):
    """Base of all errors that carry a message for a person."""


class UsageError(AssistantError):
    """Wrong usage or unusable configuration."""


class SettingsError(UsageError):
    """A setting is unknown or has an unusable value."""


class MissingPath(UsageError):
    """A file or folder that was named does not exist."""


class EmbeddingMismatch(UsageError):
    """The library was made with other embeddings than those configured."""


class NoEmbeddings(UsageError):
    """No embedding engine can run on this machine as configured."""


class LibraryMissing(UsageError):
    """Nothing has been ingested yet."""


class LibraryLocked(UsageError):
    """Another process is writing to the library."""


class LibraryDamaged(UsageError):
    """The library's files cannot be read."""


class NotInLibrary(UsageError):
    """A document or generation that was named is not in the library."""


class DiskTrouble(UsageError):
    """The disk is full or refuses writing; the library is as it was."""


class NotAllowed(UsageError):
    """Whoever asks has no account, or one without the right."""


class Busy(AssistantError):
    """More is asked at once than can be answered; later it can."""


class Unreadable(AssistantError):
    """One input was refused. `path` names it and `reason` says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class ServiceError(AssistantError):
    """A server that was configured did not do its part."""


class EmbeddingFailed(ServiceError):
    """The embeddings server refused or did not answer."""


class ChromaUnreachable(ServiceError):
    """No Chroma server answers at CHROMA_URL."""


class ModelUnavailable(ServiceError):
    """The model server refused, did not answer, or broke off."""
