"""The attempt token that the agent works under."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from agents.rtsp.errors import TokenMalformedError

_ATTEMPT_ID: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class AttemptToken:
    """A bearer token and the attempt it is for."""

    text: str
    attempt_id: str

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read a token from a file that holds nothing else; raises TokenMalformedError."""
        try:
            return cls.parse(path.read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise TokenMalformedError(reason=str(error)) from error

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Find the attempt in the token's ``sub`` without verifying: the server does that.

        Raises:
            TokenMalformedError: The text is no JSON Web Token of an attempt.
        """
        try:
            _, payload, _ = text.split(".")
            padded = payload + "=" * (-len(payload) % 4)
            attempt_id = json.loads(base64.urlsafe_b64decode(padded))["sub"]
        except (ValueError, KeyError, TypeError, binascii.Error) as error:
            raise TokenMalformedError(reason=type(error).__name__) from error
        if not isinstance(attempt_id, str) or not _ATTEMPT_ID.fullmatch(attempt_id):
            raise TokenMalformedError(reason="sub")
        return cls(text, attempt_id)
