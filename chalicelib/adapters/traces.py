"""
Every place where something is kept of a student or an exam, to erase it from all of them.

The one list of these places; ``docs/privacy.md`` tells it in words.  A new sort of record belongs
under a partition that is named here, or gets a line of its own here.
"""

from __future__ import annotations

from collections.abc import Iterable

from pynamodb.exceptions import DoesNotExist

from chalicelib.adapters import keys
from chalicelib.adapters.object_versions import erase_objects
from chalicelib.adapters.report_store import reports_prefix
from chalicelib.adapters.tables.acts import PREFIX as ACTS
from chalicelib.adapters.tables.acts import ActRecord
from chalicelib.adapters.tables.attempt_records import AttemptRecord, StudentRecord
from chalicelib.adapters.tables.base import conditional_write
from chalicelib.adapters.tables.cameras import CameraKeyRecord
from chalicelib.adapters.tables.exam_records import RoomRecord
from chalicelib.adapters.tables.key_models import (
    AdmissionKeys,
    AlertKeys,
    AttemptKeys,
    CameraKeys,
    ExamKeys,
    ObservationKeys,
    ViolationKeys,
    erase_partition,
)
from chalicelib.domain.cards import card_uploads_prefix
from chalicelib.domain.erasures import Erased, ErasureTask, mentions
from chalicelib.domain.frame_uploads import EVIDENCE_PREFIX, FRAMES_PREFIX
from chalicelib.domain.names import fold_number
from chalicelib.domain.room_cameras import is_room_camera
from chalicelib.domain.rosters import Roster
from chalicelib.services.ports import AdmissionStore, ConnectionStore


class StoredTraces:
    """See ``chalicelib.services.ports.Traces``."""

    def __init__(
        self,
        bucket: str,
        *,
        admissions: AdmissionStore,
        connections: ConnectionStore,
    ) -> None:
        self._bucket = bucket
        self._admissions = admissions
        self._connections = connections

    def erase_subject(self, subject: str) -> Erased:
        pictures = sum(
            erase_objects(self._bucket, prefix)
            for prefix in (
                f"{FRAMES_PREFIX}{subject}/",
                f"{EVIDENCE_PREFIX}{subject}/",
                card_uploads_prefix(subject),
                reports_prefix(subject),
            )
        )
        observations = erase_partition(ObservationKeys, subject)
        violations = erase_partition(ViolationKeys, subject)
        if is_room_camera(subject):
            others = erase_partition(CameraKeys, subject)
            return Erased(0, observations, violations, pictures, others)
        # The attempt itself comes last: as long as it is there, what is left of it is found.
        attempts = _free_number(subject) + erase_partition(AttemptKeys, subject)
        return Erased(attempts, observations, violations, pictures)

    def erase_student(self, task: ErasureTask) -> Erased:
        student = task.student
        if student is None:
            return Erased()
        ending = f"#{fold_number(student.number)}"
        others = (
            self._strike_off(task.exam_id, student.number)
            + erase_partition(
                AdmissionKeys,
                keys.refusals(task.exam_id),
                among=lambda name: name.endswith(ending),
            )
            + _forget_in_acts(task)
            + _forget_mails(task)
        )
        for subject in task.subjects:
            self._hang_up(task.exam_id, subject)
        return Erased(others=others)

    def erase_exam(self, task: ErasureTask) -> Erased:
        exam_id = task.exam_id
        for listener in self._connections.lecturers_of(exam_id):
            self._connections.remove(listener.connection_id)
        self._hang_up(exam_id)
        others = (
            _free_room_code(task)
            + erase_partition(AdmissionKeys, keys.roster(exam_id))
            + erase_partition(AdmissionKeys, keys.refusals(exam_id))
            + _forget_mails(task)
            + _forget_camera_keys(exam_id)
            + erase_partition(ExamKeys, exam_id)
        )
        return Erased(others=others)

    def _strike_off(self, exam_id: str, number: str) -> int:
        """Take a student off the class list."""
        before = self._admissions.read(exam_id)
        folded = fold_number(number)
        staying = tuple(one for one in before.entries if fold_number(one.number) != folded)
        if len(staying) == len(before.entries):
            return 0
        self._admissions.replace(exam_id, before, Roster(staying, before.version))
        return len(before.entries) - len(staying)

    def _hang_up(self, exam_id: str, attempt_id: str | None = None) -> None:
        for listener in self._connections.students_of(exam_id, attempt_id):
            self._connections.remove(listener.connection_id)


def _free_number(attempt_id: str) -> int:
    """Erase that a student number has this attempt, unless it has another one by now."""
    try:
        attempt = AttemptRecord.get(attempt_id, keys.ATTEMPT, consistent_read=True)
    except DoesNotExist:
        return 0
    claim = StudentRecord(keys.student(attempt.exam_id, attempt.student_number), keys.CLAIM)
    with conditional_write() as written:
        claim.delete(condition=StudentRecord.attempt_id == attempt_id)
    return int(written.held)


def _free_room_code(task: ErasureTask) -> int:
    """Erase that the exam has its room code, unless another exam took it."""
    with conditional_write() as written:
        RoomRecord(keys.room(task.room_code), keys.CLAIM).delete(
            condition=RoomRecord.exam_id == task.exam_id
        )
    return int(written.held)


def _forget_camera_keys(exam_id: str) -> int:
    """Erase the keys that enrolled an exam's cameras, which are by their digest."""
    erased = 0
    for record in CameraKeyRecord.scan(CameraKeyRecord.for_exam == exam_id, consistent_read=True):
        record.delete()
        erased += 1
    return erased


def _forget_mails(task: ErasureTask) -> int:
    """
    Erase that anybody was told of them by mail; the mails themselves are their readers'.

    All records are looked at: they are by reader, and who read with a teacher then may not now.
    """
    subjects = frozenset(task.subjects)
    digest = keys.digest_of(task.exam_id) if task.student is None else None
    erased = 0
    with AlertKeys.batch_write() as batch:
        for record in AlertKeys.scan(consistent_read=True):
            about = record.subject.split("#")
            if subjects.intersection(about) or record.subject == digest:
                batch.delete(record)
                erased += 1
    return erased


def _withdraw_notice(act: ActRecord, attempt_ids: Iterable[str]) -> None:
    """Take a message that names an erased student off the attempts of who else got it."""
    notice = AttemptRecord.notices[act.sort_key.rpartition("-")[2]]
    for attempt_id in attempt_ids:
        with conditional_write():
            AttemptRecord(attempt_id).update(actions=[notice.remove()], condition=notice.exists())


def _forget_in_acts(task: ErasureTask) -> int:
    """Take the student out of what lecturers did; an act that was for nobody else goes."""
    changed = 0
    for act in ActRecord.query(task.exam_id, ActRecord.sort_key.startswith(ACTS)):
        reached: list[str] = act.attempt_ids
        others = [one for one in reached if one not in task.subjects]
        named = task.student is not None and mentions(act.text or "", task.student)
        if len(others) == len(reached) and not named:
            continue
        changed += 1
        if not others and not act.everybody:
            act.delete()
            continue
        if named:
            _withdraw_notice(act, others)
        text = ActRecord.text
        act.update(
            actions=[
                ActRecord.attempt_ids.set(others),
                *([text.remove()] if named else []),
            ]
        )
    return changed
