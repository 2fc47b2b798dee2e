"""The usual layout of Vietnamese papers: ``Câu 1.``, ``A.`` to ``D.``, key, solutions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from chalicelib.domain.questions import MAX_PART
from chalicelib.domain.templates import with_template_points
from chalicelib.importing.drafts import (
    MAX_IMPORTED,
    Collector,
    Fault,
    Imported,
    Unread,
    decode_text,
    too_many,
)
from chalicelib.importing.layout_headings import Heading, read_heading
from chalicelib.importing.layout_keys import Key, KeyReader
from chalicelib.importing.layout_passages import Passage, begin_passage
from chalicelib.importing.layout_questions import Option, QuestionDraft
from chalicelib.importing.rich_text import Line, RichText

_PART: Final = re.compile(
    r"\s*phần\s+(?P<part>iv|i{1,3}|[1-4])\b[\s.:)\-\u2013\u2014]*(?P<title>.*)", re.IGNORECASE
)
_TITLE_END: Final = re.compile(r"[.;:](?:\s|$)|(?<!\s)\s*(?:$|[(\[])|\bthí sinh\b", re.IGNORECASE)
"""Behind the title of a part stand its points and what students are to do in it."""
_PARTS: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}
_RULED: Final = r"[\s\-\u2013\u2014_.=*:]*"
_KEY: Final = re.compile(
    rf"{_RULED}(?:bảng\s+)?(?:đáp\s+án|key)(?:\s+(?:tham khảo|trắc nghiệm|chi tiết))?{_RULED}",
    re.IGNORECASE,
)
_END: Final = re.compile(rf"{_RULED}hết{_RULED}", re.IGNORECASE)
_RULE: Final = re.compile(_RULED)
_SOLUTION: Final = re.compile(
    r"\s*(?:lời\s+giải|hướng\s+dẫn(?:\s+giải)?|giải\s+thích|hdg)(?:\s+chi\s+tiết)?\s*(?:[.:]\s*|$)",
    re.IGNORECASE,
)
_ANSWER: Final = re.compile(
    r"\s*(?:(?:đáp\s*án|đáp\s*số|đ/?a|trả\s*lời|answer)\s*(?:đúng)?\s*(?:là\s+|[:.]\s*)"
    r"|đáp\s*án\s+(?=[A-H]\b)|chọn(?:\s+đáp\s+án)?\s*:?\s*(?=[A-H]\b))(?P<answer>\S.*)",
    re.IGNORECASE,
)
_FURNITURE: Final = re.compile(
    r"\s*(?:trang\s+\d+(?:\s*(?:/|trên)\s*\d+)?|mã\s+đề(?:\s+thi)?\s*:?\s*\d+)[\s.\-\u2013]*",
    re.IGNORECASE,
)
"""What is printed on every page; it may stand in the middle of a question."""
_SIGNS: Final = frozenset("$\\([{=<>+-\u2013,;:.%")
"""What begins a line that goes on with the one above, as small letters do."""
_ONLY_PICTURE: Final = re.compile(r"\s*(?:!\[[^\]]*\]\(picture:\w+\)\s*)+")
_CHOICE: Final = r"(?:^|(?<=\s))(?P<star>[*#]?)\s?(?P<label>{letter}\s?[.)])(?P<late>[*#]?)\s*"
_STATEMENT: Final = r"(?:^|(?<=\s))(?P<star>[*#]?)\s?(?P<label>{letter}\s?\))(?P<late>[*#]?)\s*"


class _Place(Enum):
    """Where in a question the reader stands."""

    BODY = auto()
    SOLUTION = auto()


def read_text(data: bytes) -> Imported:
    """Read a text file; raises InvalidError when it is no text."""
    text = unicodedata.normalize("NFC", decode_text(data))
    return read_lines(
        Line(number, RichText.of(line)) for number, line in enumerate(text.splitlines(), 1)
    )


def read_lines(lines: Iterable[Line], collector: Collector | None = None) -> Imported:
    """
    Read the lines of a paper; whatever does not belong to a question is named.

    Args:
        lines: In their order.
        collector: Holds the lines' pictures, if there are any.
    """
    reader = _Reader(collector or Collector())
    for line in lines:
        reader.read(line)
    return reader.finish()


@dataclass(slots=True)
class _Reader:
    """Goes through the lines once; the keys find their questions in the end."""

    collector: Collector
    drafts: list[QuestionDraft] = field(default_factory=list)
    keys: KeyReader = field(default_factory=KeyReader)
    part: int = 0
    part_name: str = ""
    passage: Passage | None = None
    """What the questions that follow share, from the line that says so."""
    place: _Place = _Place.BODY
    open: bool = False
    """Whether a line may still belong to the last question."""
    in_key: bool = False
    gap: bool = False
    """Whether an empty line stands before this one."""

    def read(self, line: Line) -> None:
        """Read the next line."""
        if _RULE.fullmatch(line.text):
            self.gap = True
        elif _FURNITURE.fullmatch(line.text):
            self._note(line, "not_understood")
        else:
            self._read(line)
            self.gap = False
        for fault in line.faults:
            self._note(line, fault)

    def _read(self, line: Line) -> None:
        if match := _PART.match(line.text):
            self._enter_part(match["part"].upper(), match["title"])
        elif _END.fullmatch(line.text):
            self.open = False
        elif _KEY.fullmatch(line.text):
            self.open, self.in_key = False, True
        elif self.in_key:
            if not self.keys.read(line):
                self._note(line, "not_understood")
        else:
            self._read_questions(line)

    def _read_questions(self, line: Line) -> None:
        """Read a line in front of the key."""
        if heading := read_heading(line.text):
            self._open_question(line, heading)
        elif passage := self._passage_from(line):
            self._leave_passage()
            self.passage, self.open = passage, False
        elif self.passage and not self.passage.used:
            if not self.passage.takes(line):
                self._note(line, "not_understood")
        elif not self.open:
            self._note(line, "not_understood")
        else:
            self._read_inside(self.drafts[-1], line)

    def finish(self) -> Imported:
        """Give the keys to their questions and build them all."""
        self._leave_passage()
        taken: set[int] = set()
        for key in self.keys.keys:
            draft = next(self._candidates(key, taken), None)
            if draft is None:
                self.collector.skip(
                    Unread(key.line, f"{key.number}. {key.answer}", "no_such_question")
                )
            else:
                taken.add(id(draft))
                draft.answer = key.answer
        for place, draft in enumerate(self.drafts):
            draft.build(self.collector)
            for line in draft.doubtful:
                self.collector.skip(Unread(line.number, line.text, "not_understood", place))
        if all(draft.points is None for draft in self.drafts):
            self.collector.questions[:] = with_template_points(tuple(self.collector.questions))
        return self.collector.finish()

    def _candidates(self, key: Key, taken: set[int]) -> Iterator[QuestionDraft]:
        for draft in self.drafts:
            fits = draft.number == key.number and draft.accepts(key.answer)
            if fits and key.part in {0, draft.part} and id(draft) not in taken:
                yield draft

    def _enter_part(self, numeral: str, told: str) -> None:
        part = _PARTS.get(numeral) or int(numeral)
        if self.in_key:
            self.keys.enter_part(part)
            return
        self._leave_passage()
        self.part, self.open = part, False
        end = _TITLE_END.search(told)
        title = told[: end.start()].strip() if end else told
        self.part_name = f"Phần {numeral}. {title}"[:MAX_PART] if title else f"Phần {numeral}"

    def _passage_from(self, line: Line) -> Passage | None:
        if self.passage and not self.passage.used:
            return None
        last = self.drafts[-1] if self.drafts and self.drafts[-1].part == self.part else None
        complete = last is None or last.is_complete
        return begin_passage(line, after=last.number if last else 0, complete=complete)

    def _leave_passage(self) -> None:
        """Name the lines of a passage that turned out to be none: no question asked about it."""
        if self.passage and not self.passage.used:
            for line in self.passage.lines:
                self.collector.skip(Unread(line.number, line.text, "not_understood"))
        self.passage = None

    def _open_question(self, line: Line, heading: Heading) -> None:
        if len(self.drafts) >= MAX_IMPORTED:
            raise too_many()
        draft = QuestionDraft(line.number, self.part, heading.number, part_name=self.part_name)
        draft.points, draft.level = heading.points, heading.level
        if self.passage and self.passage.covers(heading.number):
            draft.passage = self.passage
            self.passage.used = True
        else:
            self._leave_passage()
        self.drafts.append(draft)
        self.open, self.place = True, _Place.BODY
        rest = RichText.join(
            [RichText.of(f"{heading.kept} " if heading.kept else ""), line.rich.part(heading.end)]
        )
        if rest.text.strip():
            self._read_inside(draft, Line(line.number, rest))

    def _read_inside(self, draft: QuestionDraft, line: Line) -> None:
        if match := _SOLUTION.match(line.text):
            self.place = _Place.SOLUTION
            line = Line(line.number, line.rich.part(match.end()))
            if not line.text.strip():
                return
        if draft.lines and (match := _ANSWER.match(line.text)) and draft.answer is None:
            draft.answer = match["answer"].strip().rstrip(".")
        elif self.place is _Place.SOLUTION:
            draft.solution.append(line.rich)
        elif not (
            (not draft.statements and self._read_options(draft, draft.choices, line, _CHOICE, "A"))
            or (
                not draft.choices
                and self._read_options(draft, draft.statements, line, _STATEMENT, "a")
            )
        ):
            self._continue(draft, line)

    def _read_options(
        self, draft: QuestionDraft, options: list[Option], line: Line, pattern: str, first: str
    ) -> bool:
        """Read the choices that begin on a line: the first at its start, others behind spaces."""
        starts = list(_option_starts(line.text, pattern, ord(first) + len(options)))
        if not starts:
            return False
        ends = [start.start() for start in starts[1:]] + [len(line.text)]
        for start, end in zip(starts, ends, strict=True):
            draft.accept_doubtful()
            options.append(
                Option(
                    label=line.rich.part(start.start("label"), start.end("label")),
                    starred=bool(start["star"] or start["late"]),
                    lines=[line.rich.part(start.end(), end)],
                )
            )
        return True

    def _continue(self, draft: QuestionDraft, line: Line) -> None:
        """
        Put a line behind what stands above it, unless the question seems to be over.

        Behind the last choice or statement, and behind the key, a line that does not read on is
        doubtful: another option may still follow and claim it, else it is named.
        """
        options = draft.statements or draft.choices
        if not options and draft.answer is None:
            draft.lines.append(line.rich)
        elif options and not options[-1].text:
            options[-1].lines.append(line.rich)
        elif _ONLY_PICTURE.fullmatch(line.text):
            draft.lines.append(line.rich)
        elif draft.doubtful or self.gap or not options or not _goes_on(line.text):
            draft.doubtful.append(line)
        else:
            options[-1].lines.append(line.rich)

    def _note(self, line: Line, code: Fault) -> None:
        """Name a line; beside the question that it stands in, if it stands in one."""
        place = len(self.drafts) - 1 if self.open else None
        self.collector.skip(Unread(line.number, line.text, code, place))


def _goes_on(text: str) -> bool:
    first = text.strip()[0]
    return first.islower() or first in _SIGNS


def _option_starts(text: str, pattern: str, letter: int) -> Iterator[re.Match[str]]:
    """Yield where option after option begins, in the order of their letters."""
    indent = len(text) - len(text.lstrip())
    match = re.compile(pattern.format(letter=chr(letter))).match(text, indent)
    while match:
        yield match
        letter += 1
        if not chr(letter).isalpha():
            return
        match = re.compile(pattern.format(letter=chr(letter))).search(text, match.end())
