"""What is kept of a student: seen, handed over, erased."""

from __future__ import annotations

from tests.integration.core.scenes.stage import Send, Stage


class PersonalDataScenes(Stage):
    """Requests about a student's data."""

    def _hand_over_data(self) -> Send:
        room, student, _ = self.reviewed()
        return lambda: room.call("POST", f"/attempts/{student.attempt_id}/data")

    def _list_accesses(self) -> Send:
        room, student, _ = self.reviewed()
        room.call("GET", f"/attempts/{student.attempt_id}")
        return lambda: room.call("GET", f"/attempts/{student.attempt_id}/accesses")

    def _describe_stored_data(self) -> Send:
        student = self.opened().join()
        return lambda: student.call("GET", "/stored-data")

    def _hand_over_own_data(self) -> Send:
        _, student, _ = self.reviewed("confirm")
        return lambda: student.call("POST", "/data")

    def _erase_student(self) -> Send:
        room, student, _ = self.reviewed()
        content = {"confirmation": student.page["student_number"]}
        return lambda: room.call("POST", f"/attempts/{student.attempt_id}/erasure", content)

    def _erase_exam(self) -> Send:
        room, _, _ = self.reviewed()
        return lambda: room.call("POST", "/erasure", {"confirmation": room.exam["title"]})

    def _list_erasures(self) -> Send:
        self._erase_exam()()
        return lambda: self.api.call("GET", "/erasures", token=self.lecturer.id_token)

    def _read_erasure(self) -> Send:
        path = f"/erasures/{self._erase_exam()().body['erasure_id']}"
        return lambda: self.api.call("GET", path, token=self.lecturer.id_token)
