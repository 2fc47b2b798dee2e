"""An exam with a question of every kind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any


def toured_exam() -> dict[str, Any]:
    """Return it as the API takes it; it began a minute ago."""
    now = datetime.now(UTC)
    return {
        "title": "Sinh học 11, cuối kỳ",
        "subject": "Sinh học",
        "room_name": "Phòng 11B2",
        "starts_at": (now - timedelta(minutes=1)).isoformat(),
        "ends_at": (now + timedelta(hours=1)).isoformat(),
        "duration_minutes": 45,
        "scoring": {"scale": 10},
        "settings": {"guardian_consent": True, "show_keys": "at_once"},
        "questions": [
            {
                "type": "single_choice",
                "text": "Ở tế bào thực vật, bào quan nào thực hiện quang hợp?",
                "points": 0.25,
                "choices": [
                    {"text": "Lục lạp"},
                    {"text": "Ti thể"},
                    {"text": "Ribôxôm"},
                    {"text": "Bộ máy Gôngi"},
                ],
                "correct_choice": 0,
            },
            {
                "type": "true_false",
                "text": "Trong hô hấp tế bào, một phân tử glucôzơ bị phân giải hoàn toàn.",
                "points": 1,
                "statements": [
                    {"text": "Đường phân diễn ra ở tế bào chất.", "correct": True},
                    {"text": "Chu trình Krebs diễn ra ở lục lạp.", "correct": False},
                    {"text": r"Sản phẩm cuối cùng là \(CO_2\) và nước.", "correct": True},
                    {"text": "Không giải phóng năng lượng.", "correct": False},
                ],
            },
            {
                "type": "several_choices",
                "text": "Những sinh vật nào tự dưỡng?",
                "points": 0.5,
                "choices": [{"text": "Rêu"}, {"text": "Nấm"}, {"text": "Tảo lục"}],
                "correct_choices": [0, 2],
            },
            {
                "type": "number",
                "text": r"Một phân tử glucôzơ \(C_6H_{12}O_6\) có bao nhiêu nguyên tử hiđrô?",
                "points": 0.5,
                "number": 12,
            },
            {
                "type": "short_text",
                "text": "Sắc tố chính hấp thụ ánh sáng trong quang hợp tên là gì?",
                "points": 0.5,
                "accepted": ["diệp lục", "clorôphin"],
            },
        ],
    }
