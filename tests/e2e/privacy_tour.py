"""Where a lecturer reads who looked, and erases."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.e2e.stops import Stop, dialog_at, stop_at
from tests.e2e.toured_room import Room

MENU = "Thao tác khác"


def of_a_student(page: Page) -> Iterator[Stop]:
    """From the page of a student's review: who looked, and the dialog before erasing."""
    page.get_by_role("button", name=MENU).click()
    page.get_by_role("menuitem", name="Ai đã xem").click()
    yield from dialog_at(page, "review-accesses", "Ai đã xem")
    page.get_by_role("button", name=MENU).click()
    page.get_by_role("menuitem", name="Xóa dữ liệu thí sinh").click()
    yield from dialog_at(page, "review-erase", "Xóa mọi dữ liệu")


def erasing(room: Room, page: Page) -> Iterator[Stop]:
    """The dialog before a whole exam goes, and the receipt of one student who was erased."""
    page.goto(f"/lecturer{room.address}")
    page.get_by_role("button", name=MENU).click()
    page.get_by_role("menuitem", name="Xóa vĩnh viễn").click()
    yield from dialog_at(page, "exam-erase", "Xóa vĩnh viễn kỳ thi này?")
    erased = room.calm[0]
    number = erased.page["student_number"]
    path = f"{room.address}/attempts/{erased.attempt_id}/erasure"
    receipt = erased.api.call("POST", path, {"confirmation": number}, token=erased.lecturer)
    yield stop_at(page, "erasures", "/erasures", shows="Một thí sinh")
    yield stop_at(page, "erasure", f"/erasures/{receipt['erasure_id']}", shows="Mã đối chiếu")
