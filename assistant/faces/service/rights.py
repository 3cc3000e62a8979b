"""Who asks, and what they may do. Every door asks `require` before it does anything."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.errors import NotAllowed


class Right(StrEnum):
    """What can be allowed."""

    READ = "read"  # ask, search, and see what is in the library
    WRITE = "write"  # put documents in and take them out
    WATCH = "watch"  # see the service's own figures


class Role(StrEnum):
    """What an account is for; each may do what the one before it may."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"

    @property
    def rights(self) -> frozenset[Right]:
        granted = {Role.READER: 1, Role.EDITOR: 2, Role.ADMIN: 3}[self]
        return frozenset(list(Right)[:granted])


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever stands behind a request: an account, or everybody where none are asked for."""

    name: str
    role: Role

    def may(self, right: Right) -> bool:
        return right in self.role.rights


def require(caller: Caller | None, right: Right) -> Caller:
    """The caller, who has this right. NotAllowed where they have not."""
    if caller is None:
        raise NotAllowed("This needs an account: send its token, or log in.")
    if not caller.may(right):
        needed = next(role for role in Role if right in role.rights)
        raise NotAllowed(f"The account {caller.name} is a {caller.role}; this needs the role {needed}.")
    return caller
