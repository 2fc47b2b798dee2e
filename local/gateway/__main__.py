"""The process that serves the site: ``python -m local.gateway``."""

from __future__ import annotations

import argparse
import os
import socket

from local.children import report_ready, set_up_logging, stop_with_parent
from local.gateway.application import create_application
from local.gateway.server import create_server
from local.lambda_runtime import LambdaFunction, load
from local.resources import function


def main() -> None:
    """Serve until the supervisor goes; the environment says where everything is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listener", type=int, required=True, help="a socket's descriptor")
    parser.add_argument("--ready-descriptor", type=int, help="where to say that work may begin")
    arguments = parser.parse_args()
    set_up_logging()
    from app import app  # noqa: PLC0415 - a fault in it shall be logged as everything else

    declared = function("live_socket")
    application = create_application(
        app,
        LambdaFunction(declared, load(declared), prefix=os.environ["RESOURCE_PREFIX"]),
        emulator_url=os.environ["AWS_ENDPOINT_URL"],
        on_ready=lambda: report_ready(arguments.ready_descriptor),
    )
    server = create_server(application)

    def stop() -> None:
        server.should_exit = True

    stop_with_parent(stop)
    server.run(sockets=[socket.socket(fileno=arguments.listener)])


if __name__ == "__main__":
    main()
