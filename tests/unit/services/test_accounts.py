"""Who is deactivated or signs out everywhere: the sessions first, then the connections."""

from __future__ import annotations

import pytest

from chalicelib.domain.accounts import Account, AccountState, Invitation
from chalicelib.domain.callers import Admin, Lecturer
from chalicelib.domain.errors import AdminOnlyError, NotSignedInError, OwnAccountError
from chalicelib.services.accounts import deactivate, sign_out_everywhere
from chalicelib.services.ports import Page, SignedOut
from tests.fakes.acts import FakeRoomNewsQueue
from tests.fakes.lecturer_desk import FakeOwnAccount
from tests.fakes.samples import LECTURER, NOW

ADMIN = Admin("admin-1", "thay.quang@truong-mau.example", "Thầy Quang")


class Directory:
    """One lecturer's account, which is found by its address, too."""

    def __init__(self, news: FakeRoomNewsQueue) -> None:
        self.deactivated_before: list[int] = []
        """How much had been told when an account was deactivated."""
        self._news = news

    def read(self, lecturer_id: str) -> Account:
        assert lecturer_id in {LECTURER.lecturer_id, LECTURER.email}
        return Account(LECTURER, AccountState.ACTIVE, NOW)

    def list(self, cursor: str | None) -> Page[Account]:
        raise NotImplementedError

    def create(self, invitation: Invitation, temporary_password: str) -> Account:
        raise NotImplementedError

    def deactivate(self, lecturer: Lecturer) -> None:
        assert lecturer == LECTURER
        self.deactivated_before.append(len(self._news.told))

    def reactivate(self, lecturer: Lecturer) -> None:
        raise NotImplementedError

    def remove_authenticator_of(self, lecturer: Lecturer) -> None:
        raise NotImplementedError


@pytest.fixture
def news() -> FakeRoomNewsQueue:
    return FakeRoomNewsQueue()


@pytest.fixture
def directory(news: FakeRoomNewsQueue) -> Directory:
    return Directory(news)


@pytest.mark.parametrize("named", [LECTURER.lecturer_id, LECTURER.email])
def test_a_deactivation_is_told_once_nobody_can_sign_in_any_more(
    news: FakeRoomNewsQueue, directory: Directory, named: str
) -> None:
    deactivate(named, lecturer=ADMIN, directory=directory, news=news)
    assert directory.deactivated_before == [0]
    assert news.told == [SignedOut(LECTURER.lecturer_id)]


@pytest.mark.parametrize(
    ("caller", "error"), [(LECTURER, AdminOnlyError), (ADMIN, OwnAccountError)]
)
def test_who_may_not_deactivate_tells_nobody(
    news: FakeRoomNewsQueue, directory: Directory, caller: Lecturer, error: type[Exception]
) -> None:
    with pytest.raises(error):
        deactivate(ADMIN.lecturer_id, lecturer=caller, directory=directory, news=news)
    assert (news.told, directory.deactivated_before) == ([], [])


def test_who_signs_out_everywhere_has_no_session_left_and_it_is_told(
    news: FakeRoomNewsQueue,
) -> None:
    own = FakeOwnAccount(here=LECTURER.lecturer_id, there=LECTURER.lecturer_id)
    sign_out_everywhere("here", lecturer=LECTURER, own=own, news=news)
    assert news.told == [SignedOut(LECTURER.lecturer_id)]
    with pytest.raises(NotSignedInError):
        own.owner_of("there")


def test_a_session_that_ended_signs_nobody_out(news: FakeRoomNewsQueue) -> None:
    with pytest.raises(NotSignedInError):
        sign_out_everywhere("ended", lecturer=LECTURER, own=FakeOwnAccount(), news=news)
    assert news.told == []
