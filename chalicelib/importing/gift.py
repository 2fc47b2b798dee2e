"""GIFT, Moodle's text format, read and written.

A group of statements is a matching question with the answers Đúng and Sai, a part of the paper a
category.
What the format cannot hold: points, penalties other than a single choice's, and whether partly
right answers count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from chalicelib.domain.questions import (
    NumberQuestion,
    Paper,
    Question,
    SeveralChoicesQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    TrueFalseQuestion,
)
from chalicelib.importing.categories import category_of, part_of
from chalicelib.importing.drafts import (
    FALSE,
    TRUE,
    Collector,
    Common,
    Fault,
    Imported,
    PicturesById,
    Unread,
    decode_text,
    number_question,
    read_judgement,
    short_text,
    single_choice,
    true_false,
)
from chalicelib.importing.weights import WHOLE, choice_question, weights_of, write_weight

_ESCAPED: Final = re.compile(r"\\([\\:#={}~n])")
_SPECIAL: Final = re.compile(r"[\\:#={}~]")
_TITLE: Final = re.compile(r"\s*::(?:\\.|(?!::)[^\\])*::", re.DOTALL)
_FORMAT: Final = re.compile(r"\s*\[(?:html|moodle|plain|markdown)\]")
_WEIGHT: Final = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")
_NUMBER: Final = r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_NEAR: Final = re.compile(rf"\s*({_NUMBER})\s*(?::\s*({_NUMBER}))?\s*")
_RANGE: Final = re.compile(rf"\s*({_NUMBER})\s*\.\.\s*({_NUMBER})\s*")
_HOLE: Final = "_____"
_CATEGORY: Final = "$CATEGORY:"


@dataclass(frozen=True, slots=True)
class _Answer:
    """One ``=`` or ``~`` entry."""

    right: bool
    text: str
    weight: float | None
    feedback: bool


def read_gift(data: bytes) -> Imported:
    """Read a GIFT file; raises InvalidError when it is no text."""
    collector = Collector()
    part = ""
    for line, block in _blocks(decode_text(data)):
        if block.startswith(_CATEGORY):
            part = part_of(block.removeprefix(_CATEGORY))
        else:
            _read_block(line, block, part, collector)
    return collector.finish()


def write_gift(paper: Paper, _: PicturesById) -> bytes:
    """Write a paper as GIFT."""
    return "\n\n".join(_write_blocks(paper)).encode() + b"\n"


def _write_blocks(paper: Paper) -> Iterator[str]:
    part = ""
    for question in paper:
        if question.part != part:
            part = question.part
            yield f"{_CATEGORY} {category_of(part)}"
        yield _write_question(question)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield questions, parted by empty lines, and categories, with the number of the first line."""
    block: list[str] = []
    first = 1
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.lstrip().startswith("//"):
            continue
        if line.startswith(_CATEGORY):
            yield number, line
            continue
        if line.strip():
            first = first if block else number
            block.append(line)
        elif block:
            yield first, "\n".join(block)
            block = []


def _read_block(line: int, block: str, part: str, collector: Collector) -> None:
    body = _without(_FORMAT, _without(_TITLE, block))
    opening = _find(body, "{")
    closing = _find(body, "}", opening + 1)
    if opening < 0 or closing < 0:
        collector.skip(Unread(line, block, "not_understood"))
        return
    before, behind = _plain(body[:opening]), _plain(body[closing + 1 :])
    answers, general = _part(body[opening + 1 : closing], "####")
    common = Common(
        text=f"{before} {_HOLE} {behind}" if behind else before,
        explanation=_plain(general),
        part=part,
    )
    notes: list[Fault] = []
    question = _read_answers(answers, common, notes)
    if question is None:
        collector.skip(Unread(line, block, "unknown_type"))
    else:
        collector.add(question, (Unread(line, common["text"], code) for code in notes))


def _read_answers(text: str, common: Common, notes: list[Fault]) -> Question | None:
    """Read what stands in the braces; ``notes`` gathers what was left out of it."""
    if text.strip().startswith("#"):
        return _read_number(text.strip()[1:], common, notes)
    judged = read_judgement(_part(text, "#")[0])
    if judged is not None and "=" not in text:
        return single_choice(common, [TRUE, FALSE], 0 if judged else 1)
    answers = list(_answers(text))
    if not answers:
        return None
    if any(answer.feedback for answer in answers):
        notes.append("feedback_left_out")
    if all(answer.right for answer in answers):
        return _read_right_answers(answers, common, notes)
    weighted = [(a.text, _weight(a)) for a in answers]
    single = any(answer.right for answer in answers)
    question, exact = choice_question(common, weighted, single=single)
    if not exact:
        notes.append("weights_left_out")
    return question


