"""
Records of every table by their keys alone: whatever sort they are, they can be found and erased.

The other models read a sort each and leave out what they do not know.
"""

from __future__ import annotations

from collections.abc import Callable

from pynamodb.attributes import Attribute, UnicodeAttribute

from chalicelib.adapters.tables.base import TableMeta, TableModel


class KeyModel(TableModel):
    """Any record of a table."""

    @classmethod
    def sorted_by(cls) -> Attribute[str]:
        """Return the attribute that sorts a partition."""
        return next(one for one in cls.get_attributes().values() if one.is_range_key)


class PartitionedKeys(KeyModel):
    """Any record of a table that holds several sorts side by side."""

    partition_key = UnicodeAttribute(hash_key=True)
    sort_key = UnicodeAttribute(range_key=True)


class ExamKeys(PartitionedKeys):
    """Any record of ``exams``."""

    class Meta(TableMeta):
        table = "exams"


class AttemptKeys(PartitionedKeys):
    """Any record of ``attempts``."""

    class Meta(TableMeta):
        table = "attempts"


class AdmissionKeys(PartitionedKeys):
    """Any record of ``admissions``."""

    class Meta(TableMeta):
        table = "admissions"


class ObservationKeys(KeyModel):
    """Any record of ``observations``."""

    class Meta(TableMeta):
        table = "observations"

    attempt_id = UnicodeAttribute(hash_key=True)
    bundle = UnicodeAttribute(range_key=True)


class ViolationKeys(KeyModel):
    """Any record of ``violations``."""

    class Meta(TableMeta):
        table = "violations"

    attempt_id = UnicodeAttribute(hash_key=True)
    violation_id = UnicodeAttribute(range_key=True)


class AlertKeys(KeyModel):
    """Any record of ``alerts``."""

    class Meta(TableMeta):
        table = "alerts"

    address = UnicodeAttribute(hash_key=True)
    subject = UnicodeAttribute(range_key=True)


class CameraKeys(PartitionedKeys):
    """Any record of ``cameras``."""

    class Meta(TableMeta):
        table = "cameras"


KEY_MODELS = (
    ExamKeys,
    AttemptKeys,
    AdmissionKeys,
    ObservationKeys,
    ViolationKeys,
    AlertKeys,
    CameraKeys,
)


def erase_partition(
    model: type[KeyModel],
    partition: str,
    *,
    prefix: str = "",
    among: Callable[[str], bool] = lambda _: True,
) -> int:
    """
    Erase the records of a partition.

    Args:
        model: One of this module's.
        partition: Its key.
        prefix: Only those whose sort key begins so.
        among: Only those whose sort key this says yes to.

    Returns:
        How many there were.
    """
    sort_key = model.sorted_by()
    found = model.query(
        partition,
        sort_key.startswith(prefix) if prefix else None,
        consistent_read=True,
        # Keys alone: an attempt's answers need not travel to be erased.
        attributes_to_get=sorted(model.get_attributes()),
    )
    erased = 0
    with model.batch_write() as batch:
        for record in found:
            if among(getattr(record, sort_key.attr_name)):
                batch.delete(record)
                erased += 1
    return erased
