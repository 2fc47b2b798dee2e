"""The built web pages, served as CloudFront serves them from S3."""

from __future__ import annotations

from html import escape
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    import os

    from starlette.responses import Response
    from starlette.types import Scope

DIST: Final = Path(__file__).parents[2] / "web" / "dist"
BUILD_COMMAND: Final = "npm --prefix web ci && npm --prefix web run build"

# The build writes a hash of the content into the names of these files.
_HASHED: Final = "public, max-age=31536000, immutable"
_REVALIDATED: Final = "no-cache"
_NOT_BUILT: Final = f"""<!doctype html>
<html lang="vi">
<meta charset="utf-8">
<title>Giám Thị</title>
<style>
body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 42rem; margin: 15vh auto; padding: 0 1rem }}
code {{ background: #e6f2f1; padding: .6rem .8rem; border-radius: .4rem; display: block }}
</style>
<h1>Trang web chưa được dựng</h1>
<p>Hãy chạy lệnh này trong thư mục của dự án rồi tải lại trang:</p>
<p><code>{escape(BUILD_COMMAND)}</code></p>
<p lang="en">The web pages are not built yet: run the command above, then reload.</p>
</html>
"""  # noqa: E501 - a style sheet reads better unbroken


class StaticPages(StaticFiles):
    """
    Files of a folder, and the two pages that route by themselves.

    A path below ``/lecturer`` without a file is the lecturer's page, any other one the
    student's; a missing file with an extension is missing.
    """

    def __init__(self, directory: Path = DIST) -> None:
        # The folder may be built while we run.
        super().__init__(directory=directory, check_dir=False)
        self._dist = directory

    async def check_config(self) -> None:
        """Accept a folder that is not there yet."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file or page for a path, relative to the folder."""
        if not (self._dist / "index.html").is_file():
            return HTMLResponse(_NOT_BUILT, HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            return await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != HTTPStatus.NOT_FOUND or PurePosixPath(path).suffix:
                raise
        lecturer = path.split("/", maxsplit=1)[0] == "lecturer"
        return await super().get_response("lecturer.html" if lecturer else "index.html", scope)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Add how long a browser may keep the file."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        hashed = "assets" in Path(full_path).parts
        response.headers["Cache-Control"] = _HASHED if hashed else _REVALIDATED
        return response
