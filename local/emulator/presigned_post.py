"""Presigned POST: the form a browser sends, and the signed policy it must keep.

The rules are those of "Browser-Based Uploads Using POST" in the S3 API reference.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder

from local.emulator.s3_requests import S3Error, access_denied
from local.emulator.signatures import ALGORITHM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.emulator.signatures import Keys

_SIGNING_FIELDS: Final = ("x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature")
_NEED_NO_CONDITION: Final = frozenset({"x-amz-signature", "policy", "file"})
_PREFIX_NEEDS_NO_CONDITION: Final = "x-ignore-"
_OPERATOR_ARGUMENTS: Final = 3


@dataclass(slots=True)
class Form:
    """A parsed upload: fields by lower-case name, and the file after them."""

    fields: dict[str, str] = field(default_factory=dict)
    filename: str | None = None
    file: bytes = b""

    @property
    def key(self) -> str:
        """The object key, with the file's name filled in where the form asks for it."""
        return self.fields.get("key", "").replace("${filename}", self.filename or "")


def read_form(body: bytes, content_type: str) -> Form:
    """
    Parse a multipart upload.

    Raises:
        S3Error: It is not one, has no file, or names fields after the file, which S3
            would ignore in silence.
    """
    _, options = parse_options_header(content_type)
    if not options.get("boundary"):
        raise _malformed("The body of your POST request is not well-formed multipart/form-data.")
    decoder = MultipartDecoder(options["boundary"].encode())
    form, name, value = Form(), "", b""
    try:
        decoder.receive_data(body)
        decoder.receive_data(None)
        while not isinstance(event := decoder.next_event(), Epilogue):
            if isinstance(event, Field | File):
                if form.filename is not None:
                    raise _malformed(f"The field {event.name} comes after the file.")
                name, value = event.name.lower(), b""
                form.filename = event.filename if isinstance(event, File) else None
            elif isinstance(event, Data):
                value += event.data
                if event.more_data:
                    continue
                if form.filename is None:
                    form.fields[name] = value.decode()
                else:
                    form.file = value
    except ValueError as error:
        raise _malformed(
            "The body of your POST request is not well-formed multipart/form-data."
        ) from error
    if form.filename is None or name != "file":
        raise S3Error(400, "InvalidArgument", "POST requires exactly one file upload per request.")
    return form


def verify(form: Form, bucket: str, keys: Keys, now: datetime) -> None:
    """
    Check a form against the policy that it carries.

    Raises:
        S3Error: S3 would refuse it.
    """
    if "key" not in form.fields:
        message = "Bucket POST must contain a field named 'key'."
        raise S3Error(400, "InvalidArgument", message)
    if "awsaccesskeyid" in form.fields:
        raise S3Error(
            400,
            "InvalidRequest",
            "The authorization mechanism you have provided is not supported. "
            f"Please use {ALGORITHM}.",
        )
    if "policy" not in form.fields:
        raise access_denied()
    _verify_signature(form.fields, keys)
    policy = _read_policy(form.fields["policy"])
    if now >= policy.expiration:
        raise access_denied("Invalid according to Policy: Policy expired.")
    values = {**form.fields, "key": form.key, "bucket": bucket}
    covered = set(_NEED_NO_CONDITION)
    for condition in policy.conditions:
        covered.add(_check(condition, values, len(form.file)))
    extra = [
        name
        for name in form.fields
        if name not in covered and not name.startswith(_PREFIX_NEEDS_NO_CONDITION)
    ]
    if extra:
        raise access_denied(f"Invalid according to Policy: Extra input fields: {', '.join(extra)}")


def _verify_signature(fields: Mapping[str, str], keys: Keys) -> None:
    for name in _SIGNING_FIELDS:
        if not fields.get(name):
            message = f"Bucket POST must contain a field named '{name}'."
            raise S3Error(400, "InvalidArgument", message)
    if fields["x-amz-algorithm"] != ALGORITHM:
        raise S3Error(400, "InvalidArgument", f"X-Amz-Algorithm only supports {ALGORITHM}.")
    verifier = keys.verifier(fields["x-amz-credential"], fields["x-amz-date"])
    verifier.verify_text(fields["policy"], fields["x-amz-signature"])


@dataclass(frozen=True, slots=True)
class _Policy:
    expiration: datetime
    conditions: tuple[tuple[str, Any, Any], ...]
    """Operator and two arguments each."""


def _read_policy(encoded: str) -> _Policy:
    try:
        document = json.loads(base64.b64decode(encoded, validate=True))
        return _Policy(
            datetime.fromisoformat(document["expiration"]).astimezone(UTC),
            tuple(_read_condition(condition) for condition in document["conditions"]),
        )
    except (binascii.Error, ValueError, KeyError, TypeError) as error:
        raise S3Error(
            400, "InvalidPolicyDocument", f"Invalid Policy: {error or type(error).__name__}."
        ) from error


def _read_condition(condition: object) -> tuple[str, Any, Any]:
    if isinstance(condition, dict) and len(condition) == 1:
        [(name, value)] = condition.items()
        return ("eq", f"${name}", value)
    if isinstance(condition, list) and len(condition) == _OPERATOR_ARGUMENTS:
        operator, name, value = condition
        return (str(operator).lower(), name, value)
    raise ValueError("Invalid Simple-Condition")


def _check(condition: tuple[str, Any, Any], values: Mapping[str, str], size: int) -> str:
    """Check one condition and return the field that it covers."""
    operator, name, wanted = condition
    if operator == "content-length-range":
        _check_size(int(name), int(wanted), size)
        return ""
    field_name = str(name).removeprefix("$").lower()
    value = values.get(field_name, "")
    if operator == "eq":
        kept = value == wanted
    elif operator == "starts-with" and field_name == "content-type":
        # A list of types is checked type by type.
        kept = all(part.startswith(wanted) for part in value.split(","))
    elif operator == "starts-with":
        kept = value.startswith(wanted)
    else:
        message = f"Invalid Policy: Invalid Condition operator '{operator}'."
        raise S3Error(400, "InvalidPolicyDocument", message)
    if not kept:
        shown = json.dumps([operator, name, wanted])
        raise access_denied(f"Invalid according to Policy: Policy Condition failed: {shown}")
    return field_name


def _check_size(smallest: int, largest: int, size: int) -> None:
    if size > largest:
        raise S3Error(
            400,
            "EntityTooLarge",
            "Your proposed upload exceeds the maximum allowed size",
            ProposedSize=size,
            MaxSizeAllowed=largest,
        )
    if size < smallest:
        raise S3Error(
            400,
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed size",
            ProposedSize=size,
            MinSizeAllowed=smallest,
        )


def _malformed(message: str) -> S3Error:
    return S3Error(400, "MalformedPOSTRequest", message)
