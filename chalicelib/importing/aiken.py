"""Aiken: a question, its choices, ``ANSWER: B``; as Moodle documents it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from chalicelib.domain.questions import MIN_CHOICES
from chalicelib.importing.drafts import Collector, Imported, Unread, decode_text, single_choice

_CHOICE: Final = re.compile(r"\s*([A-Z])[.)]\s+(\S.*)")
_ANSWER: Final = re.compile(r"\s*ANSWER:\s*([A-Z])\s*", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    line: int
    text: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)


def read_aiken(data: bytes) -> Imported:
    """Read an Aiken file; raises InvalidError when it is no text."""
    collector = Collector()
    draft: _Draft | None = None
    for number, line in enumerate(decode_text(data).splitlines(), 1):
        if not line.strip():
            continue
        draft = draft or _Draft(number)
        if answer := _ANSWER.fullmatch(line):
            _finish(draft, ord(answer[1].upper()) - ord("A"), collector)
            draft = None
        elif (choice := _CHOICE.fullmatch(line)) and _place(choice[1]) == len(draft.choices):
            draft.choices.append(choice[2].strip())
        elif draft.choices:
            collector.skip(Unread(number, line, "not_understood"))
        else:
            draft.text.append(line.strip())
    if draft is not None:
        collector.skip(Unread(draft.line, " ".join(draft.text), "no_key"))
    return collector.finish()


def _finish(draft: _Draft, right: int, collector: Collector) -> None:
    text = "\n".join(draft.text)
    if len(draft.choices) < MIN_CHOICES:
        collector.skip(Unread(draft.line, text, "too_few_choices"))
        return
    known = right if right < len(draft.choices) else None
    notes = [] if known is not None else [Unread(draft.line, text, "no_key")]
    collector.add(single_choice({"text": text}, draft.choices, known), notes)


def _place(letter: str) -> int:
    return ord(letter) - ord("A")
