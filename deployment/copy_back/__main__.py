"""``python -m deployment.copy_back --prefix PREFIX --table attempts --copy NAME``.

Puts what is missing in a table back from a copy of it that was restored to an earlier moment.
What the table has is left as it is, so that doing it twice changes nothing and breaking off loses
nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from deployment.account import CLIENT_SETTINGS, add_installation_options, session_of
from deployment.copy_back.records import copy_back
from local.resources import TABLES, qualified

_TABLES: Final = {table.name: table for table in TABLES}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m deployment.copy_back", description=__doc__)
    add_installation_options(parser)
    parser.add_argument("--table", required=True, choices=sorted(_TABLES), help="the live table")
    parser.add_argument("--copy", required=True, help="the restored table's full name")
    parser.add_argument("--partition", help="only this partition key: one attempt, one exam")
    parser.add_argument("--dry-run", action="store_true", help="count what is missing")
    options = parser.parse_args(arguments)
    table = _TABLES[options.table]
    try:
        found = Counter(
            copy_back(
                session_of(options).client("dynamodb", config=CLIENT_SETTINGS),
                table,
                name=qualified(options.prefix, table.name),
                copy=options.copy,
                partition=options.partition,
                dry_run=options.dry_run,
            )
        )
    except (ClientError, BotoCoreError) as error:
        print(error, file=sys.stderr)
        return 1
    done = "are missing" if options.dry_run else "put back"
    print(f"{found[True]} {done}, {found[False]} were there and stay as they are.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
