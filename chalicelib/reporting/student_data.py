"""A student's data as a zip: one JSON file, the pictures that are kept, and what it is."""

from __future__ import annotations

import zipfile
from typing import IO, Final

import msgspec

from chalicelib.domain.student_data import OwnData, StudentFiles

ZIP: Final = "application/zip"
README: Final = {
    "DOC-TRUOC.txt": """Mọi dữ liệu mà hệ thống Giám Thị đang giữ về một thí sinh trong một kỳ thi.

data.json   bài làm, sự kiện, những gì camera ghi nhận, quyết định và giải trình,
            dòng trong danh sách phòng thi, việc giám thị đã làm
pictures/   ảnh được giữ làm bằng chứng, ảnh khuôn mặt và ảnh thẻ lúc bắt đầu, theo từng bài làm;
            tên tệp là thời điểm chụp, mili giây kể từ 1970-01-01 UTC;
            ảnh thẻ (card-…) mang phần đầu mã SHA-256 của nó

Thời gian ghi theo UTC. Ảnh không kèm ghi nhận nào tự xóa sau số ngày đã định, không có ở đây.
""",
    "README.txt": """Everything that Giám Thị keeps of one student at one exam.

data.json   answers, events, what the camera noted, decisions and explanations,
            the line of the class list, what invigilators did
pictures/   pictures kept as evidence, the face and the card at the start, by attempt;
            a file is named by when it was taken, in milliseconds since 1970-01-01 UTC;
            the card's (card-…) by the beginning of its SHA-256

Times are in UTC. Pictures that belong to no note expire after the exam's days: not here.
""",
}
OWN_README: Final = {
    "DOC-TRUOC.txt": """Bản sao dữ liệu mà hệ thống Giám Thị đang giữ về bạn trong một bài thi.

data.json   câu trả lời, sự kiện, những gì camera thấy theo từng giây, những ghi nhận đã được
            người xem xét xác nhận (nếu kỳ thi cho xem) và giải trình của bạn, sự đồng ý,
            dòng trong danh sách phòng thi, việc giám thị đã làm
pictures/   ảnh kèm các ghi nhận ấy, ảnh khuôn mặt và ảnh thẻ lúc bắt đầu;
            tên tệp là thời điểm chụp, mili giây kể từ 1970-01-01 UTC;
            ảnh thẻ (card-…) mang phần đầu mã SHA-256 của nó

Thời gian ghi theo UTC. Điểm có ở đây khi kỳ thi công bố điểm. Ảnh không kèm ghi nhận nào tự xóa
sau số ngày đã định. Cần thêm, cần sửa hay xóa: hãy hỏi nhà trường hoặc giảng viên của kỳ thi.
""",
    "README.txt": """A copy of what Giám Thị keeps of you at one exam.

data.json   your answers, events, what the camera saw second by second, what was noted and a
            person confirmed (where the exam shows it) with what you explained, what you agreed
            to, your line of the class list, what invigilators did
pictures/   the pictures that belong to it, your face and your card at the start;
            a file is named by when it was taken, in milliseconds since 1970-01-01 UTC;
            the card's (card-…) by the beginning of its SHA-256

Times are in UTC. A score is here once the exam shows it. Pictures that belong to nothing noted
expire after the exam's days. For anything else, a correction or erasure, ask your school or the
exam's lecturer.
""",
}


def write_student_data(files: StudentFiles, target: IO[bytes]) -> None:
    """Write the zip into a file, picture by picture."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        about = OWN_README if isinstance(files.data, OwnData) else README
        for name, text in about.items():
            archive.writestr(name, text)
        archive.writestr(
            "data.json", msgspec.json.format(msgspec.json.encode(files.data), indent=1)
        )
        for name, picture in files.pictures.items():
            # JPEG does not get smaller.
            archive.writestr(f"pictures/{name}", picture, zipfile.ZIP_STORED)
