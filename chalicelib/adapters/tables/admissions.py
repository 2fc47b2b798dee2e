"""Class lists, a record for each student, and counts of who was turned away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from pynamodb.attributes import (
    DiscriminatorAttribute,
    JSONAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)

from chalicelib.adapters import keys
from chalicelib.adapters.tables.base import (
    TableMeta,
    TableModel,
    condition_raises,
    conditional_write,
)
from chalicelib.adapters.tables.supervision import waiver_from_plain, waiver_to_plain
from chalicelib.domain.allowances import Allowance
from chalicelib.domain.door import (
    MAX_TRIES_OF_NUMBER,
    WINDOW,
    Door,
    Refusal,
    RefusedEntries,
    Window,
)
from chalicelib.domain.errors import StaleVersionError
from chalicelib.domain.kinds import Kind
from chalicelib.domain.names import fold_number
from chalicelib.domain.rosters import Roster, RosterEntry, placed

SHOWN_FOR: Final = timedelta(days=1)
"""How long the lecturer sees who was turned away."""
MAX_REFUSED: Final = 200


class AdmissionTableModel(TableModel):
    """Any record of the table."""

    class Meta(TableMeta):
        table = "admissions"

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True)
    record_type = DiscriminatorAttribute()


class RosterRecord(AdmissionTableModel, discriminator=keys.ROSTER):
    """That an exam has a class list; its version guards every change of the list."""

    sort_key = UnicodeAttribute(range_key=True, default=keys.ROSTER)
    version = NumberAttribute()
    listed = NumberAttribute()
    needs_pin = NumberAttribute(default=0)


class RosterEntryRecord(AdmissionTableModel, discriminator=keys.LISTED):
    """One student of a class list."""

    position = NumberAttribute()
    number = UnicodeAttribute()
    name = UnicodeAttribute()
    class_name = UnicodeAttribute(null=True)
    extra_minutes = NumberAttribute(default=0)
    extra_percent = NumberAttribute(default=0)
    exempt = UnicodeSetAttribute(null=True)
    waiver = JSONAttribute(null=True)
    pin_seal = UnicodeAttribute(null=True)


class RefusalRecord(AdmissionTableModel, discriminator=keys.REFUSAL):
    """Tries and refusals under one student number in one window."""

    tries = NumberAttribute(default=0)
    refused = NumberAttribute(default=0)
    number = UnicodeAttribute(null=True)
    reason = UnicodeAttribute(null=True)
    last_at = UTCDateTimeAttribute(null=True)
    expires_at = TTLAttribute()


class SourceRecord(AdmissionTableModel, discriminator=keys.SOURCE):
    """What was wrong from one address in one window."""

    refused = NumberAttribute(default=0)
    expires_at = TTLAttribute()


class DynamoAdmissionStore:
    """Admissions in DynamoDB; see ``chalicelib.services.ports.AdmissionStore``."""

    def read(self, exam_id: str) -> Roster:
        version, entries = 0, []
        for record in AdmissionTableModel.query(keys.roster(exam_id), consistent_read=True):
            if isinstance(record, RosterRecord):
                version = int(record.version)
            elif isinstance(record, RosterEntryRecord):
                entries.append(_to_entry(record))
        return Roster(tuple(sorted(entries, key=lambda entry: entry.position)), version)

    def replace(self, exam_id: str, before: Roster, after: Roster) -> Roster:
        entries = tuple(placed(after.entries, before.entries))
        stored = Roster(entries, before.version + 1)
        head = RosterRecord(
            keys.roster(exam_id),
            version=stored.version,
            listed=len(entries),
            needs_pin=int(stored.needs_pin),
        )
        unchanged = (
            RosterRecord.version == before.version
            if before.version
            else RosterRecord.version.does_not_exist()
        )
        # The version first: who comes second writes nothing.  Should this process die half-way,
        # the next save finds the lines that stand and writes the others.
        with condition_raises(StaleVersionError(stored=before.version)):
            head.save(condition=unchanged)
        standing = {fold_number(entry.number): entry for entry in before.entries}
        staying = {fold_number(entry.number) for entry in entries}
        with RosterEntryRecord.batch_write() as batch:
            for number in standing.keys() - staying:
                batch.delete(RosterEntryRecord(keys.roster(exam_id), keys.listed(number)))
            for entry in entries:
                if standing.get(fold_number(entry.number)) != entry:
                    batch.save(_to_record(exam_id, entry))
        return stored

    def look(self, exam_id: str, number: str | None, source: str, *, now: datetime) -> Door:
        window = Window.at(now)
        wanted = [
            (keys.roster(exam_id), keys.ROSTER),
            (keys.source(source), keys.window(window.number)),
        ]
        if number is not None:
            wanted.append((keys.roster(exam_id), keys.listed(number)))
            wanted.append((keys.refusals(exam_id), keys.window(window.number, number)))
        return _door(AdmissionTableModel.batch_get(wanted, consistent_read=True))

    def take_try(self, exam_id: str, number: str, *, now: datetime) -> bool:
        record, window = _refusal_record(exam_id, number, now)
        below = RefusalRecord.tries.does_not_exist() | (RefusalRecord.tries < MAX_TRIES_OF_NUMBER)
        with conditional_write() as written:
            record.update(
                actions=[
                    RefusalRecord.record_type.set(RefusalRecord),
                    RefusalRecord.tries.add(1),
                    RefusalRecord.expires_at.set(window.ends_at + SHOWN_FOR),
                ],
                condition=below,
            )
        return written.held

    def count_refusal(
        self, exam_id: str, number: str, reason: Refusal, *, now: datetime, counted: bool = False
    ) -> None:
        record, window = _refusal_record(exam_id, number, now)
        record.update(
            actions=[
                RefusalRecord.record_type.set(RefusalRecord),
                RefusalRecord.tries.add(0 if counted else 1),
                RefusalRecord.refused.add(1),
                RefusalRecord.number.set(number.strip()),
                RefusalRecord.reason.set(reason.value),
                RefusalRecord.last_at.set(now),
                RefusalRecord.expires_at.set(window.ends_at + SHOWN_FOR),
            ]
        )

    def count_refusal_of_source(self, source: str, *, now: datetime) -> int:
        window = Window.at(now)
        record = SourceRecord(keys.source(source), keys.window(window.number))
        record.update(
            actions=[
                SourceRecord.record_type.set(SourceRecord),
                SourceRecord.refused.add(1),
                SourceRecord.expires_at.set(window.ends_at + WINDOW),
            ]
        )
        return int(record.refused)

    def refused(self, exam_id: str) -> tuple[RefusedEntries, ...]:
        found = RefusalRecord.query(
            keys.refusals(exam_id), scan_index_forward=False, limit=MAX_REFUSED
        )
        return tuple(
            RefusedEntries(
                record.number, int(record.refused), Refusal(record.reason), record.last_at
            )
            for record in found
            if record.number and record.reason and record.last_at
        )


def _refusal_record(exam_id: str, number: str, now: datetime) -> tuple[RefusalRecord, Window]:
    window = Window.at(now)
    return RefusalRecord(keys.refusals(exam_id), keys.window(window.number, number)), window


def _door(records: Iterable[AdmissionTableModel]) -> Door:
    listed = tries = wrong = 0
    needs_pin, entry = False, None
    for record in records:
        match record:
            case RosterRecord():
                listed, needs_pin = int(record.listed), bool(record.needs_pin)
            case RosterEntryRecord():
                entry = _to_entry(record)
            case RefusalRecord():
                tries = int(record.tries)
            case SourceRecord():
                wrong = int(record.refused)
    return Door(listed, entry, needs_pin, tries, wrong)


def _to_record(exam_id: str, entry: RosterEntry) -> RosterEntryRecord:
    return RosterEntryRecord(
        keys.roster(exam_id),
        keys.listed(entry.number),
        position=entry.position,
        number=entry.number,
        name=entry.name,
        class_name=entry.class_name or None,
        extra_minutes=entry.allowance.extra_minutes,
        extra_percent=entry.allowance.extra_percent,
        exempt={kind.value for kind in entry.allowance.exempt} or None,
        waiver=entry.allowance.waiver and waiver_to_plain(entry.allowance.waiver),
        pin_seal=entry.pin_seal,
    )


def _to_entry(record: RosterEntryRecord) -> RosterEntry:
    return RosterEntry(
        number=record.number,
        name=record.name,
        class_name=record.class_name or "",
        allowance=Allowance(
            int(record.extra_minutes),
            int(record.extra_percent),
            frozenset(Kind(kind) for kind in record.exempt or ()),
            waiver_from_plain(record.waiver) if record.waiver else None,
        ),
        pin_seal=record.pin_seal,
        position=int(record.position),
    )
