"""How long pictures and what was seen in them are kept: each exam's own choice, within limits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

FRAME_DAYS: Final = (1, 3, 7, 14, 30)
"""Days that uploaded pictures may be kept; a rule of the bucket's lifecycle for each."""
USUAL_FRAME_DAYS: Final = 30
"""What the bucket does with every upload; an exam may only shorten it."""
NEW_EXAM_FRAME_DAYS: Final = 7
"""What an exam chooses whose lecturer chooses nothing: long enough to look again, and no longer."""
EVIDENCE_DAYS: Final = range(7, 366)
"""Days after an exam's end that evidence may be kept: a week for appeals, a year at most."""
USUAL_EVIDENCE_DAYS: Final = 90
KEPT_WEEKS: Final = range(1, 61)
"""Classes of evidence, a rule of the bucket's lifecycle for each: a year and an exam of weeks."""
FRAME_TAG: Final = "frame-days"
EVIDENCE_TAG: Final = "evidence-weeks"

_WEEK: Final = timedelta(weeks=1)


def weeks_until(until: datetime, now: datetime) -> int:
    """
    Return for how many weeks a picture that is stored now must be kept to be there until then.

    The bucket's lifecycle counts from when an object was stored, so it stays until then at least
    and a week longer at most.
    """
    weeks = -(-(until - now) // _WEEK)
    return min(max(weeks, KEPT_WEEKS[0]), KEPT_WEEKS[-1])
