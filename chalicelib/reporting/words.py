"""What reports say, in Vietnamese and English; observations, never accusations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from zoneinfo import ZoneInfo

from chalicelib.domain.kinds import Kind, Severity
from chalicelib.domain.reviews import Act, Review

Language = Literal["vi", "en"]
DASH: Final = "\u2013"
"""Between two times, and where there is nothing to tell."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    texts: Mapping[str, str]
    kinds: Mapping[Kind, str]
    reviews: Mapping[Review, str]
    acts: Mapping[Act, str]
    severities: Mapping[Severity, str]

    def __getitem__(self, name: str) -> str:
        return self.texts[name]


_VIETNAMESE: Final = Words(
    texts={
        "title": "Biên bản xem xét bài thi",
        "exam": "Kỳ thi",
        "room": "Phòng thi",
        "student": "Thí sinh",
        "number": "Số báo danh",
        "started": "Bắt đầu làm bài",
        "submitted": "Nộp bài",
        "score": "Điểm",
        "receipt": "Mã nộp bài",
        "policy": "Mức giám sát",
        "relaxed": "Nới lỏng",
        "standard": "Tiêu chuẩn",
        "strict": "Chặt chẽ",
        "reviewers": "Số người cùng kết luận",
        "made": "Lập lúc",
        "by": "Người lập",
        "zone": "Giờ ghi theo múi giờ {zone}.",
        "principle": "Máy ghi nhận, con người kết luận.",
        "none": "Không có điều gì được ghi nhận.",
        "noted": "Những điều được ghi nhận",
        "summary": "{total} ghi nhận: {confirmed} đã xác nhận, {dismissed} đã bỏ qua, {open} "
        "chưa kết luận.",
        "seconds": "{count} giây",
        "pictures": "Ảnh giữ lại",
        "gone": "Ảnh không còn",
        "unreadable": "Ảnh không đọc được",
        "decisions": "Quyết định",
        "undecided": "Chưa ai xem.",
        "explanation": "Thí sinh giải trình",
        "reply": "{name} trả lời",
        "hashes": "Mã SHA-256 của từng ảnh",
        "unchanged": "đúng ảnh đã phân tích",
        "changed": "KHÁC ảnh đã phân tích",
        "unknown": "không còn mã để so",
        "chain": "Chuỗi mã của mọi ảnh đã phân tích",
        "chain_of": "{uploads} lần gửi, {frames} ảnh; mắt xích cuối:",
        "sealed": "Niêm phong lúc {at}.",
        "open_chain": "Tính đến {at}; chưa niêm phong, vì ảnh có thể còn đến.",
        "chain_holds": "Mọi thứ đang lưu vẫn khớp với niêm phong.",
        "chain_differs": "Những gì đang lưu KHÔNG khớp với niêm phong.",
        "later": "{count} lần gửi được phân tích sau khi niêm phong, không nằm trong đó.",
        "spot_checks": "Đối chiếu với khuôn mặt lúc đầu",
        "at_start": "Lúc đầu",
        "card": "Thẻ sinh viên",
        "no_card": "Kỳ thi yêu cầu chụp thẻ, nhưng thí sinh vào thi không có ảnh thẻ.",
        "card_by_person": "Ảnh do thí sinh chụp trước khi bắt đầu. Máy không đọc và không so khớp;"
        " việc đối chiếu do con người làm.",
        "face_same": "Cùng một người",
        "face_different": "Không phải cùng một người",
        "face_unclear": "Không kết luận được",
        "page": "Trang {page}",
        "file": "bien-ban",
        "kind": "Loại",
        "severity": "Mức độ",
        "from": "Từ",
        "to": "Đến",
        "length": "Số giây",
        "confidence": "Tỉ lệ ảnh khớp",
        "review": "Kết luận",
        "note": "Ghi chú",
        "act": "Việc làm",
        "at": "Lúc",
        "before": "Trước",
        "after": "Sau",
        "sheet": "Ghi nhận",
        "steps": "Quyết định",
        "workbook": "ghi-nhan",
        "system": "Hệ thống",
    },
    kinds={
        Kind.NO_FACE: "Không thấy khuôn mặt",
        Kind.SEVERAL_PEOPLE: "Hai người trở lên trong khung hình",
        Kind.LOOKING_AWAY: "Nhìn ra ngoài màn hình",
        Kind.PHONE: "Thấy vật giống điện thoại",
        Kind.BOOK: "Thấy vật giống sách hoặc tài liệu",
        Kind.OTHER_SCREEN: "Thấy một màn hình khác",
        Kind.CAMERA_BLOCKED: "Camera bị che hoặc quá tối",
        Kind.CAMERA_CHANGED: "Khung cảnh phía sau thay đổi đột ngột",
        Kind.FROZEN_FEED: "Hình ảnh đứng yên",
        Kind.DIFFERENT_PERSON: "Khuôn mặt khác với lúc bắt đầu",
        Kind.TALKING: "Miệng cử động như đang nói",
        Kind.UNMONITORED: "Không nhận được hình",
        Kind.UNCERTAIN: "Hình không đủ rõ để ghi nhận",
        Kind.LEFT_PAGE: "Rời trang làm bài",
        Kind.LEFT_FULLSCREEN: "Thoát toàn màn hình",
        Kind.COPY_PASTE: "Có thao tác sao chép hoặc dán",
        Kind.SECOND_DISPLAY: "Có màn hình thứ hai",
        Kind.VIRTUAL_CAMERA: "Camera tự xưng là phần mềm",
        Kind.AUTOMATION: "Trình duyệt được phần mềm điều khiển",
        Kind.HASTY_ANSWERS: "Nhiều câu trả lời nhanh bất thường",
        Kind.SEVERAL_SIGNS: "Nhiều dấu hiệu khác nhau từ trang làm bài",
        Kind.EVIDENCE_TAMPERED: "Ảnh nhận được không khớp với chữ ký",
        Kind.UNEXPECTED_COUNT: "Số người khác với dự kiến",
        Kind.STANDING: "Có người như đang đứng",
    },
    reviews={
        Review.OPEN: "chưa kết luận",
        Review.CONFIRMED: "đã xác nhận",
        Review.DISMISSED: "đã bỏ qua",
    },
    acts={
        Act.CONFIRM: "xác nhận",
        Act.DISMISS: "bỏ qua",
        Act.REOPEN: "mở lại để xem",
        Act.UNDO: "hoàn tác",
        Act.NOTE: "ghi chú",
        Act.JOIN: "gộp với mục bên cạnh, mở lại để xem",
    },
    severities={Severity.LOW: "nhẹ", Severity.MEDIUM: "vừa", Severity.HIGH: "cao"},
)
_ENGLISH: Final = Words(
    texts={
        "title": "Report on an attempt",
        "exam": "Exam",
        "room": "Room",
        "student": "Student",
        "number": "Student number",
        "started": "Started",
        "submitted": "Handed in",
        "score": "Score",
        "receipt": "Receipt",
        "policy": "Policy",
        "relaxed": "Relaxed",
        "standard": "Standard",
        "strict": "Strict",
        "reviewers": "Reviewers who must agree",
        "made": "Made at",
        "by": "Made by",
        "zone": "Times are in the zone {zone}.",
        "principle": "The system notes, people decide.",
        "none": "Nothing was noted.",
        "noted": "What was noted",
        "summary": "{total} noted: {confirmed} confirmed, {dismissed} dismissed, {open} undecided.",
        "seconds": "{count} s",
        "pictures": "Pictures kept",
        "gone": "The picture is gone",
        "unreadable": "The picture cannot be read",
        "decisions": "Decisions",
        "undecided": "Nobody has looked at it.",
        "explanation": "The student explains",
        "reply": "{name} answers",
        "hashes": "SHA-256 of every picture",
        "unchanged": "the one that was looked at",
        "changed": "NOT the one that was looked at",
        "unknown": "nothing left to compare with",
        "chain": "One hash chain over every picture that was looked at",
        "chain_of": "{uploads} uploads, {frames} pictures; the last link:",
        "sealed": "Sealed on {at}.",
        "open_chain": "As of {at}; not sealed yet, because pictures may still come.",
        "chain_holds": "What is stored still makes the sealed link.",
        "chain_differs": "What is stored does NOT make the sealed link.",
        "later": "Uploads looked at after the sealing, which are not part of it: {count}.",
        "spot_checks": "Compared with the face at the start",
        "at_start": "At the start",
        "card": "Student card",
        "no_card": "The exam asks for the card; the student began without a picture of it.",
        "card_by_person": "Taken by the student before the start. No machine reads or compares it;"
        " that is for a person to do.",
        "face_same": "The same person",
        "face_different": "Not the same person",
        "face_unclear": "Cannot tell",
        "page": "Page {page}",
        "file": "report",
        "kind": "Kind",
        "severity": "Severity",
        "from": "From",
        "to": "To",
        "length": "Seconds",
        "confidence": "Share of matching pictures",
        "review": "Decision",
        "note": "Note",
        "act": "Step",
        "at": "At",
        "before": "Before",
        "after": "After",
        "sheet": "Noted",
        "steps": "Decisions",
        "workbook": "noted",
        "system": "The system",
    },
    kinds={
        Kind.NO_FACE: "No face seen",
        Kind.SEVERAL_PEOPLE: "Two or more people in the picture",
        Kind.LOOKING_AWAY: "Looking away from the screen",
        Kind.PHONE: "Something like a phone",
        Kind.BOOK: "Something like a book or papers",
        Kind.OTHER_SCREEN: "Another screen",
        Kind.CAMERA_BLOCKED: "Camera covered or too dark",
        Kind.CAMERA_CHANGED: "The background changed at once",
        Kind.FROZEN_FEED: "The picture stood still",
        Kind.DIFFERENT_PERSON: "A face unlike the one at the start",
        Kind.TALKING: "Mouth moving as if talking",
        Kind.UNMONITORED: "No pictures came",
        Kind.UNCERTAIN: "Pictures not clear enough",
        Kind.LEFT_PAGE: "The exam's page was left",
        Kind.LEFT_FULLSCREEN: "Full screen was left",
        Kind.COPY_PASTE: "Copying or pasting",
        Kind.SECOND_DISPLAY: "A second display",
        Kind.VIRTUAL_CAMERA: "A camera that names itself software",
        Kind.AUTOMATION: "Software drove the browser",
        Kind.HASTY_ANSWERS: "Many answers unusually fast",
        Kind.SEVERAL_SIGNS: "Several different signs from the exam's page",
        Kind.EVIDENCE_TAMPERED: "A picture does not fit its signature",
        Kind.UNEXPECTED_COUNT: "Not as many people as expected",
        Kind.STANDING: "Somebody seemed to stand",
    },
    reviews={
        Review.OPEN: "undecided",
        Review.CONFIRMED: "confirmed",
        Review.DISMISSED: "dismissed",
    },
    acts={
        Act.CONFIRM: "confirmed",
        Act.DISMISS: "dismissed",
        Act.REOPEN: "opened it again",
        Act.UNDO: "took a step back",
        Act.NOTE: "noted",
        Act.JOIN: "joined with its neighbour, open again",
    },
    severities={Severity.LOW: "low", Severity.MEDIUM: "medium", Severity.HIGH: "high"},
)
WORDS: Final[Mapping[Language, Words]] = {"vi": _VIETNAMESE, "en": _ENGLISH}


@dataclass(frozen=True, slots=True)
class Clock:
    """Writes moments as people of one zone read them."""

    zone: ZoneInfo

    def day_and_time(self, moment: datetime | None) -> str:
        """Write a moment; a dash where there is none."""
        return f"{moment.astimezone(self.zone):%d/%m/%Y %H:%M:%S}" if moment else DASH

    def at(self, captured_ms: int, *, with_day: bool = False) -> str:
        """Write a moment that is given in milliseconds since the epoch."""
        moment = datetime.fromtimestamp(captured_ms / 1_000, self.zone)
        return f"{moment:%d/%m/%Y %H:%M:%S}" if with_day else f"{moment:%H:%M:%S}"
