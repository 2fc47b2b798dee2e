"""The demo: an invented lecturer and an exam that is open now."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

EMAIL: Final = "co.lan@truong-mau.example"
PASSWORD: Final = "Giam-Thi-2026"  # noqa: S105 - printed on every start; opens a laptop's demo
LECTURER_NAME: Final = "Cô Lan"
ADMIN_EMAIL: Final = "quan.tri@truong-mau.example"
ADMIN_NAME: Final = "Thầy Quang"
ROOM_CODE: Final = "HHC234"
_OPEN_FOR: Final = timedelta(hours=8)


def exam_content(now: datetime, room_code: str | None = ROOM_CODE) -> dict[str, Any]:
    """Return the demo exam as the API takes it; its room opens a minute ago."""
    return {
        "title": "Kiểm tra Hóa học 15 phút",
        "subject": "Hóa học",
        "room_name": "Phòng 12A1",
        **({"room_code": room_code} if room_code else {}),
        "starts_at": _rfc3339(now - timedelta(minutes=1)),
        "ends_at": _rfc3339(now + _OPEN_FOR),
        "duration_minutes": 15,
        "policy": "standard",
        "questions": [
            _question(
                "Chất nào sau đây làm quỳ tím chuyển sang màu đỏ?",
                ("Dung dịch NaOH", "Dung dịch HCl", "Dung dịch NaCl", "Nước cất"),
                correct=1,
            ),
            _question(
                "Cho 5,6 gam sắt tác dụng hết với dung dịch HCl dư. "
                "Thể tích khí hiđro thu được ở điều kiện tiêu chuẩn (0 °C, 1 atm) là bao nhiêu?",
                ("1,12 lít", "2,24 lít", "3,36 lít", "4,48 lít"),
                correct=1,
            ),
            _question(
                "Nguyên tố nào có số hiệu nguyên tử bằng 11?",
                ("Magie (Mg)", "Nhôm (Al)", "Kali (K)", "Natri (Na)"),
                correct=3,
            ),
        ],
    }


def _question(text: str, choices: tuple[str, ...], *, correct: int) -> dict[str, Any]:
    return {
        "type": "single_choice",
        "text": text,
        "points": 1,
        "choices": [{"text": choice} for choice in choices],
        "correct_choice": correct,
    }


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
