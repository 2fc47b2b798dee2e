"""What was noticed, and by which rules."""

from __future__ import annotations

from tests.integration.core.room import now_ms
from tests.integration.core.scenes.stage import Send, Stage, review_path


class ReviewingScenes(Stage):
    """Requests about flags, policies and reports."""

    def _preview_policy(self) -> Send:
        room = self.observed()
        return lambda: room.call("POST", "/policy-preview", {"policy": "strict"})

    def _rejudge_exam(self) -> Send:
        room = self.observed()
        room.call("POST", "/close")
        return lambda: room.call("POST", "/rejudge", {"policy": "strict"})

    def _list_policies(self) -> Send:
        return lambda: self.api.call("GET", "/policies", token=self.lecturer.id_token)

    def _change_policy(self) -> Send:
        room = self.draft()
        content = {"policy": "strict", "policy_settings": {"phone": {"enabled": False}}}
        return lambda: room.call("PUT", "/policy", content, headers={"if-match": '"1"'})

    def _review_attempt(self) -> Send:
        room, student, _ = self.reviewed("confirm")
        return lambda: room.call("GET", f"/attempts/{student.attempt_id}")

    def _list_observations(self) -> Send:
        room, student = self.observed_student()
        return lambda: room.call("GET", f"/attempts/{student.attempt_id}/observations")

    def _list_kept_frames(self) -> Send:
        room, student = self.observed_student()
        query = f"?from={now_ms() - 60_000}&to={now_ms() + 60_000}"
        return lambda: room.call("GET", f"/attempts/{student.attempt_id}/frames{query}")

    def _review_violation(self) -> Send:
        room, student, name = self.reviewed()
        content = {"act": "dismiss", "note": "nhặt bút"}
        return lambda: room.call("POST", review_path(student, name), content)

    def _answer_explanation(self) -> Send:
        room, student, name = self.reviewed("confirm")
        student.call("PUT", f"/flags/{name}/explanation", {"text": "Em nhặt bút."})
        path = f"/attempts/{student.attempt_id}/violations/{name}/reply"
        return lambda: room.call("PUT", path, {"text": "Cô đã hiểu."})

    def _report_attempt(self) -> Send:
        room, student, _ = self.reviewed("confirm")
        return lambda: room.call("POST", f"/attempts/{student.attempt_id}/report")

    def _export_violations(self) -> Send:
        room, _, _ = self.reviewed("confirm")
        return lambda: room.call("GET", "/violations/export")
