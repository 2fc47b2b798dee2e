"""Ways to questions beside typing them: ready formats, files."""

from __future__ import annotations

from chalicelib.api import exam_mapping as mapping
from chalicelib.api import import_schemas as schemas
from chalicelib.api.endpoints import Access, Call, Parameter, Resource
from chalicelib.api.exam_schemas import ExamTemplateList
from chalicelib.api.files import file_stem
from chalicelib.api.messages import language_of, message_for
from chalicelib.api.picture_schemas import ImportedPicture
from chalicelib.api.question_mapping import show_content
from chalicelib.api.schemas import ExportedFile
from chalicelib.domain.templates import TEMPLATES
from chalicelib.importing.formats import pictures_wanted, read_questions, write_questions
from chalicelib.services import exams
from chalicelib.services.pictures import read_pictures

resource = Resource()


@resource.endpoint("GET", "/exam-templates", access=Access.LECTURER, response=ExamTemplateList)
def list_exam_templates(_: Call[None]) -> ExamTemplateList:
    """List ready formats, each with an empty paper to fill in."""
    return ExamTemplateList([mapping.show_template(template) for template in TEMPLATES])


@resource.endpoint(
    "POST",
    "/question-imports",
    access=Access.LECTURER,
    request=schemas.QuestionImport,
    response=schemas.ImportPreview,
)
def preview_import(call: Call[schemas.QuestionImport]) -> schemas.ImportPreview:
    """Read a file of questions and show what it holds; nothing is saved."""
    imported = read_questions(call.body.format, call.body.content_base64)
    language = language_of(call.headers.get("accept-language"))
    return schemas.ImportPreview(
        questions=[show_content(question) for question in imported.questions],
        problems=[
            schemas.ImportProblem(
                line=unread.line,
                text=unread.text,
                code=unread.code,
                message=message_for(f"import.{unread.code}", language),
                question=unread.question,
            )
            for unread in imported.unread
        ],
        levels=[level.value if level else None for level in imported.levels],
        pictures=[
            ImportedPicture(picture.picture_id, picture.content_type, picture.data)
            for picture in imported.pictures
        ],
    )


@resource.endpoint(
    "GET",
    "/exams/{exam_id}/export",
    access=Access.LECTURER,
    response=ExportedFile,
    parameters=(Parameter("format", "query", "moodle, qti, gift or xlsx.", required=True),),
)
def export_exam(call: Call[None]) -> ExportedFile:
    """Write an exam's questions as a file; ``format`` is moodle, qti, gift or xlsx."""
    exam, paper = exams.read_exam(
        call.path["exam_id"], lecturer=call.lecturer, exams=call.world.exams
    )
    file_format = call.query.get("format", "")
    wanted = pictures_wanted(file_format, paper)
    written = write_questions(
        file_format,
        paper,
        stem=file_stem(exam.content.title) or "de-thi",
        pictures=read_pictures(wanted, pictures=call.world.pictures),
    )
    return ExportedFile(written.name, written.content_type, written.data)
