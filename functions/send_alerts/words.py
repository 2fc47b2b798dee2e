"""What mails say, in the language that the reader chose; observations, never accusations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from chalicelib.domain.alerts import MailLanguage
from chalicelib.domain.kinds import Kind


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; names in braces stand for what is put in."""

    language: str
    subject: str
    at_least: str
    times: str
    see: str
    open_room: str
    footer: str
    choose: str
    kinds: Mapping[Kind, str]


WORDS: Final[Mapping[MailLanguage, Words]] = {
    MailLanguage.VIETNAMESE: Words(
        language="vi",
        subject="[Giám Thị] {title}: {count} điều cần xem",
        at_least="ít nhất {seconds} giây",
        times="Giờ ghi theo múi giờ của kỳ thi: {zone}",
        see="Xem hình ảnh",
        open_room="Mở phòng thi",
        footer=(
            "Đây là những gì hệ thống quan sát được, chưa phải kết luận. "
            "Hãy xem hình ảnh trước khi quyết định."
        ),
        choose="Chọn cách nhận thông báo",
        kinds={
            Kind.NO_FACE: "Không thấy khuôn mặt",
            Kind.SEVERAL_PEOPLE: "Hai người trở lên trong khung hình",
            Kind.LOOKING_AWAY: "Nhìn ra ngoài màn hình",
            Kind.PHONE: "Thấy vật giống điện thoại",
            Kind.BOOK: "Thấy vật giống sách vở",
            Kind.OTHER_SCREEN: "Thấy một màn hình khác",
            Kind.CAMERA_BLOCKED: "Camera bị che",
            Kind.CAMERA_CHANGED: "Khung cảnh phía sau thay đổi đột ngột",
            Kind.FROZEN_FEED: "Hình ảnh không thay đổi",
            Kind.DIFFERENT_PERSON: "Khuôn mặt khác lúc bắt đầu",
            Kind.TALKING: "Miệng cử động liên tục",
            Kind.UNMONITORED: "Không nhận được hình ảnh",
            Kind.UNCERTAIN: "Hình ảnh không đọc được",
            Kind.LEFT_PAGE: "Rời trang làm bài",
            Kind.LEFT_FULLSCREEN: "Thoát toàn màn hình",
            Kind.COPY_PASTE: "Sao chép hoặc dán",
            Kind.SECOND_DISPLAY: "Có màn hình thứ hai",
            Kind.VIRTUAL_CAMERA: "Camera tự xưng là phần mềm",
            Kind.AUTOMATION: "Trình duyệt do phần mềm điều khiển",
            Kind.HASTY_ANSWERS: "Trả lời nhanh bất thường",
            Kind.SEVERAL_SIGNS: "Nhiều dấu hiệu từ trang làm bài",
            Kind.EVIDENCE_TAMPERED: "Hình ảnh gửi lên không khớp",
            Kind.UNEXPECTED_COUNT: "Số người khác với dự kiến",
            Kind.STANDING: "Có người như đang đứng",
        },
    ),
    MailLanguage.ENGLISH: Words(
        language="en",
        subject="[Giám Thị] {title}: {count} to look at",
        at_least="for {seconds} s at least",
        times="Times are in the exam's zone: {zone}",
        see="See the pictures",
        open_room="Open the room",
        footer=(
            "This is what the system observed, not a conclusion. "
            "Please look at the pictures before you decide."
        ),
        choose="Choose how you are told",
        kinds={
            Kind.NO_FACE: "No face in the picture",
            Kind.SEVERAL_PEOPLE: "Two or more people in the picture",
            Kind.LOOKING_AWAY: "Eyes off the screen",
            Kind.PHONE: "Something like a phone",
            Kind.BOOK: "Something like a book or notes",
            Kind.OTHER_SCREEN: "Another screen",
            Kind.CAMERA_BLOCKED: "Camera covered",
            Kind.CAMERA_CHANGED: "The background changed at once",
            Kind.FROZEN_FEED: "The picture does not change",
            Kind.DIFFERENT_PERSON: "Another face than at the start",
            Kind.TALKING: "Mouth moving all the time",
            Kind.UNMONITORED: "No pictures arrive",
            Kind.UNCERTAIN: "Pictures that could not be read",
            Kind.LEFT_PAGE: "Left the exam page",
            Kind.LEFT_FULLSCREEN: "Left full screen",
            Kind.COPY_PASTE: "Copied or pasted",
            Kind.SECOND_DISPLAY: "A second display",
            Kind.VIRTUAL_CAMERA: "A camera that names itself software",
            Kind.AUTOMATION: "Software drives the browser",
            Kind.HASTY_ANSWERS: "Unusually fast answers",
            Kind.SEVERAL_SIGNS: "Several signs from the exam page",
            Kind.EVIDENCE_TAMPERED: "Uploaded pictures that do not fit",
            Kind.UNEXPECTED_COUNT: "Another number of people than expected",
            Kind.STANDING: "Somebody seemed to stand",
        },
    ),
}
