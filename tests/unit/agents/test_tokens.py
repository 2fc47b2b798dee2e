from __future__ import annotations

from pathlib import Path

import jwt
import pytest

from agents.rtsp.errors import TokenMalformedError
from agents.rtsp.tokens import AttemptToken

ATTEMPT_ID = "0123456789abcdef" * 2
KEY = "a key that the agent does not know"


def test_the_attempt_is_the_subject_of_the_token(tmp_path: Path) -> None:
    text = jwt.encode({"sub": ATTEMPT_ID, "exam": "e"}, KEY)
    path = tmp_path / "token"
    path.write_text(f"{text}\n")
    assert AttemptToken.read(path) == AttemptToken(text, ATTEMPT_ID)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one.two",
        "a.b.c",
        "a.Ym9v.c",
        jwt.encode({"exam": "e"}, KEY),
        jwt.encode({"sub": "../x"}, KEY),
    ],
)
def test_what_is_no_attempt_token_is_refused(text: str) -> None:
    with pytest.raises(TokenMalformedError):
        AttemptToken.parse(text)


def test_a_missing_token_file_is_a_malformed_token(tmp_path: Path) -> None:
    with pytest.raises(TokenMalformedError):
        AttemptToken.read(tmp_path / "none")
