"""What the wheels carry that nothing at run time reads, and its removal.

OpenCV's bundled video libraries stay: ``cv2`` links them and does not import without.
``libonnxruntime_providers_shared.so`` stays too: onnxruntime opens it by name.
Licences and metadata (``*.dist-info``) stay because the licences ask for it.
cffi's own compiler stays out with the C parser that it would need: cryptography asks only for the
library that loads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Final


@dataclass(frozen=True, slots=True)
class Rule:
    """Files to leave out: ``*`` in the pattern stands for any text, slashes included."""

    pattern: str
    reason: str


RULES: Final = (
    Rule("bin/*", "commands of the packages"),
    Rule("*/tests/*", "test suites"),
    Rule("*/conftest.py", "set-up of test suites"),
    Rule("*.pyi", "type information for editors"),
    Rule("*.pxd", "declarations for compiling against numpy"),
    Rule("*.h", "headers for compiling against numpy"),
    Rule("*.a", "libraries for compiling against numpy"),
    Rule("*.dist-info/RECORD", "lists commands, whose hash holds the path of who installed them"),
    Rule("numpy/f2py/*", "Fortran binding generator"),
    Rule(
        "onnxruntime/capi/libonnxruntime.so.*", "for C programs; the Python module has its own copy"
    ),
    Rule("onnxruntime/quantization/*", "works on models, before deployment"),
    Rule("onnxruntime/tools/*", "works on models, before deployment"),
    Rule("onnxruntime/transformers/*", "works on models, before deployment"),
    *(
        Rule(f"chalice/{part}", "packages and deploys; only app.py serves")
        for part in ("[b-z]*", "api/*", "a[!p]*", "_[!_]*")
    ),
    Rule("lxml/*.pxi", "source of its compiled modules"),
    Rule("lxml/*.pyx", "source of its compiled modules"),
    Rule("lxml/includes/*", "declarations for compiling against lxml"),
    Rule("lxml/isoschematron/*", "schemas that nothing here is held against"),
    Rule("lxml/objectify.*", "another way of reading XML, not ours"),
    Rule("cffi/*", "makes bindings, before deployment; _cffi_backend beside it loads them"),
)


def rule_for(path: PurePosixPath) -> Rule | None:
    """Return the first rule that leaves out a file, given relative to the packages' folder."""
    return next((rule for rule in RULES if fnmatchcase(str(path), rule.pattern)), None)


def prune(folder: Path) -> int:
    """
    Delete every file under a folder that a rule names, then the folders left empty.

    Returns:
        How many bytes that saved.
    """
    saved = 0
    for path in sorted(folder.rglob("*"), reverse=True):  # contents before their folder
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif rule_for(PurePosixPath(path.relative_to(folder).as_posix())) is not None:
            saved += path.stat().st_size
            path.unlink()
    return saved