def _weight(answer: _Answer) -> float:
    if answer.weight is not None:
        return answer.weight
    return WHOLE if answer.right else 0.0


def _read_right_answers(
    answers: Sequence[_Answer], common: Common, notes: list[Fault]
) -> Question | None:
    """Read pairs as statements to be judged, anything else as accepted spellings."""
    pairs = [answer.text.rpartition("->") for answer in answers]
    if all(arrow for _, arrow, _ in pairs) and all(a.weight is None for a in answers):
        told = [read_judgement(word) for _, _, word in pairs]
        if None in told:
            return None
        texts = [statement.strip() for statement, _, _ in pairs]
        return true_false(common, [(t, bool(j)) for t, j in zip(texts, told, strict=True)])
    if any(answer.weight not in {None, WHOLE} for answer in answers):
        notes.append("weights_left_out")
    return short_text(common, [answer.text for answer in answers])


def _read_number(text: str, common: Common, notes: list[Fault]) -> Question | None:
    first, *others = [part for part in text.split("=") if part.strip()] or [""]
    if others:
        notes.append("weights_left_out")
    first = _part(_without(_WEIGHT, first), "#")[0]
    if match := _RANGE.fullmatch(first):
        low, high = float(match[1]), float(match[2])
        number, tolerance = (low + high) / 2, (high - low) / 2
    elif match := _NEAR.fullmatch(first):
        number, tolerance = float(match[1]), float(match[2] or 0)
    else:
        return None
    return number_question(common, number, tolerance)


def _answers(text: str) -> Iterator[_Answer]:
    starts = [at for at in _unescaped(text) if text[at] in "=~"]
    for start, end in pairwise([*starts, len(text)]):
        entry = text[start + 1 : end]
        weight = _WEIGHT.match(entry)
        if weight:
            entry = entry[weight.end() :]
        said, feedback = _part(entry, "#")
        yield _Answer(
            right=text[start] == "=",
            text=_plain(_without(_FORMAT, said)),
            weight=float(weight[1]) if weight else None,
            feedback=bool(feedback.strip()),
        )


def _unescaped(text: str) -> Iterator[int]:
    """Yield the places of letters that no backslash stands before."""
    at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
        else:
            yield at
            at += 1


def _find(text: str, letter: str, start: int = 0) -> int:
    return next((at for at in _unescaped(text) if at >= start and text[at] == letter), -1)


def _part(text: str, mark: str) -> tuple[str, str]:
    """Part a text at the first mark that is not escaped."""
    for at in _unescaped(text):
        if text.startswith(mark, at):
            return text[:at], text[at + len(mark) :]
    return text, ""


def _without(pattern: re.Pattern[str], text: str) -> str:
    """Take off what stands at the beginning."""
    match = pattern.match(text)
    return text[match.end() :] if match else text


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda m: "\n" if m[1] == "n" else m[1], text.strip())


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", r"\n")


def _write_question(question: Question) -> str:
    answers = "\n".join(f"\t{entry}" for entry in _entries(question))
    solution = f"\n\t####{_escape(question.explanation)}" if question.explanation else ""
    # The format is named so that a text which begins with brackets is not taken for one.
    return f"[moodle]{_escape(question.text)} {{\n{answers}{solution}\n}}"


def _entries(question: Question) -> Iterator[str]:
    match question:
        case SingleChoiceQuestion():
            for choice, weight in zip(question.choices, weights_of(question), strict=True):
                sign, shown = ("=", WHOLE) if weight > 0 else ("~", weight)
                told = f"%{write_weight(shown)}%" if weight < 0 else ""
                yield sign + told + _escape_answer(choice.text)
        case SeveralChoicesQuestion():
            for choice, weight in zip(question.choices, weights_of(question), strict=True):
                yield f"~%{write_weight(weight)}%{_escape_answer(choice.text)}"
        case TrueFalseQuestion():
            for statement in question.statements:
                word = TRUE if statement.correct else FALSE
                yield f"={_escape_answer(statement.text)} -> {word}"
        case NumberQuestion():
            # An empty pair of braces is Moodle's essay: better than a key that nobody wrote.
            yield "" if question.number is None else f"#{question.number!r}:{question.tolerance!r}"
        case ShortTextQuestion():
            for spelling in question.accepted:
                yield f"=%{WHOLE:g}%{_escape_answer(spelling)}"


def _escape_answer(text: str) -> str:
    """Escape an answer; one that begins like a format or a weight gets a format before it."""
    return ("[moodle]" if _FORMAT.match(text) or _WEIGHT.match(text) else "") + _escape(text)
