"""Nine students watched at once, each in a real browser with a camera of their own."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from local.testing import running_site
from tests.e2e.conftest import RESULTS, System
from tests.e2e.live_clock import begin_reading, what_was_read, write_clock
from tests.e2e.live_room import MOVING
from tests.e2e.recorded_attempt import RecordedAttempt
from tests.e2e.test_whole_way import join, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

MOST: Final = 9
NAMES: Final = (
    "Nguyễn Thị Thanh An",
    "Trần Quốc Bảo",
    "Phạm Minh Châu",
    "Lê Hoàng Dũng",
    "Vũ Ngọc Giang",
    "Đặng Thu Hà",
    "Hoàng Đức Khải",
    "Bùi Mai Lan",
    "Công Tằng Tôn Nữ Hoàng Nguyệt Minh",
)
TENTH: Final = "Đỗ Văn Nam"
PICTURES_EACH: Final = 100
"""A clip's numbers begin with its student's hundred, so that a picture tells whose it is."""
ALL_IN_SIGHT: Final[ViewportSize] = {"width": 1440, "height": 1800}
LIVE_WITHIN_MS: Final = 240_000
MOVING_WITHIN_S: Final = 120
READ_MS: Final = 5_000
FULL: Final = "Đang xem 9 thí sinh, nhiều nhất có thể. Hãy thôi xem một người để xem người khác."


@pytest.fixture(scope="module")
def site() -> Iterator[dict[str, Any]]:
    """A site that looks at nobody's pictures, so that this machine has time for ten browsers."""
    with running_site(workers=False) as state:
        yield state


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A camera for each student."""
    folder = tmp_path_factory.mktemp("clips")
    return [
        write_clock(
            folder / f"{number}.mjpeg",
            range(number * PICTURES_EACH, (number + 1) * PICTURES_EACH),
            shrunk_by=2,
        )
        for number in range(MOST)
    ]


def test_nine_students_are_watched_at_once_and_a_tenth_waits_for_a_place(
    system: System,
    launch: Callable[..., Browser],
    open_page: Callable[..., Page],
    clips: list[Path],
) -> None:
    tenth = RecordedAttempt.begin(system, name=TENTH, number="LV-10")
    students = []
    for number, (name, clip) in enumerate(zip(NAMES, clips, strict=True), 1):
        # A small window: painting nine large ones would take the processor from the cameras.
        student = open_page(launch(clip), f"/room/{tenth.room_code}", width=390, camera=True)
        join(student, name=name, number=f"LV-{number:02d}")
        students.append(student)
    lecturer = open_page(launch(), "/lecturer")
    sign_in(lecturer, system)
    lecturer.goto(f"/lecturer/exams/{tenth.exam_id}/live")

    for name in NAMES:
        lecturer.get_by_text(name, exact=True).click()
    for tile in tiles(lecturer):
        expect(tile.get_by_text("Trực tiếp", exact=True)).to_be_visible(timeout=LIVE_WITHIN_MS)
    expect_each_to_be_shown_moving(lecturer)
    for student in students:
        expect(student.get_by_text("Giám thị đang xem camera của bạn.")).to_be_visible()
    look_at(lecturer)

    expect(lecturer.get_by_text(FULL)).to_be_visible()
    waits = lecturer.get_by_role("checkbox", name=TENTH)
    expect(waits).to_be_disabled()
    lecturer.get_by_role("button", name=f"Thôi xem {NAMES[0]}").click()
    expect(lecturer.get_by_text(FULL)).to_be_hidden()
    expect(waits).to_be_enabled()
    expect(students[0].get_by_text("Giám thị đang xem camera của bạn.")).to_be_hidden()


def tiles(lecturer: Page) -> Iterator[Locator]:
    """Return each student's place on the page, in order."""
    for name in NAMES:
        yield lecturer.get_by_role("region", name=name)


def expect_each_to_be_shown_moving(lecturer: Page) -> None:
    """Each place shows its own student's camera, one picture after the other."""
    # Browsers tell of no new picture where it is scrolled out of sight.
    lecturer.set_viewport_size(ALL_IN_SIGHT)
    shown: list[list[int]] = [[] for _ in NAMES]
    until = time.monotonic() + MOVING_WITHIN_S
    while any(len(set(numbers)) < MOVING for numbers in shown):
        assert time.monotonic() < until, f"not all of them move: {shown}"
        begin_reading(lecturer, ".live-picture video", READ_MS)
        for numbers, seen in zip(shown, what_was_read(lecturer), strict=True):
            numbers += [number for number, _ in seen]
    for student, numbers in enumerate(shown):
        [(whose, count)] = Counter(number // PICTURES_EACH for number in numbers).most_common(1)
        assert (whose, count > len(numbers) * 0.9) == (student, True), NAMES[student]


def look_at(page: Page) -> None:
    """Leave what the page shows on a desk and on a telephone."""
    for width, height in ((390, 844), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(1_000)
        page.screenshot(path=RESULTS / f"live-nine-{width}.png", full_page=True)
        next(tiles(page)).evaluate("(tile) => scrollTo(0, tile.offsetTop - 72)")
        page.wait_for_timeout(1_000)
        page.screenshot(path=RESULTS / f"live-nine-{width}-window.png")
