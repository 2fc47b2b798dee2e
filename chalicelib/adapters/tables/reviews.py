"""Reviews, explanations and an exam's rules about them, as plain values in one attribute."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from chalicelib.domain.review_rules import PLAIN_REVIEW, ReviewRules
from chalicelib.domain.reviews import (
    Act,
    Explanation,
    History,
    Review,
    Reviewer,
    ReviewStep,
)


def history_to_plain(history: History) -> list[list[Any]]:
    """Return a history as lists, one a step."""
    return [
        [
            step.act.value,
            step.at_ms,
            step.reviewer.reviewer_id,
            step.reviewer.name,
            step.before.value,
            step.after.value,
            step.note,
        ]
        for step in history
    ]


def history_from_plain(plain: list[list[Any]] | None) -> History:
    """Return what ``history_to_plain`` was given; nothing for records older than histories."""
    return tuple(
        ReviewStep(
            Act(act), at_ms, Reviewer(reviewer_id, name), Review(before), Review(after), note
        )
        for act, at_ms, reviewer_id, name, before, after, note in plain or ()
    )


def explanation_to_plain(explanation: Explanation | None) -> dict[str, Any] | None:
    """Return an explanation as a dictionary."""
    return None if explanation is None else asdict(explanation)


def explanation_from_plain(plain: dict[str, Any] | None) -> Explanation | None:
    """Return what ``explanation_to_plain`` was given."""
    if plain is None:
        return None
    by = plain["replied_by"]
    return Explanation(**{**plain, "replied_by": by and Reviewer(**by)})


def rules_to_text(rules: ReviewRules) -> str | None:
    """Return an exam's rules as compact JSON; None when they are the usual ones."""
    return None if rules == PLAIN_REVIEW else json.dumps(asdict(rules), separators=(",", ":"))


def rules_from_text(text: str | None) -> ReviewRules:
    """Return what ``rules_to_text`` was given."""
    return ReviewRules(**json.loads(text)) if text else PLAIN_REVIEW
