"""An exam's results as a workbook: scores, answers, what they say about the questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from zoneinfo import ZoneInfo

from chalicelib.domain.attempts import AttemptState
from chalicelib.domain.underlining import without_underlines
from chalicelib.reporting.answers_as_text import answer_text, key_text
from chalicelib.services.results import ResultRow, Results
from chalicelib.spreadsheets import CellValue, Sheet, write_workbook

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class _Words:
    titles: tuple[str, str, str]
    student: tuple[str, str]
    which: tuple[str, str]
    """Which attempt it is, and whether it counts: where students have several."""
    counts: str
    state: str
    handed_in: str
    score: str
    maximum: str
    passed: str
    """The heading of whether a score passes, where the exam has a pass mark."""
    verdicts: tuple[str, str]
    """Of who failed, of who passed."""
    absent: str
    receipt: str
    not_drawn: str
    question: str
    figures: tuple[str, ...]
    states: Mapping[AttemptState, str]


_WORDS: Final[Mapping[Language, _Words]] = {
    "vi": _Words(
        titles=("Điểm", "Bài làm", "Phân tích câu hỏi"),
        student=("Số báo danh", "Họ và tên"),
        which=("Lần", "Được tính"),
        counts="có",
        state="Trạng thái",
        handed_in="Nộp lúc",
        score="Điểm",
        maximum="Thang điểm",
        passed="Kết quả",
        verdicts=("chưa đạt", "đạt"),
        absent="Vắng",
        receipt="Mã biên nhận",
        not_drawn="không rút",
        question="Câu {number}",
        figures=(
            *("Câu", "Nội dung", "Đáp án", "Điểm tối đa", "Số bài trả lời"),
            *("Độ khó", "Độ phân biệt", "Chênh lệch nhóm 27 %"),
        ),
        states={
            AttemptState.JOINED: "Đã vào phòng",
            AttemptState.WRITING: "Đang làm",
            AttemptState.SUBMITTED: "Đã nộp",
        },
    ),
    "en": _Words(
        titles=("Scores", "Answers", "Item analysis"),
        student=("Student number", "Name"),
        which=("Attempt", "Counts"),
        counts="yes",
        state="State",
        handed_in="Handed in",
        score="Score",
        maximum="Out of",
        passed="Result",
        verdicts=("not passed", "passed"),
        absent="Absent",
        receipt="Receipt",
        not_drawn="not drawn",
        question="Question {number}",
        figures=(
            *("Question", "Text", "Key", "Points", "Answered"),
            *("Difficulty", "Discrimination", "Upper less lower 27 %"),
        ),
        states={
            AttemptState.JOINED: "Joined",
            AttemptState.WRITING: "Writing",
            AttemptState.SUBMITTED: "Handed in",
        },
    ),
}


def write_results(results: Results, language: Language) -> bytes:
    """
    Return the results as an ``.xlsx`` file; times are in the exam's own zone, which is named.

    A cell of a question is empty where the student left it blank, and says so where the student
    did not draw it.  Who stands on the class list and never came is on the sheet of scores, below
    the others.
    """
    words = _WORDS[language]
    return write_workbook(
        (_scores(results, words), _answers(results, words), _analysis(results, words))
    )


def _scores(results: Results, words: _Words) -> Sheet:
    zone = ZoneInfo(results.exam.content.time_zone)

    def rows() -> Iterator[list[CellValue]]:
        for row in results.rows:
            attempt = row.attempt
            at, score = attempt.submitted_at, attempt.score
            yield [
                *_who(results, row, words),
                words.states[attempt.state],
                f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if at else None,
                score.points if score else None,
                score.maximum if score else None,
                *_verdict(results, row, words),
                attempt.receipt,
                *_of_questions(row, row.points, words),
            ]
        which = (None,) * len(words.which) if results.repeated else ()
        for entry in results.absent:
            yield [entry.number, entry.name, *which, words.absent]

    handed_in = f"{words.handed_in} ({results.exam.content.time_zone})"
    passed = (words.passed,) if _has_line(results) else ()
    about = (words.state, handed_in, words.score, words.maximum, *passed, words.receipt)
    columns = (*_about_whom(results, words), *about, *_numbered(results, words))
    return Sheet(words.titles[0], columns, rows())


def _answers(results: Results, words: _Words) -> Sheet:
    def rows() -> Iterator[list[CellValue]]:
        for row in results.rows:
            given = row.attempt.responses
            answers = [answer_text(q, given.get(q.question_id)) for q in results.paper]
            yield [*_who(results, row, words), *_of_questions(row, answers, words)]

    columns = (*_about_whom(results, words), *_numbered(results, words))
    return Sheet(words.titles[1], columns, rows())


def _analysis(results: Results, words: _Words) -> Sheet:
    def rows() -> Iterator[list[CellValue]]:
        pairs = zip(results.paper, results.analysis.items, strict=True)
        for number, (question, item) in enumerate(pairs, 1):
            yield [
                number,
                without_underlines(question.text),
                key_text(question),
                question.points,
                item.answered,
                item.difficulty,
                item.discrimination,
                item.upper_lower,
            ]
        yield []
        yield ["Cronbach alpha", results.analysis.alpha]
        yield ["KR-20", results.analysis.kr20]

    return Sheet(words.titles[2], words.figures, rows())


def _about_whom(results: Results, words: _Words) -> tuple[str, ...]:
    return (*words.student, *words.which) if results.repeated else words.student


def _who(results: Results, row: ResultRow, words: _Words) -> tuple[CellValue, ...]:
    attempt = row.attempt
    student = (attempt.student.number, attempt.student.name)
    if not results.repeated:
        return student
    return (*student, attempt.ordinal, words.counts if row.counts else None)


def _has_line(results: Results) -> bool:
    return results.exam.content.settings.pass_mark is not None


def _verdict(results: Results, row: ResultRow, words: _Words) -> tuple[CellValue, ...]:
    if not _has_line(results):
        return ()
    return (None if row.passed is None else words.verdicts[row.passed],)


def _of_questions(row: ResultRow, cells: Sequence[CellValue], words: _Words) -> list[CellValue]:
    """Name what a student was not asked; who has not started was asked nothing yet."""
    if row.attempt.state is AttemptState.JOINED:
        return list(cells)
    pairs = zip(cells, row.asked, strict=True)
    return [cell if asked else words.not_drawn for cell, asked in pairs]


def _numbered(results: Results, words: _Words) -> list[str]:
    return [words.question.format(number=n) for n in range(1, len(results.paper) + 1)]
