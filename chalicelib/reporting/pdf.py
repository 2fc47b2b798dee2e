"""An attempt's report as PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import PIL.Image
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    Flowable,
    Image,
    KeepTogether,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from chalicelib.domain.frame_uploads import spot_key
from chalicelib.domain.reports import AttemptReport, Picture
from chalicelib.domain.reviews import Review, ReviewStep
from chalicelib.domain.violations import Evidence, Violation
from chalicelib.reporting.words import DASH, WORDS, Clock, Language, Words

FONTS: Final = Path(__file__).parent / "fonts"
REGULAR, SEMIBOLD = "BeVietnamPro", "BeVietnamPro-SemiBold"
INK, SOFT, LINE, TEAL = (HexColor(c) for c in ("#1b2424", "#546161", "#dde3e1", "#0f5c5c"))
MARGIN: Final = 18 * mm
WIDTH: Final = A4[0] - 2 * MARGIN
FRAME_PADDING: Final = 6
"""ReportLab's own, in points: texts begin where tables do."""
A_ROW: Final = 4
LARGEST: Final = 4_096
"""Pixels a side; cameras' pictures have 640, and a few kilobytes may claim gigabytes."""
PICTURE: Final = (WIDTH / A_ROW - 2 * mm, (WIDTH / A_ROW - 2 * mm) * 3 / 4)

BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=9.5, leading=14, textColor=INK)
SMALL = ParagraphStyle("small", BODY, fontSize=8, leading=11, textColor=SOFT)
LABEL = ParagraphStyle("label", BODY, textColor=SOFT)
STRONG = ParagraphStyle("strong", BODY, fontName=SEMIBOLD)
TITLE = ParagraphStyle("title", STRONG, fontSize=18, leading=24, textColor=TEAL)
HEADING = ParagraphStyle("heading", STRONG, fontSize=12, leading=17, spaceBefore=10, spaceAfter=4)
CODE = ParagraphStyle("code", SMALL, fontName="Courier", fontSize=7.5, textColor=INK)

DIGEST = ParagraphStyle("digest", CODE, fontSize=4.5, leading=6, splitLongWords=1)


def write_attempt(report: AttemptReport, language: Language) -> bytes:
    """Return the report as a PDF, A4, with its typeface embedded."""
    _load_fonts()
    page = _Pages(report, WORDS[language], Clock(ZoneInfo(report.exam.content.time_zone)))
    file = io.BytesIO()
    student = report.attempt.student
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN - FRAME_PADDING,
        rightMargin=MARGIN - FRAME_PADDING,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=f"{page.words['title']}: {student.name}, {student.number}",
        author=report.made_by,
        lang=language,
    )
    document.build(list(page.flow()), onFirstPage=page.foot, onLaterPages=page.foot)
    return file.getvalue()


@cache
def _load_fonts() -> None:
    for name, file in ((REGULAR, "Regular"), (SEMIBOLD, "SemiBold")):
        pdfmetrics.registerFont(TTFont(name, FONTS / f"BeVietnamPro-{file}.ttf"))


