"""Questions: files, the bank, pictures."""

from __future__ import annotations

from tests.fakes.pictures import PICTURE
from tests.integration.core.pictures import upload_picture
from tests.integration.core.room import bank_content, question_import
from tests.integration.core.scenes.stage import Send, Stage


class QuestionScenes(Stage):
    """Requests about questions outside an exam."""

    def _preview_import(self) -> Send:
        return lambda: self.api.call(
            "POST", "/question-imports", question_import(), token=self.lecturer.id_token
        )

    def _export_exam(self) -> Send:
        room = self.draft()
        return lambda: room.call("GET", "/export?format=gift")

    def kept(self) -> str:
        """A question of the bank; the path of its route."""
        content = {"items": [bank_content(tags=["ôn tập"], level="recognition")]}
        saved = self.api.call("POST", "/bank-questions", content, token=self.lecturer.id_token)
        return f"/bank-questions/{saved.body['items'][0]['question']['question_id']}"

    def _find_bank_questions(self) -> Send:
        self.kept()
        path = "/bank-questions?search=axit&level=recognition"
        return lambda: self.api.call("GET", path, token=self.lecturer.id_token)

    def _save_bank_questions(self) -> Send:
        content = {"items": [bank_content(), bank_content()]}
        token = self.lecturer.id_token
        return lambda: self.api.call("POST", "/bank-questions", content, token=token)

    def _read_bank_question(self) -> Send:
        path = self.kept()
        return lambda: self.api.call("GET", path, token=self.lecturer.id_token)

    def _change_bank_question(self) -> Send:
        path, token = self.kept(), self.lecturer.id_token
        version = {"if-match": '"1"'}
        return lambda: self.api.call("PUT", path, bank_content(), token=token, headers=version)

    def _remove_bank_question(self) -> Send:
        path = self.kept()
        return lambda: self.api.call("DELETE", path, token=self.lecturer.id_token)

    def _begin_picture_upload(self) -> Send:
        content = {"content_type": "image/png"}
        token = self.lecturer.id_token
        return lambda: self.api.call("POST", "/picture-uploads", content, token=token)

    def _keep_picture(self) -> Send:
        content = {"upload_id": upload_picture(self.api, self.lecturer.id_token)}
        return lambda: self.api.call("POST", "/pictures", content, token=self.lecturer.id_token)

    def _locate_pictures(self) -> Send:
        path = f"/pictures?ids={PICTURE.picture_id}"
        return lambda: self.api.call("GET", path, token=self.lecturer.id_token)

    def _locate_paper_pictures(self) -> Send:
        student = self.opened().join()
        return lambda: student.call("GET", f"/pictures?ids={PICTURE.picture_id}")
