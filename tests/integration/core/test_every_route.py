"""Every route once: its response is what its schema says, at the calls that are written down."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import msgspec
import pytest

from chalicelib.api.endpoints import Endpoint
from chalicelib.api.openapi import endpoints
from chalicelib.bootstrap import Collaborators
from chalicelib.domain.frame_uploads import FrameKey
from chalicelib.domain.mail_troubles import MailTrouble, TroubleReason
from chalicelib.domain.observations import ObservationBundle
from chalicelib.domain.violations import Evidence, Reconciliation
from tests.fakes.pictures import PICTURE
from tests.fakes.samples import looking, stretch, violation
from tests.integration.core.api_client import Answer, ApiClient
from tests.integration.core.aws_calls import AwsCalls
from tests.integration.core.conftest import PASSWORD, SignedIn
from tests.integration.core.pictures import upload_picture
from tests.integration.core.room import (
    Attempt,
    Room,
    bank_content,
    exam_content,
    now_ms,
    question_import,
    roster_content,
    tomorrow,
)

DOCUMENT = Path(__file__).parents[3] / "docs" / "access-patterns.md"
ROW = re.compile(r"\| `(?P<route>[A-Z]+ /[^`]*)` \| (?P<count>\d+) \| (?P<calls>[^|]*) \|")
HOT = {"save_answer", "record_heartbeat"}

Send = Callable[[], Answer]


@dataclass(frozen=True)
class Scene:
    """All that a request may need."""

    api: ApiClient
    world: Collaborators
    lecturer: SignedIn

    def draft(self) -> Room:
        return Room.draft(self.api, self.lecturer.id_token)

    def opened(self) -> Room:
        return Room.opened(self.api, self.lecturer.id_token)

    def watched(self) -> Room:
        """A room with one student and one violation with a picture."""
        return self.watched_student()[0]

    def watched_student(self, **review_rules: bool) -> tuple[Room, Attempt]:
        room = self.opened()
        if review_rules:
            version = {"if-match": f'"{room.exam["version"]}"'}
            room.call("PUT", "/policy", {"review_rules": review_rules}, headers=version)
        student = room.join()
        student.call("POST", "/heartbeat", {"camera": "on"})
        found = violation(
            started_ms=now_ms(),
            attempt_id=student.attempt_id,
            exam_id=room.exam_id,
            evidence=(Evidence(now_ms(), f"evidence/{student.attempt_id}/1.jpg"),),
        )
        self.world.violations.apply(student.attempt_id, Reconciliation(save=(found,)), version=0)
        return room, student

    def reviewed(self, *acts: str) -> tuple[Room, Attempt, str]:
        """A closed room that tells its students, one of them, and a violation's name."""
        room, student = self.watched_student(students_see=True, students_explain=True)
        student.call("POST", "/submit")
        room.call("POST", "/close")
        [found] = room.call("GET", "/violations").body["items"]
        name = str(found["violation_id"])
        for act in acts:
            done = room.call("POST", review_path(student, name), {"act": act})
            assert done.status == HTTPStatus.OK
        return room, student, name

    def observed(self) -> Room:
        """A room with one student who was not there for a while."""
        return self.observed_student()[0]

    def observed_student(self) -> tuple[Room, Attempt]:
        room = self.opened()
        student = room.join()
        start = now_ms() + 1_000
        seen = tuple(stretch(0, start_ms=start, seconds=8))
        name = FrameKey(student.attempt_id, start, 0).bundle
        self.world.observations.add(ObservationBundle(student.attempt_id, name, seen, "m-1"))
        return room, student

    def listed(self) -> Room:
        """A room with a class list."""
        room = self.opened()
        content = roster_content("SBD001", "SBD002")
        written = room.call("PUT", "/roster", content, headers={"if-match": '"0"'})
        assert written.status == 200, written
        return room

    def prepare(self, name: str) -> Send:
        """Set the scene for a route; return what calls it."""
        prepared: Send = getattr(self, f"_{name}")()
        return prepared

    def _sign_in(self) -> Send:
        content = {"email": self.lecturer.email, "password": PASSWORD}
        return lambda: self.api.call("POST", "/sign-in", content)

    def _refresh_session(self) -> Send:
        content = {"refresh_token": self.lecturer.refresh_token}
        return lambda: self.api.call("POST", "/sign-in/refresh", content)

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

    def _show_me(self) -> Send:
        return lambda: self.api.call("GET", "/me", token=self.lecturer.id_token)

    def _show_alert_preferences(self) -> Send:
        return lambda: self.api.call("GET", "/me/alerts", token=self.lecturer.id_token)

    def _choose_alert_preferences(self) -> Send:
        token = self.lecturer.id_token
        return lambda: self.api.call("PUT", "/me/alerts", {"language": "vi"}, token=token)

    def _try_address_again(self) -> Send:
        address, token = self.lecturer.email, self.lecturer.id_token
        self.world.alerts.add_trouble(
            MailTrouble(address, TroubleReason.BOUNCED, self.world.clock.now())
        )
        return lambda: self.api.call(
            "POST", "/me/alerts/retries", {"address": address}, token=token
        )

    def _list_exams(self) -> Send:
        self.draft()
        return lambda: self.api.call("GET", "/exams", token=self.lecturer.id_token)

    def _create_exam(self) -> Send:
        token = self.lecturer.id_token
        return lambda: self.api.call("POST", "/exams", exam_content(), token=token)

    def _read_exam(self) -> Send:
        room = self.draft()
        return lambda: room.call("GET")

    def _update_exam(self) -> Send:
        room = self.draft()
        return lambda: room.call("PUT", "", exam_content(), headers={"if-match": '"1"'})

    def _delete_exam(self) -> Send:
        room = self.draft()
        return lambda: room.call("DELETE")

    def _open_exam(self) -> Send:
        room = self.draft()
        return lambda: room.call("POST", "/open")

    def _close_exam(self) -> Send:
        room = self.opened()
        return lambda: room.call("POST", "/close")

    def _publish_exam(self) -> Send:
        room = self.draft()
        return lambda: room.call("POST", "/publish")

    def _withdraw_exam(self) -> Send:
        room = Room.draft(self.api, self.lecturer.id_token, **tomorrow())
        room.call("POST", "/publish")
        return lambda: room.call("POST", "/withdraw")

    def _archive_exam(self) -> Send:
        room = self.opened()
        room.call("POST", "/close")
        return lambda: room.call("POST", "/archive")

    def _restore_exam(self) -> Send:
        room = self.opened()
        room.call("POST", "/close")
        room.call("POST", "/archive")
        return lambda: room.call("POST", "/restore")

    def _redraw_room_code(self) -> Send:
        room = self.opened()
        return lambda: room.call("POST", "/room-code")

    def _share_exam(self) -> Send:
        room = self.draft()
        content, headers = {"emails": [self.lecturer.email]}, {"if-match": '"1"'}
        return lambda: room.call("PUT", "/co-lecturers", content, headers=headers)

    def _clone_exam(self) -> Send:
        room, content = self.draft(), {"starts_at": tomorrow()["starts_at"]}
        return lambda: room.call("POST", "/clone", content)

    def _list_attempts(self) -> Send:
        room = self.watched()
        return lambda: room.call("GET", "/attempts")

    def _list_violations(self) -> Send:
        room = self.watched()
        return lambda: room.call("GET", "/violations")

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

    def _read_sheet(self) -> Send:
        room = self.opened()
        student = room.join()
        student.answer(0, 1)
        return lambda: room.call("GET", f"/attempts/{student.attempt_id}/answer-sheet")

    def _read_own_sheet(self) -> Send:
        settings = {"show_keys": "after_end"}
        room = Room.opened(self.api, self.lecturer.id_token, settings=settings)
        student = room.join()
        student.answer(0, 1)
        student.call("POST", "/submit")
        room.call("POST", "/close")
        return lambda: student.call("GET", "/answer-sheet")

    def _list_flags(self) -> Send:
        _, student, _ = self.reviewed("confirm")
        return lambda: student.call("GET", "/flags")

    def _explain_flag(self) -> Send:
        _, student, name = self.reviewed("confirm")
        content = {"text": "Em nhặt bút."}
        return lambda: student.call("PUT", f"/flags/{name}/explanation", content)

    def _issue_live_ticket(self) -> Send:
        room = self.opened()
        return lambda: room.call("POST", "/live-ticket")

    def _perform_act(self) -> Send:
        room = self.opened()
        ids = [room.join().attempt_id]
        order = {"kind": "message", "text": "Còn 10 phút."}
        return lambda: room.call("POST", "/acts", {"order": order, "attempt_ids": ids})

    def _list_acts(self) -> Send:
        room = self.opened()
        room.join()
        room.call("POST", "/acts", {"order": {"kind": "mark"}})
        return lambda: room.call("GET", "/acts")

    def _read_notice(self) -> Send:
        room = self.opened()
        student = room.join()
        order = {"kind": "message", "text": "Còn 10 phút."}
        act = room.call("POST", "/acts", {"order": order}).body["act"]
        return lambda: student.call("PUT", f"/notices/{act['act_id']}")

    def _list_live_frames(self) -> Send:
        room, student = self.observed_student()
        student.call("POST", "/heartbeat", {"camera": "on"})
        return lambda: room.call("GET", f"/frames?attempts={student.attempt_id}")

    def _list_exam_templates(self) -> Send:
        return lambda: self.api.call("GET", "/exam-templates", token=self.lecturer.id_token)

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

    def _preview_import(self) -> Send:
        return lambda: self.api.call(
            "POST", "/question-imports", question_import(), token=self.lecturer.id_token
        )

    def _export_exam(self) -> Send:
        room = self.draft()
        return lambda: room.call("GET", "/export?format=gift")

    def _read_roster(self) -> Send:
        room = self.listed()
        return lambda: room.call("GET", "/roster")

    def _write_roster(self) -> Send:
        room = self.listed()
        changed = roster_content("SBD001", "SBD003")
        return lambda: room.call("PUT", "/roster", changed, headers={"if-match": '"1"'})

    def _draw_pins(self) -> Send:
        room = self.listed()
        return lambda: room.call(
            "POST", "/roster/pins", {"student_numbers": None}, headers={"if-match": '"1"'}
        )

    def _list_refused_entries(self) -> Send:
        room = self.listed()
        return lambda: room.call("GET", "/refused-entries")

    def _preview_roster(self) -> Send:
        content = {"content_base64": base64.b64encode(b"SBD,Ho ten\nS1,An").decode()}
        token = self.lecturer.id_token
        return lambda: self.api.call("POST", "/roster-imports", content, token=token)

    def _download_roster_template(self) -> Send:
        return lambda: self.api.call("GET", "/roster-template", token=self.lecturer.id_token)

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

    def _find_room(self) -> Send:
        room = self.opened()
        return lambda: self.api.call("GET", f"/rooms/{room.code}")

    def _join_room(self) -> Send:
        room = self.opened()
        return lambda: room.join_with("Nguyễn Văn An", "SBD001")

    def _resume_attempt(self) -> Send:
        student = self.opened().join()
        student.answer(0, 1)
        return lambda: student.call("GET", "")

    def _check_camera(self) -> Send:
        student = self.opened().wait()
        self._seen(student)
        return lambda: student.call("GET", "/camera-check")

    def _compare_identity(self) -> Send:
        room = self.opened()
        student = room.wait()
        self._seen(student)
        self.world.observations.fix_identity(student.attempt_id, now_ms())
        return lambda: room.call("GET", f"/attempts/{student.attempt_id}/identity")

    def _seen(self, student: Attempt) -> None:
        """Let the camera see somebody now."""
        name = FrameKey(student.attempt_id, now_ms(), 0).bundle
        bundle = ObservationBundle(student.attempt_id, name, (looking(now_ms()),), "m-1")
        self.world.observations.add(bundle)

    def _start_attempt(self) -> Send:
        student = self.opened().wait()
        return lambda: student.call("POST", "/start", {})

    def _save_answer(self) -> Send:
        student = self.opened().join()
        return lambda: student.answer(0, 1)

    def _record_heartbeat(self) -> Send:
        student = self.opened().join()
        return lambda: student.call("POST", "/heartbeat", {"camera": "on"})

    def _issue_attempt_live_ticket(self) -> Send:
        student = self.opened().join()
        return lambda: student.call("POST", "/live-ticket")

    def _submit_attempt(self) -> Send:
        student = self.opened().join()
        student.answer(0, 1)
        return lambda: student.call("POST", "/submit")

    def _issue_camera_key(self) -> Send:
        room = self.opened()
        return lambda: room.call("POST", "/camera-keys")

    def _enrol_room_camera(self) -> Send:
        room = self.opened()
        key = room.call("POST", "/camera-keys").body["key"]
        return lambda: room.enrol(key)

    def _list_room_cameras(self) -> Send:
        room = self.opened()
        room.add_camera()
        return lambda: room.call("GET", "/cameras")

    def _change_room_camera(self) -> Send:
        room = self.opened()
        path = f"/cameras/{room.add_camera().camera_id}"
        content = {"crowd": {"expected": 2, "tolerance": 1, "fewer_too": False}}
        return lambda: room.call("PUT", path, content)

    def _remove_room_camera(self) -> Send:
        room = self.opened()
        path = f"/cameras/{room.add_camera().camera_id}"
        return lambda: room.call("DELETE", path)

    def _record_camera_health(self) -> Send:
        return self.opened().add_camera().beat


