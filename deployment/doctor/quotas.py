"""AWS's limits against what an exam of a size needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from deployment.doctor.findings import Finding, State, well

if TYPE_CHECKING:
    import boto3


@dataclass(frozen=True, slots=True)
class Need:
    """A limit as AWS names it, and how much of it a student takes."""

    service: str
    quota: str
    a_student: float
    at_least: float = 0.0


# What `python -m bench.scale` finds for a student with everybody in within a minute (0.6 writes of
# observations and 0.13 requests a second), and a reserve.  Instances are those that an installation
# for 10,000 students may start: 500 for the detector, 300 for the API, the small functions' few.
NEEDS: Final = (
    Need("lambda", "Concurrent executions", a_student=0.1, at_least=100),
    Need("apigateway", "Throttle rate", a_student=0.2),
    Need("dynamodb", "Table-level write throughput limit", a_student=0.8),
)


def check_quotas(session: boto3.Session, students: int) -> Iterator[Finding]:
    """Look whether the account's limits are enough for so many students at once."""
    client = session.client("service-quotas")
    for need in NEEDS:
        pages = client.get_paginator("list_service_quotas").paginate(ServiceCode=need.service)
        values = {quota["QuotaName"]: quota["Value"] for page in pages for quota in page["Quotas"]}
        yield judge(need, values.get(need.quota), students)


def judge(need: Need, value: float | None, students: int) -> Finding:
    """Return whether a limit, as AWS gives it, is enough for so many students."""
    subject = f"quota {need.service}: {need.quota}"
    wanted = max(need.at_least, need.a_student * students)
    if value is None:
        return Finding(subject, State.UNKNOWN, f"not listed; {wanted:.0f} are needed: ask AWS")
    if value < wanted:
        said = f"{value:.0f}, but {students} students need {wanted:.0f}: ask AWS two weeks ahead"
        return Finding(subject, State.FAULT, said)
    return well(subject, f"{value:.0f}; {students} students need {wanted:.0f}")
