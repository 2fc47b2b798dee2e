"""The emulator as one WSGI application and as a server for it."""

from __future__ import annotations

import os
import re
import threading
from typing import TYPE_CHECKING, Any, Final

import waitress
import waitress.channel
import waitress.task
import waitress.wasyncore
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from local.emulator import cloud, moto_patches
from local.emulator.cors import Cors
from local.emulator.guard import Guard
from local.emulator.mail import MailPage
from local.emulator.signatures import Keys

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterable, Mapping
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_THREADS: Final = 16
# Each client keeps its connections open.  Beyond waitress's own limit of a hundred nobody new is
# answered until one has been idle for two minutes: longer than any caller waits.
_CONNECTIONS: Final = 2_000
_LARGEST_REQUEST_BYTES: Final = 64 * 1024 * 1024


class OneAtATime:
    """
    WSGI middleware that lets one request in at a time.

    moto's backends are plain dictionaries and lists: with two consumers it loses or
    doubles about three messages in a thousand, and its DynamoDB transactions mix.
    Bodies are read before the lock, by waitress, so that a slow client holds nobody up.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        # Re-entrant: moto delivers notifications from S3 to SQS inside one request.
        self._lock = threading.RLock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request to its last byte."""
        with self._lock:
            return list(self._application(environ, start_response))


def application(secrets: Mapping[str, str], region: str) -> WSGIApplication:
    """
    Build the emulator.

    Args:
        secrets: Secret access keys by access key id: what may sign S3 addresses.
        region: Where the buckets are.
    """
    moto_patches.apply()
    # An authenticator's code is compared with what its key gives; else any code is right.
    os.environ["MOTO_COGNITO_IDP_USER_POOL_ENABLE_TOTP"] = "true"
    moto: WSGIApplication = DomainDispatcherApplication(create_backend_app)
    guarded = Guard(
        moto,
        keys=Keys(secrets, region),
        is_bucket=lambda name: cloud.cors_rules(name) is not None,
    )
    with_mail = MailPage(guarded, cloud.sent_messages)
    return OneAtATime(Cors(with_mail, cloud.cors_rules))


def create_server(app: WSGIApplication, listener: socket.socket) -> Any:  # noqa: ANN401 - untyped
    """
    Return a server; ``run()`` serves until ``stop`` is called.

    Args:
        app: What to serve.
        listener: A bound socket.
    """
    server = waitress.create_server(
        app,
        sockets=[listener],
        threads=_THREADS,
        connection_limit=_CONNECTIONS,
        asyncore_use_poll=True,  # select() knows no file descriptor beyond 1,024
        max_request_body_size=_LARGEST_REQUEST_BYTES,
        clear_untrusted_proxy_headers=True,
    )
    server.channel_class = _Channel
    return server


class _Task(waitress.task.WSGITask):  # type: ignore[misc]
    """
    Write names of metadata in small letters, as S3 does.

    waitress writes ``X-Amz-Meta-Offsets``, and boto3 takes the key from the header as it
    stands: code that works on AWS would not find ``offsets``.
    """

    def build_response_header(self) -> bytes:
        header: bytes = super().build_response_header()
        return re.sub(rb"(?m)^X-Amz-Meta-[^:]*", lambda name: name[0].lower(), header)


class _Channel(waitress.channel.HTTPChannel):  # type: ignore[misc]
    task_class = _Task


def stop(server: Any) -> None:  # noqa: ANN401 - waitress is untyped
    """End a server that runs in another thread, connections and worker threads included."""
    # First those who still answer: each pulls the trigger once more, which is a socket, too.
    server.task_dispatcher.shutdown()
    # Sockets may be closed by the thread that polls them only; the trigger runs it there.
    server.trigger.pull_trigger(lambda: waitress.wasyncore.close_all(server._map))  # noqa: SLF001
