"""The system against the emulator: one environment, as in a Lambda process."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import boto3
import pytest
from mypy_boto3_sqs import SQSClient

from app import app
from chalicelib.adapters import clients
from chalicelib.adapters.keys import open_shards
from chalicelib.adapters.tables import base
from chalicelib.adapters.tables.attempt_records import OpenAttemptRecord
from chalicelib.bootstrap import Collaborators, collaborators
from chalicelib.domain.callers import Lecturer
from local.emulator.testing import running_emulator
from local.resources import create, qualified
from tests.integration.core.api_client import ApiClient
from tests.integration.core.aws_calls import AwsCalls
from tests.integration.core.management_api import ManagementApi, serving
from tests.integration.core.queues import Invoke, Queue, deployed
from tests.integration.core.room import Room
from tests.table_models import table_models

PREFIX = "core-test"
PASSWORD = "Mat-Khau-2026"


@dataclass(frozen=True)
class SignedIn:
    """A lecturer with an account and a session."""

    email: str
    lecturer: Lecturer
    id_token: str
    access_token: str
    refresh_token: str


@pytest.fixture(scope="package")
def aws_calls() -> Iterator[AwsCalls]:
    with AwsCalls().watching_new_sessions() as calls:
        yield calls


@pytest.fixture(scope="package")
def management_api() -> ManagementApi:
    return ManagementApi()


@pytest.fixture(scope="package")
def environment(aws_calls: AwsCalls, management_api: ManagementApi) -> Iterator[dict[str, str]]:
    """The functions' environment, in ``os.environ`` while this package's tests run."""
    del aws_calls  # it must listen before the first session is made
    with (
        running_emulator() as endpoint,
        serving(management_api) as site,
        pytest.MonkeyPatch.context() as patch,
    ):
        settings = create(endpoint, prefix=PREFIX, site_url=site)
        for name, value in settings.items():
            patch.setenv(name, value)
        forget_clients()
        yield settings
        forget_clients()


def forget_clients() -> None:
    """Let the next caller in this process read the environment anew."""
    collaborators.cache_clear()
    base._connection.cache_clear()  # noqa: SLF001 - kept for the life of a Lambda process
    for model in table_models():
        model._connection = None  # noqa: SLF001
    for name in ("_session", "s3", "sns", "sqs", "ses", "cognito", "ssm", "websocket_management"):
        getattr(clients, name).cache_clear()


@pytest.fixture(scope="package")
def world(environment: dict[str, str]) -> Collaborators:
    del environment
    return collaborators()


@pytest.fixture(scope="package")
def api(environment: dict[str, str]) -> ApiClient:
    del environment
    return ApiClient(app)


def open_account(world: Collaborators, name: str, *groups: str) -> SignedIn:
    """Give a lecturer an account and sign them in."""
    email = f"{secrets.token_hex(4)}@truong-mau.example"
    pool = world.config.lecturer_issuer.rpartition("/")[2]
    cognito = clients.cognito()
    cognito.admin_create_user(
        UserPoolId=pool,
        Username=email,
        MessageAction="SUPPRESS",
        UserAttributes=[
            {"Name": "email", "Value": email},
            {"Name": "email_verified", "Value": "true"},
            {"Name": "name", "Value": name},
        ],
    )
    cognito.admin_set_user_password(
        UserPoolId=pool, Username=email, Password=PASSWORD, Permanent=True
    )
    for group in groups:
        cognito.admin_add_user_to_group(UserPoolId=pool, Username=email, GroupName=group)
    session = world.identity.sign_in(email, PASSWORD)
    return SignedIn(
        email, session.lecturer, session.id_token, session.access_token, session.refresh_token
    )


@pytest.fixture(scope="package")
def sign_up(world: Collaborators) -> Callable[[str], SignedIn]:
    """Return a function that gives a lecturer an account and signs them in."""
    return lambda name: open_account(world, name)


@pytest.fixture(scope="package")
def admin(world: Collaborators) -> SignedIn:
    return open_account(world, "Thầy Quang", "admin")


# Others in each file: what one file's tests choose for their lecturer is nothing to the next.
@pytest.fixture(scope="module")
def lecturer(sign_up: Callable[[str], SignedIn]) -> SignedIn:
    return sign_up("Cô Lan")


@pytest.fixture(scope="module")
def other_lecturer(sign_up: Callable[[str], SignedIn]) -> SignedIn:
    return sign_up("Thầy Minh")


@pytest.fixture
def draft(api: ApiClient, lecturer: SignedIn) -> Room:
    return Room.draft(api, lecturer.id_token)


@pytest.fixture
def room(api: ApiClient, lecturer: SignedIn) -> Room:
    return replace(Room.opened(api, lecturer.id_token), access_token=lecturer.access_token)


@pytest.fixture(scope="module")
def nobody_else_writes(world: Collaborators) -> None:
    """
    Forget the attempts that other files left open.

    A sweep looks at every open attempt of the deployment: after some hundred tests that is more
    than the emulator answers within a call's time-out.
    """
    del world  # it says where the tables are
    with OpenAttemptRecord.batch_write() as batch:
        for shard in open_shards():
            for record in OpenAttemptRecord.by_deadline.query(shard):
                batch.delete(record)


@pytest.fixture(scope="package")
def sqs(environment: dict[str, str]) -> Iterator[SQSClient]:
    client = boto3.Session().client("sqs", endpoint_url=environment["AWS_ENDPOINT_URL"])
    yield client
    client.close()


@pytest.fixture(scope="package")
def queue(sqs: SQSClient) -> Callable[[str], Queue]:
    """Return a function from a queue's declared name to the queue."""
    return lambda name: Queue(sqs, qualified(PREFIX, name))


@pytest.fixture(scope="package")
def invoke(environment: dict[str, str]) -> Callable[[str], Invoke]:
    """Return a function from a Lambda function's name to the function."""
    del environment
    return lambda name: deployed(name, prefix=PREFIX)
