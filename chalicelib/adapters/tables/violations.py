"""Violations, and the ledger version that lets one writer at a time change an attempt's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple
from typing import Any, Final

from pynamodb.attributes import (
    Attribute,
    BooleanAttribute,
    JSONAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import (
    TableMeta,
    TableModel,
    condition_raises,
    conditional_write,
    transaction,
)
from chalicelib.adapters.tables.reviews import (
    explanation_from_plain,
    explanation_to_plain,
    history_from_plain,
    history_to_plain,
)
from chalicelib.domain.errors import StaleVersionError
from chalicelib.domain.kinds import Detail, Kind, Severity
from chalicelib.domain.reviews import Review
from chalicelib.domain.violations import Evidence, Reconciliation, Violation
from chalicelib.services.ports import Ledger

AFTER_EVERY_ID: Final = ":"
"""Sorts after the digits that begin a violation's name, before the ledger's name."""


class ByExam(GlobalSecondaryIndex["ViolationRecord"]):
    """An exam's violations in order of their start."""

    class Meta:
        index_name = "by_exam"
        projection = AllProjection()

    exam_id = UnicodeAttribute(hash_key=True)
    started_ms = NumberAttribute(range_key=True)


class ViolationRecord(TableModel):
    """
    A violation.

    What was found and what people decided change under the ledger's version alone; that it
    was told is written apart.
    """

    class Meta(TableMeta):
        table = "violations"

    attempt_id = UnicodeAttribute(hash_key=True)
    violation_id = UnicodeAttribute(range_key=True)
    exam_id = UnicodeAttribute()
    kind = UnicodeAttribute()
    severity = UnicodeAttribute()
    started_ms = NumberAttribute()
    ended_ms = NumberAttribute()
    confidence = NumberAttribute()
    policy = UnicodeAttribute()
    evidence = JSONAttribute()
    review = UnicodeAttribute()
    history = JSONAttribute(null=True)
    explanation = JSONAttribute(null=True)
    announced = BooleanAttribute(null=True)
    worst_ms = NumberAttribute(null=True)
    peak = NumberAttribute(null=True)
    detail = UnicodeAttribute(null=True)
    superseded_by = UnicodeAttribute(null=True)
    by_exam = ByExam()


class LedgerRecord(TableModel):
    """Counts the changes to an attempt's violations."""

    class Meta(TableMeta):
        table = "violations"

    attempt_id = UnicodeAttribute(hash_key=True)
    violation_id = UnicodeAttribute(range_key=True, default=keys.LEDGER)
    version = NumberAttribute()


class DynamoViolationStore:
    """Violations in DynamoDB; see ``chalicelib.services.ports.ViolationStore``."""

    def read(self, attempt_id: str) -> Ledger:
        # The version first: a change that finishes between the two reads then makes the
        # version stale, never the violations.
        try:
            version = LedgerRecord.get(attempt_id, keys.LEDGER, consistent_read=True).version
        except DoesNotExist:
            version = 0
        found = ViolationRecord.query(
            attempt_id, ViolationRecord.violation_id < AFTER_EVERY_ID, consistent_read=True
        )
        return Ledger(tuple(_to_violation(record) for record in found), int(version))

    def apply(self, attempt_id: str, changes: Reconciliation, *, version: int) -> None:
        ledger = LedgerRecord(attempt_id, version=version + 1)
        unchanged = (
            LedgerRecord.version == version if version else LedgerRecord.version.does_not_exist()
        )
        with condition_raises(StaleVersionError()), transaction() as write:
            write.save(ledger, condition=unchanged)
            for violation in changes.save:
                write.update(_record_of(violation), actions=_findings(violation))
            for removed in changes.remove:
                write.delete(ViolationRecord(attempt_id, removed))

    def mark_announced(self, violation: Violation) -> None:
        self._update(
            violation,
            ViolationRecord.announced.set(True),
            condition=ViolationRecord.kind.exists(),
        )

    def current(self, known: Iterable[Violation]) -> tuple[Violation, ...]:
        names = {(violation.attempt_id, violation.violation_id) for violation in known}
        return tuple(_to_violation(record) for record in ViolationRecord.batch_get(names))

    def list_of_exam(self, exam_id: str, *, limit: int) -> tuple[Violation, ...]:
        found = ViolationRecord.by_exam.query(
            exam_id,
            filter_condition=ViolationRecord.superseded_by.does_not_exist(),
            scan_index_forward=False,
            limit=limit,
        )
        return tuple(_to_violation(record) for record in found)

    @staticmethod
    def _update(violation: Violation, action: Action, *, condition: Condition) -> bool:
        """Write one fact; False when the condition fails, as when the record merged away."""
        with conditional_write() as written:
            _record_of(violation).update(actions=[action], condition=condition)
        return written.held


def _record_of(violation: Violation) -> ViolationRecord:
    return ViolationRecord(violation.attempt_id, violation.violation_id)


def _findings(violation: Violation) -> list[Action]:
    """Write what was found and decided, and leave alone that it was told or mailed."""
    record = ViolationRecord
    # Told stays told, also when the one that was told of merged into this one.
    told = [record.announced.set(True)] if violation.announced else []
    return [
        *told,
        record.exam_id.set(violation.exam_id),
        record.kind.set(violation.kind.value),
        record.severity.set(violation.severity.value),
        record.started_ms.set(violation.started_ms),
        record.ended_ms.set(violation.ended_ms),
        record.confidence.set(violation.confidence),
        record.policy.set(violation.policy),
        record.evidence.set([astuple(one) for one in violation.evidence]),
        record.review.set(violation.review.value),
        _set(record.history, history_to_plain(violation.history) or None),
        _set(record.explanation, explanation_to_plain(violation.explanation)),
        record.peak.set(violation.peak),
        _set(record.worst_ms, violation.worst_ms),
        _set(record.detail, violation.detail and violation.detail.value),
        _set(record.superseded_by, violation.superseded_by),
    ]


def _set(attribute: Attribute[Any], value: object) -> Action:
    return attribute.remove() if value is None else attribute.set(value)


def _to_violation(record: ViolationRecord) -> Violation:
    evidence: list[Any] = record.evidence
    return Violation(
        violation_id=record.violation_id,
        attempt_id=record.attempt_id,
        exam_id=record.exam_id,
        kind=Kind(record.kind),
        severity=Severity(record.severity),
        started_ms=int(record.started_ms),
        ended_ms=int(record.ended_ms),
        confidence=float(record.confidence),
        policy=record.policy,
        evidence=tuple(Evidence(*one) for one in evidence),
        review=Review(record.review),
        announced=bool(record.announced),
        worst_ms=None if record.worst_ms is None else int(record.worst_ms),
        peak=float(record.peak or 0),
        detail=Detail(record.detail) if record.detail else None,
        superseded_by=record.superseded_by,
        history=history_from_plain(record.history),
        explanation=explanation_from_plain(record.explanation),
    )
