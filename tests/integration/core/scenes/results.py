"""Scores, sheets and corrected keys."""

from __future__ import annotations

from tests.integration.core.room import Room
from tests.integration.core.scenes.stage import Send, Stage


class ResultScenes(Stage):
    """Requests about what came out of an exam."""

    def _read_sheet(self) -> Send:
        room = self.opened()
        student = room.join()
        student.answer(0, 1)
        return lambda: room.call("GET", f"/attempts/{student.attempt_id}/answer-sheet")

    def _read_results(self) -> Send:
        room = self.opened()
        student = room.join()
        student.answer(0, 1)
        student.call("POST", "/submit")
        return lambda: room.call("GET", "/results")

    def _corrected(self) -> tuple[Room, dict[str, object]]:
        """A closed room whose first key is wrong for the one student who handed in."""
        room = self.opened()
        student = room.join()
        student.answer(0, 1)
        student.call("POST", "/submit")
        exam = room.call("POST", "/close").body
        asked = exam["questions"][0]
        names = [choice["choice_id"] for choice in asked["choices"]]
        right = names.index(asked["correct_choice_id"])
        corrected = {**asked, "correct_choice": (right + 1) % len(names)}
        return room, {"reason": "Đáp án in sai", "questions": [corrected]}

    def _preview_correction(self) -> Send:
        room, content = self._corrected()
        return lambda: room.call("POST", "/correction-preview", content)

    def _correct_keys(self) -> Send:
        room, content = self._corrected()
        version = f'"{room.call("GET").body["version"]}"'
        return lambda: room.call("POST", "/corrections", content, headers={"if-match": version})

    def _list_corrections(self) -> Send:
        room = self._correct()
        return lambda: room.call("GET", "/corrections")

    def _rescore_attempts(self) -> Send:
        room = self._correct()
        return lambda: room.call("POST", "/rescoring")

    def _correct(self) -> Room:
        room, content = self._corrected()
        version = f'"{room.call("GET").body["version"]}"'
        room.call("POST", "/corrections", content, headers={"if-match": version})
        return room

    def _export_results(self) -> Send:
        room = self.opened()
        room.join().call("POST", "/submit")
        return lambda: room.call("GET", "/results-workbook")
