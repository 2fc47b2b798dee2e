"""What ends the agent, by name, with the exit code each becomes."""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the process returns; 2 is argparse's own, for a wrong command line."""

    STOPPED = 0
    """Asked to stop, or the video file has ended."""
    SOURCE_UNREADABLE = 3
    TOKEN_REFUSED = 4
    EXAM_OVER = 5
    SITE_UNFIT = 6


class AgentError(Exception):
    """Base of every error that the agent cannot mend by trying again."""

    code: ClassVar[str]
    exit_code: ClassVar[ExitCode]

    def __init__(self, **details: object) -> None:
        super().__init__(self.code, details)
        self.details = details


class SourceUnknownError(AgentError):
    """Raised when the source is neither an address, a file nor a device."""

    code = "source_unknown"
    exit_code = ExitCode.SOURCE_UNREADABLE


class SourceUnreadableError(AgentError):
    """Raised when the source has never given a picture."""

    code = "source_unreadable"
    exit_code = ExitCode.SOURCE_UNREADABLE


class TokenMalformedError(AgentError):
    """Raised when the token file holds no attempt token."""

    code = "token_malformed"
    exit_code = ExitCode.TOKEN_REFUSED


class TokenRefusedError(AgentError):
    """Raised when the site does not accept the token, or no longer."""

    code = "token_refused"
    exit_code = ExitCode.TOKEN_REFUSED


class ExamOverError(AgentError):
    """Raised when the attempt was handed in or its time is up."""

    code = "exam_over"
    exit_code = ExitCode.EXAM_OVER


class SiteUnfitError(AgentError):
    """Raised when whatever answers at the address is not the site."""

    code = "site_unfit"
    exit_code = ExitCode.SITE_UNFIT


class SiteAwayError(Exception):
    """Raised when the site cannot be reached or is faulty; trying again may help."""
