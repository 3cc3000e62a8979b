"""Accounts: what is kept of passwords and tokens, when a login is refused, and what a change ends."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from assistant.errors import NotAllowed, UsageError
from assistant.faces.service.accounts import DAY, FAILURES, LOCKED, SESSION, Accounts
from assistant.faces.service.rights import Caller, Right, Role, require

PASSWORD = "correct horse battery"


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def accounts(tmp_path: Path, clock: Clock) -> Accounts:
    made = Accounts(tmp_path / "library", clock)
    made.add("ada", Role.EDITOR, PASSWORD)
    return made


def test_what_is_kept_is_readable_by_its_owner_alone_and_holds_no_secret(accounts: Accounts) -> None:
    _, token = accounts.new_token("ada", "reports")
    session = accounts.log_in("ada", PASSWORD)
    assert session
    assert stat.S_IMODE(accounts.path.stat().st_mode) == 0o600
    kept = accounts.path.read_bytes()
    assert b"$argon2id$" in kept
    for secret in (PASSWORD, token, session):
        assert secret.encode() not in kept


def test_a_session_is_whoever_logged_in_until_it_ends(accounts: Accounts, clock: Clock) -> None:
    session = accounts.log_in("ada", PASSWORD) or ""
    caller = accounts.by_session(session)
    assert caller is not None
    assert (caller.name, caller.role) == ("ada", Role.EDITOR)
    assert accounts.by_token(session) is None, "a session is no token"
    assert accounts.log_in("ada", PASSWORD) != session, "each login is new"
    clock.now += SESSION + 1
    assert accounts.by_session(session) is None
    other = accounts.log_in("ada", PASSWORD) or ""
    accounts.log_out(other)
    assert accounts.by_session(other) is None


@pytest.mark.parametrize("name", ["ada", "nobody", "ADA", "ada' --", ""])
def test_a_wrong_login_is_refused(accounts: Accounts, name: str) -> None:
    assert accounts.log_in(name, "wrong horse battery") is None


def test_an_account_is_locked_after_failures_and_longer_each_time(accounts: Accounts, clock: Clock) -> None:
    for length in (LOCKED, 2 * LOCKED):
        for _ in range(FAILURES):
            assert accounts.log_in("ada", "wrong horse battery") is None
        assert accounts.log_in("ada", PASSWORD) is None, "locked, though the password is right"
        clock.now += length - 1
        assert accounts.log_in("ada", PASSWORD) is None
        clock.now += 2
    assert accounts.log_in("ada", PASSWORD), "open again"
    for _ in range(FAILURES):
        accounts.log_in("ada", "wrong horse battery")
    accounts.unlock("ada")
    assert accounts.log_in("ada", PASSWORD)


def test_guesses_at_once_are_all_counted(accounts: Accounts) -> None:
    threads = [threading.Thread(target=accounts.log_in, args=("ada", f"guess number {n}")) for n in range(FAILURES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert accounts.log_in("ada", PASSWORD) is None


def test_tokens_end_are_rotated_and_revoked(accounts: Accounts, clock: Clock) -> None:
    number, token = accounts.new_token("ada", "reports", days=2)
    assert accounts.by_token(token) == Caller("ada", Role.EDITOR)
    later, rotated = accounts.rotate(number, overlap_hours=1)
    assert accounts.by_token(token), "both hold for the overlap"
    assert accounts.by_token(rotated)
    clock.now += 3601
    assert accounts.by_token(token) is None
    assert accounts.by_token(rotated)
    accounts.revoke(later)
    assert accounts.by_token(rotated) is None
    _, short = accounts.new_token("ada", days=1)
    clock.now += DAY + 1
    assert accounts.by_token(short) is None
    for number in (later, 999):
        with pytest.raises(UsageError, match=f"no token {number}"):
            accounts.revoke(number)


def test_a_change_of_an_account_holds_at_once(accounts: Accounts) -> None:
    session, (_, token) = accounts.log_in("ada", PASSWORD) or "", accounts.new_token("ada")
    accounts.set_role("ada", Role.READER)
    for caller in (accounts.by_session(session), accounts.by_token(token)):
        assert caller is not None
        assert caller.role is Role.READER
    accounts.set_password("ada", "another horse battery")
    assert accounts.by_session(session) is None, "a new password ends what was logged in under the old one"
    assert accounts.log_in("ada", PASSWORD) is None
    accounts.remove("ada")
    assert accounts.by_token(token) is None
    assert not accounts.exist


@pytest.mark.parametrize("password", ["short", "x" * 201, "aaaaaaaaaaaa", "ada-ada-ada"])
def test_a_weak_password_is_refused(accounts: Accounts, password: str) -> None:
    with pytest.raises(UsageError):
        accounts.set_password("ada", password)


@pytest.mark.parametrize("name", ["", "Ada", "a b", "../ada", "a" * 41, "ada\n", "<script>"])
def test_an_unfit_name_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(UsageError, match="name"):
        accounts.add(name, Role.READER, PASSWORD)
    with pytest.raises(UsageError, match="already"):
        accounts.add("ada", Role.READER, PASSWORD)


def test_rights_grow_with_the_role() -> None:
    granted = {role: {right for right in Right if Caller("x", role).may(right)} for role in Role}
    assert granted[Role.READER] == {Right.READ}
    assert granted[Role.READER] < granted[Role.EDITOR] < granted[Role.ADMIN] == set(Right)
    with pytest.raises(NotAllowed, match="needs an account"):
        require(None, Right.READ)
    with pytest.raises(NotAllowed, match="needs the role editor"):
        require(Caller("eve", Role.READER), Right.WRITE)
