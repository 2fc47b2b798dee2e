"""What errors say to a person, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Language = Literal["vi", "en"]

MESSAGES: Final[Mapping[str, Mapping[Language, str]]] = {
    "internal_error": {
        "vi": "Hệ thống gặp lỗi. Hãy thử lại sau ít phút.",
        "en": "Something went wrong on our side. Please try again in a few minutes.",
    },
    "invalid": {
        "vi": "Thông tin gửi lên chưa đúng. Hãy xem các mục được đánh dấu.",
        "en": "Some of what was sent is not right. Please look at the marked fields.",
    },
    "not_found": {"vi": "Không tìm thấy.", "en": "Not found."},
    "exam_not_found": {"vi": "Không tìm thấy bài thi này.", "en": "There is no such exam."},
    "lecturer_not_found": {
        "vi": "Không có giảng viên nào dùng địa chỉ “{email}”.",
        "en": "No lecturer has the address “{email}”.",
    },
    "forbidden": {
        "vi": "Bạn không có quyền làm việc này.",
        "en": "You may not do this.",
    },
    "creator_only": {
        "vi": "Chỉ người tạo kỳ thi ({creator}) làm được việc này.",
        "en": "Only the exam's creator ({creator}) may do this.",
    },
    "room_not_found": {
        "vi": "Không có phòng thi nào đang mở với mã “{room_code}”. Hãy kiểm tra lại mã phòng.",
        "en": "No open room has the code “{room_code}”. Please check the code.",
    },
    "attempt_not_found": {"vi": "Không tìm thấy bài làm này.", "en": "There is no such attempt."},
    "violation_not_found": {
        "vi": "Không còn mục này. Có thể nó đã được gộp với mục bên cạnh; hãy tải lại.",
        "en": "This is no longer there. It may have merged with its neighbour; please reload.",
    },
    "nothing_to_undo": {
        "vi": "Bạn không có bước nào để hoàn tác ở mục này.",
        "en": "You have no step to undo here.",
    },
    "too_many_steps": {
        "vi": "Lịch sử của mục này đã đầy ({most} bước).",
        "en": "The history of this is full ({most} steps).",
    },
    "explanation_refused": {
        "vi": "Không gửi được giải trình cho mục này. Mỗi mục chỉ giải trình được một lần.",
        "en": "This cannot be explained. Each one can be explained once.",
    },
    "nothing_explained": {
        "vi": "Thí sinh chưa giải trình mục này.",
        "en": "The student has not explained this.",
    },
    "attempt_running": {
        "vi": "Còn {writing} bài đang làm. Hãy đợi thí sinh nộp bài rồi thử lại.",
        "en": "{writing} attempts are still being written. Wait until they are handed in.",
    },
    "erasure_not_found": {
        "vi": "Không tìm thấy biên nhận xóa dữ liệu này.",
        "en": "There is no such receipt of an erasure.",
    },
    "problem.differs": {
        "vi": "Nội dung gõ lại không khớp.",
        "en": "What you typed does not match.",
    },
    "question_not_found": {
        "vi": "Đề thi không có câu hỏi này.",
        "en": "The paper does not hold this question.",
    },
    "bank_question_not_found": {
        "vi": "Ngân hàng không có câu hỏi này.",
        "en": "The bank does not hold this question.",
    },
    "picture_not_found": {
        "vi": "Chưa nhận được hình. Hãy tải hình lên lại.",
        "en": "The picture has not arrived. Please upload it again.",
    },
    "not_signed_in": {
        "vi": "Phiên đăng nhập không còn hiệu lực. Hãy đăng nhập lại.",
        "en": "You are not signed in, or the session has ended. Please sign in again.",
    },
    "wrong_password": {
        "vi": "Email hoặc mật khẩu không đúng.",
        "en": "The e-mail address or the password is wrong.",
    },
    "new_password_required": {
        "vi": "Mật khẩu tạm cần được đổi trước khi đăng nhập.",
        "en": "The temporary password must be changed before signing in.",
    },
    "code_required": {
        "vi": "Hãy nhập mã 6 số trong ứng dụng xác thực.",
        "en": "Please enter the six digits that your authenticator app shows.",
    },
    "wrong_code": {
        "vi": "Mã không đúng hoặc đã hết hạn. Hãy thử lại với mã mới.",
        "en": "The code is wrong or too old. Please try again with a new one.",
    },
    "admin_only": {
        "vi": "Chỉ quản trị viên làm được việc này.",
        "en": "Only an admin may do this.",
    },
    "lecturer_exists": {
        "vi": "“{email}” đã có tài khoản.",
        "en": "“{email}” has an account already.",
    },
    "own_account": {
        "vi": "Bạn không thể khóa tài khoản của chính mình. Hãy nhờ một quản trị viên khác.",
        "en": "You cannot deactivate your own account. Please ask another admin.",
    },
    "problem.weak_password": {
        "vi": "Cần ít nhất 12 ký tự, có chữ hoa, chữ thường và chữ số.",
        "en": "At least 12 characters with capitals, small letters and digits are needed.",
    },
    "conflict": {
        "vi": "Không thực hiện được lúc này. Hãy thử lại.",
        "en": "This could not be done right now. Please try again.",
    },
    "exam_state": {
        "vi": "Không làm được việc này khi bài thi đang ở trạng thái hiện tại.",
        "en": "The exam's present state does not allow this.",
    },
    "stale_version": {
        "vi": "Bài thi vừa được lưu ở nơi khác. Hãy tải lại rồi sửa tiếp.",
        "en": "The exam was saved elsewhere in the meantime. Please reload and edit again.",
    },
    "room_code_taken": {
        "vi": "Mã phòng “{room_code}” đang được một bài thi khác sử dụng. Hãy chọn mã khác.",
        "en": "Another open exam uses the room code “{room_code}”. Please choose another one.",
    },
    "room_not_open": {
        "vi": "Phòng thi chưa đến giờ mở hoặc đã hết giờ.",
        "en": "The room has not opened yet, or its time is over.",
    },
    "student_number_taken": {
        "vi": "Số báo danh này đã có người khác dùng trong phòng thi. Hãy kiểm tra lại.",
        "en": "Somebody else in this room already uses this student number. Please check it.",
    },
    "student_not_listed": {
        "vi": "Danh sách không có số báo danh “{student_number}”. Hãy xem lại hoặc hỏi giám thị.",
        "en": "“{student_number}” is not on the class list. Check it, or ask the invigilator.",
    },
    "wrong_pin": {
        "vi": "Mã PIN chưa đúng. Hãy xem lại mã được phát, hoặc hỏi giám thị.",
        "en": "The PIN is not right. Please check the one you were given, or ask the invigilator.",
    },
    "too_late_to_join": {
        "vi": "Bài thi chỉ nhận thí sinh vào đến {until}. Hãy báo giám thị.",
        "en": "Students could enter this exam until {until} only. Please tell the invigilator.",
    },
    "attempts_used_up": {
        "vi": "Đã dùng hết {allowed} lần làm bài được phép.",
        "en": "All {allowed} attempts that are allowed have been used.",
    },
    "attempt_taken_over": {
        "vi": "Bài làm đang được tiếp tục trên một thiết bị khác.",
        "en": "The attempt goes on on another device.",
    },
    "too_many_tries": {
        "vi": "Đã nhập sai quá nhiều lần. Hãy thử lại sau {minutes} phút, hoặc hỏi giám thị.",
        "en": "Too many tries were wrong. Try again in {minutes} min, or ask the invigilator.",
    },
    "data_not_ready": {
        "vi": "Dữ liệu tải về được sau khi kỳ thi kết thúc.",
        "en": "Your data can be downloaded once the exam has ended.",
    },
    "consent_missing": {
        "vi": "Cần đồng ý với thông báo về camera hiện hành trước khi vào thi.",
        "en": "Please agree to the current camera notice before joining.",
    },
    "camera_not_waived": {
        "vi": "Giám thị chưa cho phép bạn thi không dùng camera. Hãy chờ, hoặc vào lại phòng thi và"
        " đồng ý dùng camera.",
        "en": "The invigilator has not allowed you to take the exam without a camera. Please wait,"
        " or enter the room again and agree to the camera.",
    },
    "guardian_consent_missing": {
        "vi": "Kỳ thi này cần cha, mẹ hoặc người giám hộ đồng ý. Hãy vào lại phòng thi và ghi rõ ai"
        " đã đồng ý.",
        "en": "This exam needs a parent's or guardian's consent. Please enter the room again and"
        " say who agreed.",
    },
    "card_not_asked": {
        "vi": "Kỳ thi này không cần ảnh thẻ sinh viên của bạn.",
        "en": "This exam does not ask you for a picture of your student card.",
    },
    "card_kept": {
        "vi": "Ảnh thẻ của bạn đã được nhận trước đó, nên không thay được nữa.",
        "en": "A picture of your card was taken in before, and cannot be replaced any more.",
    },
    "attempt_over": {
        "vi": "Bài làm đã nộp hoặc đã hết giờ, nên không nhận thêm câu trả lời.",
        "en": "The attempt was handed in or its time is up; no more answers are taken.",
    },
    "attempt_started": {
        "vi": "Bài làm đã bắt đầu, nên không kiểm tra camera hay chụp thẻ ở đây được nữa.",
        "en": "The attempt has started; camera and card cannot be shown here any more.",
    },
    "attempt_not_started": {
        "vi": "Bài làm chưa bắt đầu. Hãy bấm “Bắt đầu làm bài” trước.",
        "en": "The attempt has not started yet. Please press “Start the exam” first.",
    },
    "camera_not_found": {
        "vi": "Không tìm thấy camera phòng thi này, hoặc camera đã bị gỡ.",
        "en": "There is no such room camera, or it was removed.",
    },
    "camera_key_unknown": {
        "vi": "Mã đăng ký camera không đúng, đã hết hạn, hoặc thuộc phòng thi khác.",
        "en": "The camera key is wrong, has expired, or belongs to another room.",
    },
    "camera_key_used": {
        "vi": "Mã đăng ký camera này đã được dùng. Hãy lấy mã mới trên trang phòng thi.",
        "en": "This camera key was used already. Please draw a new one on the room's page.",
    },
    "exam_over": {"vi": "Kỳ thi đã kết thúc.", "en": "The exam has ended."},
    "attempt_paused": {
        "vi": "Giảng viên đang tạm dừng bài thi. Câu trả lời được giữ trên máy và gửi sau.",
        "en": "The lecturer has paused the exam. Answers are kept on this device and sent when it"
        " goes on.",
    },
    "nobody_to_reach": {
        "vi": "Không có thí sinh nào áp dụng được việc này lúc này.",
        "en": "There is nobody in the room to whom this applies right now.",
    },
    "mail_trouble_not_found": {
        "vi": "Thư đến địa chỉ này không bị tạm ngừng.",
        "en": "Mail to this address is not paused.",
    },
    "mail_not_wanted": {
        "vi": "Người dùng địa chỉ này đã báo không muốn nhận thư; chỉ họ mở lại được.",
        "en": "The reader of this address asked for no more mail; only they can allow it again.",
    },
    "notice_not_found": {"vi": "Không tìm thấy tin nhắn này.", "en": "There is no such message."},
    "problem.required": {"vi": "Cần điền mục này.", "en": "This is required."},
    "problem.too_long": {"vi": "Quá dài.", "en": "This is too long."},
    "problem.not_an_address": {
        "vi": "Đây không phải là một địa chỉ email.",
        "en": "This is not an e-mail address.",
    },
    "problem.not_only_the_key": {
        "vi": "Chỉ sửa được đáp án, điểm và lời giải; phần thí sinh đã đọc phải giữ nguyên.",
        "en": "Only the key, points and explanation may change; what students read stays.",
    },
    "problem.unchanged": {"vi": "Chưa có gì được sửa.", "en": "Nothing was corrected."},
    "problem.mixed_alphabets": {
        "vi": "Một từ có chữ của hai bảng chữ cái, ví dụ chữ A của tiếng Nga. Hãy gõ lại.",
        "en": "A word has letters of two alphabets, a Russian A for example. Please type it again.",
    },
    "problem.too_many": {"vi": "Quá nhiều.", "en": "There are too many."},
    "problem.too_large": {
        "vi": "Đề thi quá lớn để lưu. Hãy bớt nội dung.",
        "en": "The paper is too large to store. Please shorten it.",
    },
    "problem.wrong_count": {
        "vi": "Cần từ 2 đến 10 phương án.",
        "en": "There must be 2 to 10 choices.",
    },
    "problem.wrong_statement_count": {
        "vi": "Cần từ 1 đến 10 mệnh đề.",
        "en": "There must be 1 to 10 statements.",
    },
    "problem.not_four_statements": {
        "vi": "Cách chấm này dành cho câu có đúng 4 mệnh đề.",
        "en": "This way of scoring is for exactly 4 statements.",
    },
    "problem.several_answers": {
        "vi": "Mỗi câu chỉ nhận một cách trả lời.",
        "en": "A question takes one kind of answer only.",
    },
    "problem.duplicate_number": {
        "vi": "Số báo danh này có hai lần trong danh sách.",
        "en": "This student number is on the list twice.",
    },
    "problem.not_utf8": {
        "vi": "Không đọc được chữ trong tệp. Hãy lưu tệp dạng UTF-8 hoặc Excel (.xlsx).",
        "en": "The letters in this file cannot be read. Save it as UTF-8 or as a workbook (.xlsx).",
    },
    "problem.duplicate_ids": {"vi": "Mã bị trùng.", "en": "Two have the same identifier."},
    "problem.nothing_to_compare": {
        "vi": "Không còn ảnh để đối chiếu.",
        "en": "There is no picture to compare any more.",
    },
    "problem.out_of_range": {"vi": "Giá trị ngoài khoảng cho phép.", "en": "Out of range."},
    "problem.unseen": {
        "vi": "Thí sinh chỉ giải trình được khi được xem kết luận.",
        "en": "Students can only explain what they may see.",
    },
    "problem.not_adjustable": {
        "vi": "Loại dấu hiệu này không có ngưỡng để chỉnh.",
        "en": "This kind has no threshold to set.",
    },
    "problem.no_such_choice": {
        "vi": "Hãy chọn đáp án đúng.",
        "en": "Please mark the right choice.",
    },
    "problem.before_start": {
        "vi": "Giờ kết thúc phải sau giờ bắt đầu.",
        "en": "The end must come after the start.",
    },
    "problem.fixed": {
        "vi": "Mục này không đổi được nữa khi kỳ thi đang ở trạng thái hiện tại.",
        "en": "This can no longer change in the exam's present state.",
    },
    "problem.too_few_questions": {
        "vi": "Phần này không đủ câu để rút.",
        "en": "This part has fewer questions than are to be drawn.",
    },
    "problem.unequal_points": {
        "vi": "Các câu trong phần được rút phải có số điểm bằng nhau.",
        "en": "The questions of a part that is drawn from must have equal points.",
    },
    "problem.out_of_reach": {
        "vi": "Điểm đạt cao hơn điểm tối đa của đề.",
        "en": "The pass mark is above the best possible score.",
    },
    "problem.no_such_lecturer": {
        "vi": "Không có giảng viên nào dùng địa chỉ này.",
        "en": "No lecturer has this address.",
    },
    "problem.in_the_past": {"vi": "Thời điểm này đã qua.", "en": "This has passed already."},
    "problem.unreadable_file": {
        "vi": "Không đọc được tệp này. Hãy kiểm tra định dạng đã chọn.",
        "en": "This file cannot be read. Please check the chosen format.",
    },
    "problem.file_too_large": {
        "vi": "Tệp lớn hơn 4 MB.",
        "en": "The file is larger than 4 MB.",
    },
    "problem.not_a_picture": {
        "vi": "Đây không phải hình PNG, JPEG hay WebP.",
        "en": "This is no PNG, JPEG or WebP picture.",
    },
    "problem.picture_too_large": {
        "vi": "Hình lớn hơn 1 MB.",
        "en": "The picture is larger than 1 MB.",
    },
    "problem.card_not_jpeg": {
        "vi": "Đây không phải một ảnh JPEG nguyên vẹn.",
        "en": "This is not one whole JPEG picture.",
    },
    "problem.card_too_large": {
        "vi": "Ảnh thẻ lớn hơn 400 KB.",
        "en": "The picture of the card is larger than 400 KB.",
    },
    "problem.pictures_too_large": {
        "vi": "Các hình của đề lớn hơn 4 MB, không gói vào một tệp được.",
        "en": "The paper's pictures are larger than 4 MB and do not fit into one file.",
    },
    "problem.picture_dimensions": {
        "vi": "Mỗi cạnh của hình phải từ 1 đến 4096 điểm ảnh.",
        "en": "Each side of the picture must have 1 to 4096 pixels.",
    },
    "problem.unpacks_too_large": {
        "vi": "Tệp chứa quá nhiều dữ liệu sau khi giải nén.",
        "en": "The file holds too much once it is unpacked.",
    },
    "problem.unknown": {"vi": "Giá trị không có trong danh sách.", "en": "Unknown value."},
    "problem.malformed": {"vi": "Sai định dạng.", "en": "The format is wrong."},
    "problem.not_json": {
        "vi": "Nội dung gửi lên không phải JSON.",
        "en": "What was sent is not JSON.",
    },
    "import.no_student_number": {
        "vi": "Dòng này thiếu số báo danh, nên đã bỏ qua.",
        "en": "This line has no student number and was left out.",
    },
    "import.no_student_name": {
        "vi": "Dòng này thiếu họ tên, nên đã bỏ qua.",
        "en": "This line has no name and was left out.",
    },
    "import.duplicate_number": {
        "vi": "Số báo danh này đã có ở dòng trên, nên dòng này đã bỏ qua.",
        "en": "A line above has this student number already; this one was left out.",
    },
    "import.too_many_students": {
        "vi": "Danh sách dài hơn 5.000 thí sinh, nên dòng này đã bỏ qua.",
        "en": "The list is longer than 5,000 students; this line was left out.",
    },
    "import.extra_time_left_out": {
        "vi": "Không hiểu thời gian thêm ở dòng này. Hãy ghi số phút hoặc phần trăm.",
        "en": "The extra time on this line was not understood. Please write minutes or percent.",
    },
    "import.kind_left_out": {
        "vi": "Có mục ở cột “Tắt nhận diện” không hiểu được, nên đã bỏ qua mục đó.",
        "en": "Something in the column “switched off” was not understood and was left out.",
    },
    "import.pin_left_out": {
        "vi": "Mã PIN cần từ 4 đến 12 chữ số hoặc chữ cái không dấu, nên đã bỏ qua mã này.",
        "en": "A PIN must have 4 to 12 digits or letters; this one was left out.",
    },
    "import.not_understood": {
        "vi": "Không hiểu dòng này, nên đã bỏ qua.",
        "en": "This line was not understood and was left out.",
    },
    "import.no_key": {
        "vi": "Chưa thấy đáp án đúng của câu này.",
        "en": "No right answer was found for this question.",
    },
    "import.no_text": {
        "vi": "Câu này chưa có nội dung.",
        "en": "This question has no text.",
    },
    "import.no_such_question": {
        "vi": "Đáp án này không khớp với câu hỏi nào.",
        "en": "This answer fits none of the questions.",
    },
    "import.too_few_choices": {
        "vi": "Câu này có ít hơn hai phương án.",
        "en": "This question has fewer than two choices.",
    },
    "import.unknown_type": {
        "vi": "Loại câu hỏi này chưa được hỗ trợ, nên đã bỏ qua.",
        "en": "This type of question is not supported and was left out.",
    },
    "import.weights_left_out": {
        "vi": "Tỉ lệ điểm của từng phương án không giữ được trọn vẹn.",
        "en": "The weights of the single choices could not all be kept.",
    },
    "import.feedback_left_out": {
        "vi": "Phản hồi cho từng phương án không được giữ lại.",
        "en": "Feedback on single choices was left out.",
    },
    "import.picture_left_out": {
        "vi": "Có hình không đưa vào được (chỉ nhận PNG, JPEG, WebP nằm trong tệp). Hãy thêm lại.",
        "en": "A picture was left out (only PNG, JPEG and WebP within the file are taken). "
        "Please add it again.",
    },
    "import.picture_too_large": {
        "vi": "Có hình lớn hơn 1 MB nên chưa đưa vào. Hãy thêm lại.",
        "en": "A picture larger than 1 MB was left out. Please add it again.",
    },
    "import.picture_too_many": {
        "vi": "Các hình trong tệp lớn hơn 4 MB; hình này chưa đưa vào. Hãy thêm lại.",
        "en": "The file's pictures are larger than 4 MB; this one was left out. "
        "Please add it again.",
    },
}


class _KeepUnknown(dict[str, object]):
    """Leave a placeholder standing when its value is absent, rather than fail."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def message_for(code: str, language: Language, **values: object) -> str:
    """Return what an error says; an unknown code says what an internal error says."""
    entry = MESSAGES.get(code, MESSAGES["internal_error"])
    return entry[language].format_map(_KeepUnknown(values))


def language_of(accept_language: str | None) -> Language:
    """Choose a language from an ``Accept-Language`` header: English if asked for first."""
    first = (accept_language or "").split(",")[0].strip().lower()
    return "en" if first.startswith("en") else "vi"
