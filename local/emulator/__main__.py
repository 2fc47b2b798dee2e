"""The process that plays AWS: ``python -m local.emulator``."""

from __future__ import annotations

import argparse
import os
import socket

from local.children import report_ready, set_up_logging, stop_with_parent
from local.emulator.server import application, create_server, stop
from local.listening import address, listen
from local.resources import CREDENTIALS, REGION


def main() -> None:
    """Serve until the supervisor goes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=5566, help="0 for a free one")
    parser.add_argument("--listener", type=int, help="descriptor of a listening socket")
    parser.add_argument("--ready-descriptor", type=int, help="where to say that work may begin")
    arguments = parser.parse_args()
    set_up_logging()
    secrets = {CREDENTIALS["AWS_ACCESS_KEY_ID"]: CREDENTIALS["AWS_SECRET_ACCESS_KEY"]}
    # moto's own calls between services go through boto3 and must never leave this machine.
    os.environ.update(CREDENTIALS, AWS_DEFAULT_REGION=REGION)
    supervised = arguments.listener is not None
    listener = socket.socket(fileno=arguments.listener) if supervised else listen(arguments.port)
    server = create_server(application(secrets, REGION), listener)
    if supervised:
        stop_with_parent(lambda: stop(server))
        report_ready(arguments.ready_descriptor)
    else:
        print(f"AWS emulator at {address(listener)}", flush=True)
    server.run()


if __name__ == "__main__":
    main()