@dataclass(frozen=True, slots=True)
class _Pages:
    """The parts of one report, from top to bottom."""

    report: AttemptReport
    words: Words
    clock: Clock

    def flow(self) -> Iterator[Flowable]:
        yield Paragraph(self.words["title"], TITLE)
        yield Spacer(0, 4 * mm)
        yield self._identity()
        yield Spacer(0, 3 * mm)
        zone = self.words["zone"].format(zone=self.report.exam.content.time_zone)
        yield Paragraph(escape(zone), SMALL)
        yield from self._card()
        yield Paragraph(self.words["noted"], HEADING)
        summary = self._summary() if self.report.violations else self.words["none"]
        yield Paragraph(summary, BODY)
        for number, violation in enumerate(self.report.violations, 1):
            yield from self._violation(number, violation)
        yield from self._spot_checks()
        yield from self._hashes()
        yield from self._chain()

    def foot(self, canvas: Any, document: Any) -> None:  # noqa: ANN401 - reportlab is untyped
        """Write the foot of a page."""
        canvas.saveState()
        canvas.setFont(REGULAR, 8)
        canvas.setFillColor(SOFT)
        canvas.drawString(MARGIN, 10 * mm, self.words["principle"])
        page = self.words["page"].format(page=document.page)
        canvas.drawRightString(A4[0] - MARGIN, 10 * mm, page)
        canvas.restoreState()

    def _identity(self) -> Table:
        report, words = self.report, self.words
        attempt, content = report.attempt, report.exam.content
        score = attempt.score
        facts = [
            ("exam", content.title),
            ("room", content.room_name),
            ("student", attempt.student.name),
            ("number", attempt.student.number),
            ("started", self.clock.day_and_time(attempt.started_at)),
            ("submitted", self.clock.day_and_time(attempt.submitted_at)),
            ("score", f"{score.points:g} / {score.maximum:g}" if score else DASH),
            ("receipt", attempt.receipt or DASH),
            ("policy", words[content.policy]),
            ("reviewers", str(content.review_rules.reviewers)),
            ("made", self.clock.day_and_time(report.made_at)),
            ("by", report.made_by),
        ]
        cells = [[_text(words[name], LABEL), _text(value, STRONG)] for name, value in facts]
        pairs = [[*left, *right] for left, right in zip(cells[::2], cells[1::2], strict=True)]
        return Table(
            pairs,
            colWidths=[WIDTH * share for share in (0.17, 0.33, 0.2, 0.3)],
            style=_ruled(),
        )

    def _summary(self) -> str:
        counts = {
            review.value: sum(v.review is review for v in self.report.violations)
            for review in Review
        }
        return self.words["summary"].format(total=len(self.report.violations), **counts)

    def _violation(self, number: int, violation: Violation) -> Iterator[Flowable]:
        words = self.words
        seconds = round((violation.ended_ms - violation.started_ms) / 1_000)
        length = words["seconds"].format(count=max(1, seconds))
        heading = f"{number}. {words.kinds[violation.kind]}, {length}"
        start, end = self.clock.at(violation.started_ms), self.clock.at(violation.ended_ms)
        about = f"{start} {DASH} {end} · {words.reviews[violation.review]}"
        rows = self._pictures(violation)
        # A heading never stands alone at the foot of a page.
        yield KeepTogether(
            [_text(heading, HEADING), _text(about, BODY), *rows[:1], Spacer(0, 2 * mm)]
        )
        yield from rows[1:]
        yield from self._decisions(violation)

    def _pictures(self, violation: Violation) -> list[Flowable]:
        shown = [self._picture(evidence) for evidence in violation.evidence]
        rows = [shown[at : at + A_ROW] for at in range(0, len(shown), A_ROW)]
        return [
            Table(
                [[*row, *[""] * (A_ROW - len(row))]],
                colWidths=[WIDTH / A_ROW] * A_ROW,
                style=TableStyle(
                    [("LEFTPADDING", (0, 0), (-1, -1), 0), ("VALIGN", (0, 0), (-1, -1), "TOP")]
                ),
            )
            for row in rows
        ]

    def _picture(self, evidence: Evidence) -> list[Flowable]:
        kept = self.report.pictures.get(evidence.key)
        caption = _text(self.clock.at(evidence.captured_ms), SMALL)
        if kept is None:
            return [_text(self.words["gone"], SMALL), caption]
        return [self._shown(kept), caption]

    def _decisions(self, violation: Violation) -> Iterator[Flowable]:
        words = self.words
        yield _text(words["decisions"], STRONG)
        if not violation.history:
            yield _text(words["undecided"], LABEL)
        for step in violation.history:
            yield _text(self._step(step), BODY)
        if said := violation.explanation:
            yield _text(
                f"{words['explanation']} ({self.clock.at(said.at_ms, with_day=True)})", STRONG
            )
            yield _text(said.text, BODY)
            if said.replied_by is not None:
                yield _text(words["reply"].format(name=said.replied_by.name), STRONG)
                yield _text(said.reply, BODY)

    def _step(self, step: ReviewStep) -> str:
        who = step.reviewer.name or self.words["system"]
        done = f"{self.clock.at(step.at_ms, with_day=True)} · {who}: {self.words.acts[step.act]}"
        changed = step.before is not step.after
        result = f" ({self.words.reviews[step.after]})" if changed else ""
        return f"{done}{result}" + (f". “{step.note}”" if step.note else "")

    def _spot_checks(self) -> Iterator[Flowable]:
        """Whoever was compared with the face at the start, and what was said."""
        report, words = self.report, self.words
        if not report.spot_checks:
            return
        yield _text(words["spot_checks"], HEADING)
        first = self._compared(report.first_key, words["at_start"])
        for check in report.spot_checks:
            captured_ms = int(check.details["captured_ms"])
            key = spot_key(report.attempt.attempt_id, captured_ms)
            said = words[f"face_{check.details['verdict']}"]
            who = f"{self.clock.at(check.at_ms, with_day=True)} · {check.details['by']}"
            later = self._compared(key, self.clock.at(captured_ms))
            row = [[first, later, [_text(said, STRONG), _text(who, SMALL)]]]
            widths = [WIDTH * share for share in (0.25, 0.25, 0.5)]
            yield Table(row, colWidths=widths, style=_ruled())

    def _card(self) -> Iterator[Flowable]:
        """The student card beside the face at the start, where the exam asks for it."""
        report, words, card = self.report, self.words, self.report.attempt.card
        if card is None and not report.exam.content.settings.student_card:
            return
        heading = _text(words["card"], HEADING)
        if card is None:
            yield KeepTogether([heading, _text(words["no_card"], BODY)])
            return
        first = self._compared(report.first_key, words["at_start"])
        shown = self._compared(report.card_key, self.clock.at(card.taken_ms, with_day=True))
        row = [[first, shown, [_text(words["card_by_person"], SMALL)]]]
        widths = [WIDTH * share for share in (0.25, 0.25, 0.5)]
        yield KeepTogether([heading, Table(row, colWidths=widths, style=_ruled())])

    def _compared(self, key: str | None, caption: str) -> list[Flowable]:
        kept = self.report.pictures.get(key or "")
        if kept is None:
            return [_text(self.words["gone"], SMALL), _text(caption, SMALL)]
        return [self._shown(kept), _text(caption, SMALL), _text(kept.sha256, DIGEST)]

    def _shown(self, kept: Picture) -> Flowable:
        """Show a picture; what came from a student's machine may be none, and is kept as it is."""
        if not _is_readable(kept.data):
            return _text(self.words["unreadable"], SMALL)
        return Image(io.BytesIO(kept.data), *PICTURE, kind="proportional")

    def _hashes(self) -> Iterator[Flowable]:
        """The appendix: which picture is which, by its content."""
        evidence = {e.key: e for v in self.report.violations for e in v.evidence}
        if not evidence:
            return
        yield _text(self.words["hashes"], HEADING)
        rows = [
            [
                _text(self.clock.at(one.captured_ms), SMALL),
                _text(kept.sha256 if kept else self.words["gone"], CODE if kept else SMALL),
                _text(self._finding(one, kept) if kept else "", SMALL),
            ]
            for one in sorted(evidence.values(), key=lambda e: e.captured_ms)
            for kept in (self.report.pictures.get(one.key),)
        ]
        yield Table(rows, colWidths=[WIDTH * s for s in (0.13, 0.62, 0.25)], style=_ruled())

    def _finding(self, evidence: Evidence, kept: Picture) -> str:
        return self.words[self.report.proof.finding(evidence, kept.data).value]

    def _chain(self) -> Iterator[Flowable]:
        """Whether all that was looked at is what it was."""
        proof, words = self.report.proof, self.words
        yield _text(words["chain"], HEADING)
        yield _text(
            words["chain_of"].format(uploads=proof.seal.uploads, frames=proof.seal.frames), BODY
        )
        yield _text(proof.seal.head, CODE)
        sealed_at = self.clock.at(proof.seal.sealed_ms, with_day=True)
        yield _text(words["sealed" if proof.is_final else "open_chain"].format(at=sealed_at), BODY)
        if proof.is_final:
            yield _text(words["chain_holds" if proof.holds else "chain_differs"], STRONG)
        if proof.later:
            yield _text(words["later"].format(count=proof.later), BODY)


def _is_readable(data: bytes) -> bool:
    """Say whether a picture can be drawn: one that cannot must not take the report away."""
    try:
        with PIL.Image.open(io.BytesIO(data)) as picture:
            if max(picture.size) > LARGEST:
                return False
            picture.load()
    except (OSError, SyntaxError, ValueError, PIL.Image.DecompressionBombError):
        return False
    return True


def _text(text: str, style: ParagraphStyle) -> Paragraph:
    """Set a text that anybody may have written: nothing in it is markup."""
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def _ruled() -> TableStyle:
    commands: Sequence[Any] = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ]
    return TableStyle(commands)
