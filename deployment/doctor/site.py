"""Whether the pages and the API answer, and for how long their certificate is good."""

from __future__ import annotations

import http.client
import ssl
import time
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final, Protocol
from urllib.parse import urlsplit

from deployment.doctor.findings import Finding, State, judged, well

RENEWED_BEFORE_DAYS: Final = 14
"""ACM renews a certificate 60 days ahead; one that is this old was not renewed."""
_PATIENCE_S: Final = 10
_EXPECTED: Final = {"/": HTTPStatus.OK, "/api/me": HTTPStatus.UNAUTHORIZED}
"""What a stranger is answered: the pages, and that he must sign in."""


class Visit(Protocol):
    """Asks for a page of a host; returns its status and for how many days its certificate lasts."""

    def __call__(self, host: str, path: str) -> tuple[int, float]:
        """Raise OSError when there is no answer; a certificate that is not good is one."""


def visit(host: str, path: str) -> tuple[int, float]:
    """See ``Visit``."""
    connection = http.client.HTTPSConnection(host, timeout=_PATIENCE_S)
    try:
        connection.connect()
        certificate = connection.sock.getpeercert() or {}
        expires = ssl.cert_time_to_seconds(str(certificate["notAfter"]))
        connection.request("GET", path)
        return connection.getresponse().status, (expires - time.time()) / 86400
    finally:
        connection.close()


def check_site(site_url: str, visit: Visit = visit) -> Iterator[Finding]:
    """Ask for the pages and the API as a stranger would."""
    host = urlsplit(site_url).netloc
    days = []
    for path, expected in _EXPECTED.items():
        try:
            status, days_left = visit(host, path)
        except (OSError, http.client.HTTPException) as error:
            yield Finding(f"{site_url}{path}", State.FAULT, f"does not answer: {error}")
            continue
        days.append(days_left)
        faults = [] if status == expected else [f"answers {status}, not {expected}"]
        yield judged(f"{site_url}{path}", faults, f"answers {status}")
    if days and min(days) < RENEWED_BEFORE_DAYS:
        said = f"ends in {min(days):.0f} days and was not renewed: look in ACM"
        yield Finding("certificate", State.FAULT, said)
    elif days:
        yield well("certificate", f"good for {min(days):.0f} days")
