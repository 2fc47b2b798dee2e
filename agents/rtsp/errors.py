"""What ends the agent, by name, with the exit code each becomes."""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the process returns; 2 is argparse's own, for a wrong command line."""

    STOPPED = 0
    """Asked to stop, or the video file has ended."""
    SOURCE_UNREADABLE = 3
    CAMERA_REFUSED = 4
    EXAM_OVER = 5
    SITE_UNFIT = 6
    CONFIGURATION_WRONG = 7


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


class CameraAwayError(SourceUnreadableError):
    """Raised when nothing answers at the camera's address."""

    code = "camera_away"


class CameraLockedError(SourceUnreadableError):
    """Raised when the camera wants a password, or another one."""

    code = "camera_locked"


class StreamUnknownError(SourceUnreadableError):
    """Raised when the camera answers and has no such stream."""

    code = "stream_unknown"


class ConfigurationError(AgentError):
    """Raised when the file that names the cameras cannot be used."""

    code = "configuration_wrong"
    exit_code = ExitCode.CONFIGURATION_WRONG


class KeyMissingError(AgentError):
    """Raised when a camera was never enrolled and there is no key to do it with."""

    code = "key_missing"
    exit_code = ExitCode.CAMERA_REFUSED


class KeyRefusedError(AgentError):
    """Raised when the site does not enrol a camera with the key."""

    code = "key_refused"
    exit_code = ExitCode.CAMERA_REFUSED


class CameraRefusedError(AgentError):
    """Raised when the site does not know the camera any more: removed, or its token ended."""

    code = "camera_refused"
    exit_code = ExitCode.CAMERA_REFUSED


class ExamOverError(AgentError):
    """Raised when the exam is over."""

    code = "exam_over"
    exit_code = ExitCode.EXAM_OVER


class SiteUnfitError(AgentError):
    """Raised when whatever answers at the address is not the site."""

    code = "site_unfit"
    exit_code = ExitCode.SITE_UNFIT


class SiteAwayError(Exception):
    """Raised when the site cannot be reached or is faulty; trying again may help."""
