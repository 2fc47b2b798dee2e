"""What the agent says to the person who runs it, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

from agents.rtsp.errors import AgentError

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

TEXTS: Final[Mapping[str, Mapping[Language, str]]] = {
    "source_unknown": {
        "vi": "Không hiểu nguồn {source}: cần địa chỉ rtsp://, http://, tệp video hoặc thiết bị.",
        "en": "Unknown source {source}: give an rtsp:// or http:// address, a file or device.",
    },
    "source_unreadable": {
        "vi": "Không đọc được hình từ {source}. Hãy kiểm tra địa chỉ, mật khẩu và camera.",
        "en": "No picture could be read from {source}. Check the address, password and camera.",
    },
    "token_malformed": {
        "vi": "Tệp token không chứa token của một bài làm ({reason}).",
        "en": "The token file holds no attempt token ({reason}).",
    },
    "token_refused": {
        "vi": "Trang thi không chấp nhận token này ({code}).",
        "en": "The site does not accept this token ({code}).",
    },
    "exam_over": {
        "vi": "Bài thi đã nộp hoặc đã hết giờ; không gửi hình nữa.",
        "en": "The attempt was handed in or its time is up; no more pictures are sent.",
    },
    "site_unfit": {
        "vi": "Địa chỉ --site không phải là trang Giám Thị (HTTP {status}).",
        "en": "What answers at --site is not a Giám Thị site (HTTP {status}).",
    },
    "on": {"vi": "bật", "en": "on"},
    "off": {"vi": "mất hình", "en": "no picture"},
    "reached": {"vi": "thông", "en": "reached"},
    "away": {"vi": "mất kết nối", "en": "away"},
    "status": {
        "vi": "camera: {camera} · mạng: {site} · đã gửi {sent} · chờ {waiting} · bỏ {dropped} ảnh",
        "en": "camera: {camera} · site: {site} · sent {sent} · {waiting} wait · {dropped} lost",
    },
}


def text_of(code: str, language: Language, /, **details: object) -> str:
    """Return a message with its details filled in."""
    return TEXTS[code][language].format(**details)


def describe(error: AgentError, language: Language) -> str:
    """Return what an error means to the person who runs the agent."""
    return text_of(error.code, language, **error.details)
