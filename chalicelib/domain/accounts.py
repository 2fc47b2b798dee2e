"""Lecturers' accounts: who has one, and whether it may be used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from chalicelib.domain.alerts import MailLanguage, is_address
from chalicelib.domain.callers import Lecturer
from chalicelib.domain.errors import InvalidError, Problem
from chalicelib.domain.names import name_problems

MAX_NAME: Final = 100


class AccountState(StrEnum):
    """Whether an account may be used."""

    INVITED = "invited"
    """Its temporary password was not replaced yet."""
    ACTIVE = "active"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True, slots=True)
class Account:
    """A lecturer's account."""

    lecturer: Lecturer
    state: AccountState
    created_at: datetime
    has_authenticator: bool = False
    """Whether an app's code is asked for at sign-in; not known in a list of accounts."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom an admin invites."""

    email: str
    name: str
    language: MailLanguage = MailLanguage.VIETNAMESE
    """What the mail is written in."""
    is_admin: bool = False

    def check(self) -> None:
        """
        Check what a person typed.

        Raises:
            InvalidError: With every problem.
        """
        problems = []
        if not is_address(self.email):
            problems.append(Problem("email", "not_an_address"))
        if not self.name:
            problems.append(Problem("name", "required"))
        elif len(self.name) > MAX_NAME or not self.name.isprintable():
            problems.append(Problem("name", "malformed"))
        else:
            problems += name_problems(self.name, "name", MAX_NAME)
        if problems:
            raise InvalidError(tuple(problems))
