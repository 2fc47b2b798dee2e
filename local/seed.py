"""Put the demo in place the way people would: an account in Cognito, the exam by HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import boto3
import httpx

from local import demo

if TYPE_CHECKING:
    from collections.abc import Mapping


class SeedError(RuntimeError):
    """Raised when the site refused a step; says which and how it answered."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """What was put in place."""

    email: str
    password: str
    exam_id: str
    room_code: str


def seed(
    environment: Mapping[str, str],
    *,
    email: str = demo.EMAIL,
    room_code: str | None = demo.ROOM_CODE,
) -> Seeded:
    """
    Create the demo lecturer and exam, and open its room.

    Args:
        environment: What ``local.resources.create`` returned.
        email: Whose exam it is; tests take a lecturer each, so that none sees another's exams.
        room_code: The room's code, or ``None`` for one that the API draws.

    Raises:
        SeedError: The API refused a step.
    """
    _create_account(environment, email, demo.LECTURER_NAME, "lecturer")
    with httpx.Client(
        base_url=f"{environment['SITE_URL']}/api", trust_env=False, timeout=20
    ) as client:
        session = _call(client, "/sign-in", {"email": email, "password": demo.PASSWORD})
        client.headers["Authorization"] = f"Bearer {session['id_token']}"
        exam = _call(client, "/exams", demo.exam_content(datetime.now(UTC), room_code))
        opened = _call(client, f"/exams/{exam['exam_id']}/open", {})
    return Seeded(email, demo.PASSWORD, opened["exam_id"], opened["room_code"])


def seed_admin(environment: Mapping[str, str]) -> None:
    """Create the demo admin, who invites lecturers and has no exam."""
    _create_account(environment, demo.ADMIN_EMAIL, demo.ADMIN_NAME, "lecturer", "admin")


def _create_account(environment: Mapping[str, str], email: str, name: str, *groups: str) -> None:
    cognito = boto3.client(
        "cognito-idp",
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region_name=environment["AWS_DEFAULT_REGION"],
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
    )
    pool_id = environment["LECTURER_ISSUER"].rpartition("/")[2]
    cognito.admin_create_user(
        UserPoolId=pool_id,
        Username=email,
        MessageAction="SUPPRESS",
        UserAttributes=[
            {"Name": "email", "Value": email},
            {"Name": "email_verified", "Value": "true"},
            {"Name": "name", "Value": name},
        ],
    )
    cognito.admin_set_user_password(
        UserPoolId=pool_id, Username=email, Password=demo.PASSWORD, Permanent=True
    )
    for group in groups:
        cognito.admin_add_user_to_group(UserPoolId=pool_id, Username=email, GroupName=group)


def _call(client: httpx.Client, path: str, content: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(path, json=content)
    if answer.is_error:
        raise SeedError(f"POST {path} answered {answer.status_code}: {answer.text}")
    result: dict[str, Any] = answer.json()
    return result
