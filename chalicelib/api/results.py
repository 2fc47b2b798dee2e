"""What came of an exam."""

from __future__ import annotations

from collections.abc import Iterator

from chalicelib.api import result_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Resource
from chalicelib.api.files import file_stem
from chalicelib.api.messages import language_of
from chalicelib.api.schemas import ExportedFile
from chalicelib.domain import item_analysis
from chalicelib.services import results
from chalicelib.spreadsheets import XLSX

resource = Resource()


@resource.endpoint(
    "GET", "/exams/{exam_id}/results", access=Access.LECTURER, response=schemas.ExamResults
)
def read_results(call: Call[None]) -> schemas.ExamResults:
    """Return everybody's scores, their distribution, and how good the questions were."""
    found = results.read_results(
        call.path["exam_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        admissions=call.world.admissions,
    )
    return schemas.ExamResults(
        questions=[
            schemas.ResultQuestion(question.question_id, question.text, question.points)
            for question in found.paper
        ],
        rows=[*map(_show_row, found.rows), *_show_absent(found)],
        distribution=_show_distribution(found.distribution),
        analysis=_show_analysis(found.analysis),
        stale=found.stale,
    )


@resource.endpoint(
    "GET", "/exams/{exam_id}/results-workbook", access=Access.LECTURER, response=ExportedFile
)
def export_results(call: Call[None]) -> ExportedFile:
    """Write the results as a workbook, in the reader's language."""
    # Loaded here: openpyxl takes longer than most requests.
    from chalicelib.reporting.results_workbook import write_results  # noqa: PLC0415

    found = results.read_results(
        call.path["exam_id"],
        lecturer=call.lecturer,
        exams=call.world.exams,
        attempts=call.world.attempts,
        admissions=call.world.admissions,
    )
    language = language_of(call.headers.get("accept-language"))
    name = f"{file_stem(found.exam.content.title) or 'ket-qua'}.xlsx"
    return ExportedFile(name, XLSX, write_results(found, language))


def _show_row(row: results.ResultRow) -> schemas.ResultRow:
    attempt = row.attempt
    return schemas.ResultRow(
        attempt_id=attempt.attempt_id,
        student_name=attempt.student.name,
        student_number=attempt.student.number,
        ordinal=attempt.ordinal,
        counts=row.counts,
        state=attempt.state.value,
        submitted_at=attempt.submitted_at,
        score=attempt.score.points if attempt.score else None,
        max_score=attempt.score.maximum if attempt.score else None,
        passed=row.passed,
        receipt=attempt.receipt,
        points=list(row.points),
        asked=list(row.asked),
    )


def _show_absent(found: results.Results) -> Iterator[schemas.ResultRow]:
    for entry in found.absent:
        yield schemas.ResultRow(
            attempt_id=None,
            student_name=entry.name,
            student_number=entry.number,
            ordinal=1,
            counts=False,
            state="absent",
            submitted_at=None,
            score=None,
            max_score=None,
            passed=None,
            receipt=None,
            points=[None] * len(found.paper),
            asked=[False] * len(found.paper),
        )


def _show_distribution(distribution: results.Distribution) -> schemas.Distribution:
    return schemas.Distribution(
        mean=distribution.mean,
        median=distribution.median,
        deviation=distribution.deviation,
        lowest=distribution.lowest,
        highest=distribution.highest,
        bins=list(distribution.bins),
    )


def _show_analysis(analysis: item_analysis.ItemAnalysis) -> schemas.ItemAnalysis:
    return schemas.ItemAnalysis(
        attempts=analysis.attempts,
        alpha=analysis.alpha,
        kr20=analysis.kr20,
        items=[_show_figures(figures) for figures in analysis.items],
    )


def _show_figures(figures: item_analysis.ItemFigures) -> schemas.ItemFigures:
    return schemas.ItemFigures(
        question_id=figures.question_id,
        answered=figures.answered,
        difficulty=figures.difficulty,
        discrimination=figures.discrimination,
        upper_lower=figures.upper_lower,
        options=[
            schemas.OptionCount(option.option, option.count, option.upper, option.lower)
            for option in figures.options
        ],
    )