def review_path(student: Attempt, violation: str) -> str:
    return f"/attempts/{student.attempt_id}/violations/{violation}/review"


@pytest.fixture(scope="module")
def scene(api: ApiClient, world: Collaborators, lecturer: SignedIn) -> Scene:
    scene = Scene(api, world, lecturer)
    # What a process asks for once: the key of the tokens, Cognito's keys.
    scene.opened().join()
    return scene


def documented() -> dict[str, tuple[int, Counter[str]]]:
    """Read the table: how many calls a route makes, and which."""
    rows = {}
    for row in ROW.finditer(DOCUMENT.read_text("utf-8")):
        calls: Counter[str] = Counter()
        for times, call in re.findall(r"(?:(\d+) times )?`([\w-]+:\w+)`", row["calls"]):
            calls[call] += int(times or 1)
        rows[row["route"]] = int(row["count"]), calls
    return rows


def test_the_document_names_every_route_and_no_other() -> None:
    assert set(documented()) == {f"{e.method} {e.path}" for e in endpoints()}


@pytest.mark.parametrize("endpoint", endpoints(), ids=lambda endpoint: endpoint.name)
def test_a_route_answers_as_its_schema_says_and_calls_aws_as_often_as_written(
    endpoint: Endpoint, scene: Scene, aws_calls: AwsCalls
) -> None:
    send = scene.prepare(endpoint.name)
    with aws_calls.counted() as sent:
        answer = send()
    assert answer.status == endpoint.status
    if endpoint.response is None:
        assert answer.body is None
    else:
        decoded = msgspec.convert(answer.body, endpoint.response)
        assert json.loads(msgspec.json.encode(decoded)) == answer.body
    written = documented()[f"{endpoint.method} {endpoint.path}"]
    assert written == (len(sent), Counter(sent)), f"sent {Counter(sent)}"


@pytest.mark.parametrize("endpoint", endpoints(), ids=lambda endpoint: endpoint.name)
def test_a_hot_route_makes_at_most_two_calls(endpoint: Endpoint) -> None:
    count, _ = documented()[f"{endpoint.method} {endpoint.path}"]
    assert endpoint.name not in HOT or count <= 2
