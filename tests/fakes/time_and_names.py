"""A clock that stands until it is moved, names that count, tokens that hide nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from chalicelib.domain.callers import AttemptClaim
from chalicelib.domain.errors import NotSignedInError
from chalicelib.services.ports import LiveTicket
from tests.fakes.samples import NOW


class FakeClock:
    def __init__(self, now: datetime = NOW) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def pass_by(self, **duration: float) -> None:
        self._now += timedelta(**duration)


class CountingIdentifiers:
    def __init__(self) -> None:
        self._count = 0

    def new_id(self) -> str:
        self._count += 1
        return f"{self._count:08x}" * 4

    def new_room_code(self) -> str:
        return "ABC234"

    def new_pin(self) -> str:
        self._count += 1
        return f"{self._count:06d}"

    def new_password(self) -> str:
        self._count += 1
        return f"Mat-Khau-Tam-{self._count}"


class OpenTokens:
    """Tokens kept in a table; expiry is looked at when one is verified."""

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self._issued: dict[str, tuple[AttemptClaim | LiveTicket, datetime]] = {}

    def issue_attempt(self, claim: AttemptClaim, *, expires_at: datetime) -> str:
        return self._issue(claim, expires_at)

    def verify_attempt(self, token: str) -> AttemptClaim:
        found = self._verify(token)
        if not isinstance(found, AttemptClaim):
            raise NotSignedInError
        return found

    def issue_ticket(self, ticket: LiveTicket, *, expires_at: datetime) -> str:
        return self._issue(ticket, expires_at)

    def verify_ticket(self, token: str) -> LiveTicket:
        found = self._verify(token)
        if not isinstance(found, LiveTicket):
            raise NotSignedInError
        return found

    def seal(self, text: str) -> str:
        return f"sealed({text})"

    def _issue(self, spoken_for: AttemptClaim | LiveTicket, expires_at: datetime) -> str:
        token = f"token-{len(self._issued) + 1}"
        self._issued[token] = (spoken_for, expires_at)
        return token

    def _verify(self, token: str) -> AttemptClaim | LiveTicket:
        spoken_for, expires_at = self._issued.get(token, (None, self._clock.now()))
        if spoken_for is None or expires_at <= self._clock.now():
            raise NotSignedInError
        return spoken_for
