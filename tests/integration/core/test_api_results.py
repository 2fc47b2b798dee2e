"""Results over the API, from stored answers."""

from __future__ import annotations

from tests.integration.core.room import Room


def test_results_show_each_students_points_and_what_the_class_chose(room: Room) -> None:
    for choice in (1, 0):
        student = room.join()
        student.answer(0, choice)
        student.answer(1, 1)
        student.call("POST", "/submit")
    found = room.call("GET", "/results").body
    assert sorted((row["score"], row["points"]) for row in found["rows"]) == [
        (2, [0, 2]),
        (3, [1, 2]),
    ]
    assert all(row["counts"] and row["receipt"] and all(row["asked"]) for row in found["rows"])
    first, second = found["analysis"]["items"]
    assert (first["difficulty"], second["difficulty"]) == (0.5, 1)
    assert [option["count"] for option in first["options"]] == [1, 1]
    assert found["distribution"]["mean"] == 2.5


def test_more_attempts_than_one_batch_holds_are_all_there(room: Room) -> None:
    for _ in range(101):
        room.join()
    assert len(room.call("GET", "/results").body["rows"]) == 101
