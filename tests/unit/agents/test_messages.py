from __future__ import annotations

import io

import pytest

from agents.rtsp.agent import Status
from agents.rtsp.messages import LANGUAGES, TEXTS, Language
from agents.rtsp.status import LOG_EVERY_S, StatusLine


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_exists_in_every_language(language: Language) -> None:
    assert all(texts[language] for texts in TEXTS.values())


def test_a_log_gets_a_line_when_the_camera_changes_and_now_and_then() -> None:
    clock, log = [0.0], io.StringIO()
    line = StatusLine(log, "vi", lambda: clock[0])
    for camera_on, moment in ((True, 0.0), (True, 1.0), (False, 2.0), (False, 2 + LOG_EVERY_S)):
        clock[0] = moment
        line.tell(Status(camera_on=camera_on, site_reached=True))
    cameras = [text.partition(" · ")[0] for text in log.getvalue().splitlines()]
    assert cameras == ["camera: bật", "camera: mất hình", "camera: mất hình"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_one_line_written_over_itself() -> None:
    terminal = Terminal()
    line = StatusLine(terminal, "en")
    line.tell(Status(camera_on=True, sent=10))
    line.tell(Status(camera_on=True, sent=15))
    line.end()
    assert terminal.getvalue().count("\r") == 2
    assert terminal.getvalue().count("\n") == 1
