"""An exam's results as a workbook: scores, answers, what they say about the questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from zoneinfo import ZoneInfo

from chalicelib.domain.attempts import AttemptState
from chalicelib.reporting.answers_as_text import answer_text, key_text
from chalicelib.services.results import ResultRow, Results
from chalicelib.spreadsheets import CellValue, Sheet, write_workbook

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class _Words:
    titles: tuple[str, str, str]
    student: tuple[str, str]
    state: str
    handed_in: str
    score: str
    maximum: str
    question: str
    figures: tuple[str, ...]
    states: Mapping[AttemptState, str]


_WORDS: Final[Mapping[Language, _Words]] = {
    "vi": _Words(
        titles=("Điểm", "Bài làm", "Phân tích câu hỏi"),
        student=("Số báo danh", "Họ và tên"),
        state="Trạng thái",
        handed_in="Nộp lúc",
        score="Điểm",
        maximum="Thang điểm",
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
        state="State",
        handed_in="Handed in",
        score="Score",
        maximum="Out of",
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
    """Return the results as an ``.xlsx`` file; times are in the exam's own zone."""
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
                *_who(row),
                words.states[attempt.state],
                f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}" if at else None,
                score.points if score else None,
                score.maximum if score else None,
                *row.points,
            ]

    first = (*words.student, words.state, words.handed_in, words.score, words.maximum)
    return Sheet(words.titles[0], (*first, *_numbered(results, words)), rows())


def _answers(results: Results, words: _Words) -> Sheet:
    def rows() -> Iterator[list[CellValue]]:
        for row in results.rows:
            given = row.attempt.responses
            answers = [answer_text(q, given.get(q.question_id)) for q in results.paper]
            yield [*_who(row), *answers]

    return Sheet(words.titles[1], (*words.student, *_numbered(results, words)), rows())


def _analysis(results: Results, words: _Words) -> Sheet:
    def rows() -> Iterator[list[CellValue]]:
        pairs = zip(results.paper, results.analysis.items, strict=True)
        for number, (question, item) in enumerate(pairs, 1):
            yield [
                number,
                question.text,
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


def _who(row: ResultRow) -> tuple[str, str]:
    return row.attempt.student.number, row.attempt.student.name


def _numbered(results: Results, words: _Words) -> list[str]:
    return [words.question.format(number=n) for n in range(1, len(results.paper) + 1)]
