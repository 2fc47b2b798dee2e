"""Tokens that the system signs itself: for a student's attempt, for a live connection."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, Final

from chalicelib.adapters import clients
from chalicelib.domain.callers import AttemptClaim, CameraClaim
from chalicelib.domain.errors import NotSignedInError
from chalicelib.services.ports import LiveTicket

ALGORITHM: Final = "HS256"
ATTEMPT_AUDIENCE: Final = "attempt"
LIVE_AUDIENCE: Final = "live"
CAMERA_AUDIENCE: Final = "room-camera"


class SignedTokens:
    """JSON Web Tokens under one key; the audience keeps the two kinds apart."""

    def __init__(self, key_parameter: str) -> None:
        self._key_parameter = key_parameter

    def issue_attempt(self, claim: AttemptClaim, *, expires_at: datetime) -> str:
        return self._encode(
            {
                "aud": ATTEMPT_AUDIENCE,
                "sub": claim.attempt_id,
                "exam": claim.exam_id,
                "device": claim.device,
            },
            expires_at,
        )

    def verify_attempt(self, token: str) -> AttemptClaim:
        claims = self._decode(token, ATTEMPT_AUDIENCE)
        return AttemptClaim(claims["sub"], claims["exam"], claims["device"])

    def issue_ticket(self, ticket: LiveTicket, *, expires_at: datetime) -> str:
        claims = {"aud": LIVE_AUDIENCE, "sub": ticket.ticket_id, "exam": ticket.exam_id}
        if ticket.attempt_id is not None:
            claims["attempt"] = ticket.attempt_id
        if ticket.lecturer_id is not None and ticket.drawn_at is not None:
            claims |= {"lecturer": ticket.lecturer_id, "drawn": ticket.drawn_at.isoformat()}
        return self._encode(claims, expires_at)

    def verify_ticket(self, token: str) -> LiveTicket:
        claims = self._decode(token, LIVE_AUDIENCE)
        drawn = claims.get("drawn")
        return LiveTicket(
            claims["sub"],
            claims["exam"],
            claims.get("attempt"),
            claims.get("lecturer"),
            drawn and datetime.fromisoformat(drawn),
        )

    def issue_camera(self, claim: CameraClaim, *, expires_at: datetime) -> str:
        return self._encode(
            {"aud": CAMERA_AUDIENCE, "sub": claim.camera_id, "exam": claim.exam_id}, expires_at
        )

    def verify_camera(self, token: str) -> CameraClaim:
        claims = self._decode(token, CAMERA_AUDIENCE)
        return CameraClaim(claims["sub"], claims["exam"])

    def seal(self, text: str) -> str:
        # The key keeps who reads the table alone from trying the million PINs there are.
        return hmac.new(self._key.encode(), f"seal:{text}".encode(), "sha256").hexdigest()

    @cached_property
    def _key(self) -> str:
        """Read the key once a process."""
        answer = clients.ssm().get_parameter(Name=self._key_parameter, WithDecryption=True)
        return answer["Parameter"]["Value"]

    def _encode(self, claims: Mapping[str, str | int], expires_at: datetime) -> str:
        import jwt  # noqa: PLC0415 - loaded only where a token is handled

        return jwt.encode({**claims, "exp": expires_at}, self._key, algorithm=ALGORITHM)

    def _decode(self, token: str, audience: str) -> dict[str, Any]:
        import jwt  # noqa: PLC0415 - loaded only where a token is handled

        try:
            return jwt.decode(
                token,
                self._key,
                algorithms=[ALGORITHM],
                audience=audience,
                options={"require": ["exp", "aud", "sub", "exam"]},
            )
        except jwt.PyJWTError as error:
            raise NotSignedInError from error
