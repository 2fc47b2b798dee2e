"""``python -m deployment.doctor --prefix PREFIX [--students 10000]``: reads, changes nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from deployment.account import add_installation_options, session_of
from deployment.doctor.findings import Finding, State, as_table, exit_status
from deployment.doctor.functions import check_event_sources, check_functions, environment
from deployment.doctor.gateways import check_access_logs, check_relays
from deployment.doctor.mail import check_mail
from deployment.doctor.quotas import check_quotas
from deployment.doctor.reading import read_only
from deployment.doctor.site import Visit, check_site, visit
from deployment.doctor.stores import check_bucket, check_tables
from deployment.doctor.watching import check_alarms, check_queues


def examine(
    session: boto3.Session, prefix: str, students: int, visit: Visit = visit
) -> Iterator[Finding]:
    """
    Yield what every check finds; what cannot be read is a finding, too.

    Args:
        session: Any; it can only read afterwards.
        prefix: The installation's.
        students: How many sit an exam at once.
        visit: How the site is asked.

    Raises:
        ClientError, BotoCoreError: The API's function cannot be read: there is no
            installation of this name here, or no right to see it.
    """
    reading = read_only(session)
    settings = environment(reading, prefix)
    checks: dict[str, Callable[[], Iterable[Finding]]] = {
        "functions": lambda: check_functions(reading, prefix),
        "event sources": lambda: check_event_sources(reading, prefix),
        "tables": lambda: check_tables(reading, prefix),
        "bucket": lambda: check_bucket(reading, settings["FRAMES_BUCKET"], prefix),
        "queues": lambda: check_queues(reading, prefix),
        "alarms": lambda: check_alarms(reading, prefix),
        "access logs": lambda: check_access_logs(reading, prefix),
        "relays": lambda: check_relays(reading, settings),
        "mail": lambda: check_mail(reading, settings["MAIL_SENDER"]),
        "quotas": lambda: check_quotas(reading, students),
        "site": lambda: check_site(settings["SITE_URL"], visit),
    }
    for subject, check in checks.items():
        try:
            yield from check()
        except (ClientError, BotoCoreError, KeyError) as error:
            yield Finding(subject, State.UNKNOWN, f"could not be read: {error}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 1 if anything is at fault, 2 if something could not be read."""
    parser = argparse.ArgumentParser(prog="python -m deployment.doctor", description=__doc__)
    add_installation_options(parser)
    parser.add_argument(
        "--students", type=int, default=1000, help="at once, in the largest exam; default: 1000"
    )
    options = parser.parse_args(arguments)
    try:
        findings = list(examine(session_of(options), options.prefix, options.students))
    except (ClientError, BotoCoreError) as error:
        print(f"there is no installation {options.prefix} to be seen: {error}", file=sys.stderr)
        return 2
    print(as_table(findings))
    return exit_status(findings)


if __name__ == "__main__":
    raise SystemExit(main())
