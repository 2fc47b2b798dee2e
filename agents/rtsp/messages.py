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
    "camera_away": {
        "vi": "Không có camera nào trả lời ở {host}. Hãy kiểm tra địa chỉ, cổng và camera đã bật.",
        "en": "No camera answers at {host}. Check the address, the port and that it is on.",
    },
    "camera_locked": {
        "vi": "Camera ở {host} đòi mật khẩu. Hãy kiểm tra tên và mật khẩu trong địa chỉ {source}.",
        "en": "The camera at {host} wants a password. Check the name and password in {source}.",
    },
    "stream_unknown": {
        "vi": "Camera ở {host} có trả lời nhưng không có luồng {source}. Hãy kiểm tra địa chỉ.",
        "en": "The camera at {host} answers, but has no stream {source}. Check the address.",
    },
    "configuration_wrong": {
        "vi": "Tệp cấu hình chưa đúng ({reason}).",
        "en": "The configuration file cannot be used ({reason}).",
    },
    "key_missing": {
        "vi": "Camera “{name}” chưa được đăng ký: hãy thêm --key với mã lấy từ trang phòng thi.",
        "en": "The camera “{name}” is not enrolled: add --key with a key from the room's page.",
    },
    "key_refused": {
        "vi": "Trang thi không nhận camera này: {message}",
        "en": "The site does not take this camera: {message}",
    },
    "camera_refused": {
        "vi": "Trang thi không nhận camera này nữa (đã bị gỡ, hoặc phiên đã hết hạn): {message}",
        "en": "The site does not take this camera any more (removed, or expired): {message}",
    },
    "exam_over": {
        "vi": "Kỳ thi đã kết thúc; không gửi hình nữa.",
        "en": "The exam is over; no more pictures are sent.",
    },
    "site_unfit": {
        "vi": "Địa chỉ --site không phải là trang Giám Thị (HTTP {status}).",
        "en": "What answers at --site is not a Giám Thị site (HTTP {status}).",
    },
    "page.title": {"vi": "Camera phòng thi", "en": "Room cameras"},
    "page.camera": {"vi": "Camera", "en": "Camera"},
    "page.source": {"vi": "Nguồn", "en": "Source"},
    "page.picture": {"vi": "Hình", "en": "Picture"},
    "page.site": {"vi": "Trang thi", "en": "Site"},
    "page.sent": {"vi": "Đã gửi", "en": "Sent"},
    "page.waiting": {"vi": "Đang chờ", "en": "Waiting"},
    "page.lost": {"vi": "Đã bỏ", "en": "Lost"},
    "on": {"vi": "bật", "en": "on"},
    "off": {"vi": "mất hình", "en": "no picture"},
    "reached": {"vi": "thông", "en": "reached"},
    "away": {"vi": "mất kết nối", "en": "away"},
    "status": {
        "vi": "camera: {camera} · mạng: {site} · đã gửi {sent} · chờ {waiting} · bỏ {lost} ảnh",
        "en": "camera: {camera} · site: {site} · sent {sent} · {waiting} wait · {lost} lost",
    },
}


def text_of(code: str, language: Language, /, **details: object) -> str:
    """Return a message with its details filled in."""
    return TEXTS[code][language].format(**details)


def describe(error: AgentError, language: Language) -> str:
    """Return what an error means to the person who runs the agent."""
    return text_of(error.code, language, **error.details)
