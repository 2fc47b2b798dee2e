"""``python -m deployment.dead_letters list|explain|replay --prefix PREFIX [--queue NAME]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from deployment.account import CLIENT_SETTINGS, add_installation_options, session_of
from deployment.dead_letters.meaning import meaning
from deployment.dead_letters.queues import (
    NoSuchQueueError,
    ReplayError,
    find_queue,
    find_queues,
    peek,
    replay,
)
from deployment.dead_letters.reasons import consumers, reason, sent_at


def list_queues(session: boto3.Session, prefix: str) -> int:
    """Print how much waits where; return 1 if anything does or if there are no queues."""
    queues = find_queues(session.client("sqs", config=CLIENT_SETTINGS), prefix)
    if not queues:
        print(f"No dead-letter queue begins with {prefix}-: is the prefix right, and the region?")
        return 1
    print(f"{'queue':<20}{'waiting':>10}{'being read':>14}")
    for queue in queues:
        print(f"{queue.name:<20}{queue.waiting:>10}{queue.hidden:>14}")
    return 1 if any(queue.waiting or queue.hidden for queue in queues) else 0


def explain(session: boto3.Session, prefix: str, name: str, most: int) -> int:
    """Print what some messages of a queue ask for and why they failed."""
    sqs = session.client("sqs", config=CLIENT_SETTINGS)
    logs = session.client("logs", config=CLIENT_SETTINGS)
    queue = find_queue(sqs, prefix, name)
    functions = consumers(session.client("lambda", config=CLIENT_SETTINGS), queue.source_arn)
    messages = peek(sqs, queue, most)
    for message in messages:
        print(f"{message['MessageId']}  sent {sent_at(message):%Y-%m-%d %H:%M:%S} UTC")
        print(f"  asks to: {meaning(message['Body'])}")
        print(f"  failed:  {reason(logs, functions, message)}")
    print(f"{len(messages)} shown of about {queue.waiting}.")
    return 0


def replay_all(session: boto3.Session, prefix: str, name: str) -> int:
    """Move a queue's messages back to where they came from and print how many there were."""
    sqs = session.client("sqs", config=CLIENT_SETTINGS)
    queue = find_queue(sqs, prefix, name)
    moved = sum(1 for _ in replay(sqs, queue))
    print(f"{moved} sent again to {prefix}-{queue.name}. What fails again comes back here.")
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status: 1 if something waits or failed."""
    parser = argparse.ArgumentParser(prog="python -m deployment.dead_letters", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    helps = {
        "list": "count what waits in each queue",
        "explain": "say what messages ask for and why they failed; changes nothing",
        "replay": "send every message of a queue back to be tried again",
    }
    for command, help_text in helps.items():
        of_command = commands.add_parser(command, help=help_text)
        add_installation_options(of_command)
        if command != "list":
            of_command.add_argument("--queue", required=True, help="frames, alerts, live, …")
        if command == "explain":
            of_command.add_argument("--most", type=int, default=10, help="messages; default: 10")
    options = parser.parse_args(arguments)
    try:
        session = session_of(options)
        if options.command == "list":
            return list_queues(session, options.prefix)
        if options.command == "explain":
            return explain(session, options.prefix, options.queue, options.most)
        return replay_all(session, options.prefix, options.queue)
    except (NoSuchQueueError, ReplayError, ClientError, BotoCoreError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
