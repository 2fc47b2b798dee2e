"""What a digest says: HTML and plain text, Vietnamese; observations, never accusations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from string import Template
from typing import Final

from chalicelib.domain.kinds import Kind
from chalicelib.domain.violations import Violation
from chalicelib.services.alerting import Digest
from chalicelib.services.ports import Email

VIETNAM: Final = timezone(timedelta(hours=7))
"""Vietnam keeps one time zone and no summer time, so no zone database is needed."""

WORDING: Final[Mapping[Kind, str]] = {
    Kind.NO_FACE: "Không thấy khuôn mặt",
    Kind.SEVERAL_PEOPLE: "Hai người trở lên trong khung hình",
    Kind.LOOKING_AWAY: "Nhìn ra ngoài màn hình",
    Kind.PHONE: "Thấy vật giống điện thoại",
    Kind.BOOK: "Thấy vật giống sách vở",
    Kind.OTHER_SCREEN: "Thấy một màn hình khác",
    Kind.CAMERA_BLOCKED: "Camera bị che",
    Kind.FROZEN_FEED: "Hình ảnh không thay đổi",
    Kind.DIFFERENT_PERSON: "Khuôn mặt khác lúc bắt đầu",
    Kind.TALKING: "Miệng cử động liên tục",
    Kind.UNMONITORED: "Không nhận được hình ảnh",
    Kind.UNCERTAIN: "Hình ảnh không đọc được",
    Kind.LEFT_PAGE: "Rời trang làm bài",
    Kind.LEFT_FULLSCREEN: "Thoát toàn màn hình",
    Kind.COPY_PASTE: "Sao chép hoặc dán",
    Kind.SECOND_DISPLAY: "Có màn hình thứ hai",
    Kind.EVIDENCE_TAMPERED: "Hình ảnh gửi lên không khớp",
}

HTML: Final = Template("""\
<!doctype html>
<html lang="vi"><head><meta charset="utf-8"></head>
<body style="font-family:'Be Vietnam Pro',Arial,sans-serif;color:#1d2b2a;line-height:1.5;\
max-width:36rem;margin:0 auto;padding:1.5rem">
<h1 style="font-size:1.25rem;margin:0 0 .25rem">$title</h1>
<p style="margin:0 0 1rem;color:#4c605e">$room</p>
$sections
<p style="margin:1.5rem 0"><a href="$link" style="background:#0b6e69;color:#fff;\
padding:.6rem 1rem;border-radius:.4rem;text-decoration:none">Mở phòng thi</a></p>
<p style="font-size:.85rem;color:#4c605e">$footer</p>
</body></html>
""")
FOOTER: Final = (
    "Đây là những gì hệ thống quan sát được, chưa phải kết luận. "
    "Hãy xem hình ảnh trước khi quyết định."
)


def compose_digest(digest: Digest, *, site_url: str) -> Email:
    """
    Write the mail for an exam's lecturer.

    Args:
        digest: What to tell.
        site_url: Begins the link to the room.
    """
    exam = digest.exam
    link = f"{site_url}/lecturer/exams/{exam.exam_id}/room"
    title, room = exam.content.title, f"{exam.content.room_name} · {exam.content.room_code}"
    count = sum(len(violations) for _, violations in digest.sections)
    lines, sections = [], []
    for student, violations in digest.sections:
        name = f"{student.name} ({student.number})"
        items = [_sentence(violation) for violation in violations]
        lines += [name, *(f"  - {item}" for item in items), ""]
        listed = "".join(f"<li>{escape(item)}</li>" for item in items)
        sections.append(
            f'<h2 style="font-size:1rem;margin:1rem 0 .25rem">{escape(name)}</h2>'
            f'<ul style="margin:0;padding-left:1.2rem">{listed}</ul>'
        )
    return Email(
        to=exam.creator.email,
        # A title with a line break would be a second header.
        subject=" ".join(f"[Giám Thị] {title}: {count} điều cần xem".split()),
        text="\n".join([title, room, "", *lines, link, "", FOOTER, ""]),
        html=HTML.substitute(
            title=escape(title),
            room=escape(room),
            sections="\n".join(sections),
            link=escape(link),
            footer=escape(FOOTER),
        ),
    )


def _sentence(violation: Violation) -> str:
    start = datetime.fromtimestamp(violation.started_ms / 1000, UTC).astimezone(VIETNAM)
    seconds = round((violation.ended_ms - violation.started_ms) / 1000)
    return f"{start:%H:%M:%S}: {WORDING[violation.kind]}, ít nhất {seconds} giây"
