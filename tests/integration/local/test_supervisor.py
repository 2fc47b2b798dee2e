"""``python -m local`` from the outside, around a tiny system of our own."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[3]
LIMIT_S = 60
APP = """
import os
import boto3
from chalice import Chalice
app = Chalice(app_name="tiny")

@app.route("/sign-in", methods=["POST"])
def sign_in():
    body = app.current_request.json_body
    answer = boto3.client("cognito-idp").initiate_auth(
        ClientId=os.environ["LECTURER_CLIENT_ID"],
        AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": body["email"], "PASSWORD": body["password"]},
    )
    return {"id_token": answer["AuthenticationResult"]["IdToken"]}

@app.route("/exams", methods=["POST"])
def create():
    return {"exam_id": "e1", "room_code": app.current_request.json_body["room_code"]}

@app.route("/exams/{exam_id}/open", methods=["POST"])
def open_room(exam_id):
    return {"exam_id": exam_id, "room_code": "AAA222"}
"""
HANDLER = """
def handler(event, context):
    for record in event.get("Records", []):
        print("handled", record["body"], flush=True)
"""


class Run:
    """A supervisor at work, and what it printed and wrote."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        self.process = process
        self._folder = folder

    @property
    def output(self) -> str:
        return (self._folder / "output.txt").read_text()

    def wait_until_up(self) -> dict[str, Any]:
        state = self._folder / "state.json"
        wait_for(lambda: state.exists() or self.process.poll() is not None)
        assert state.exists(), self.output
        return dict(json.loads(state.read_text()))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "functions").mkdir()
    (tmp_path / "functions" / "__init__.py").touch()
    for name in ("detect_frames", "live_socket", "send_alerts", "sweep_attempts", "erase_data"):
        folder = tmp_path / "functions" / name
        folder.mkdir()
        (folder / "__init__.py").touch()
        (folder / "handler.py").write_text(HANDLER)
    with contextlib.ExitStack() as stack:
        output = stack.enter_context((tmp_path / "output.txt").open("wb"))

        def run(*options: str) -> Run:
            command = [sys.executable, "-m", "local", "--emulator-port=0", *options]
            process = subprocess.Popen(
                [*command, "--state", str(tmp_path / "state.json")],
                cwd=tmp_path,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
            return Run(process, tmp_path)

        yield run


def wait_for(condition: Callable[[], object]) -> None:
    ends_s = time.monotonic() + LIMIT_S
    while not condition() and time.monotonic() < ends_s:
        time.sleep(0.05)
    assert condition()


def is_gone(process_id: int) -> bool:
    try:
        status = Path(f"/proc/{process_id}/stat").read_text()
    except FileNotFoundError:
        return True
    # Dead, and only not yet collected by whoever inherited it.
    return status.rpartition(")")[2].split()[0] == "Z"


def test_everything_comes_up_and_goes_on_request(start: Callable[..., Run]) -> None:
    run = start("--port=0")
    state = run.wait_until_up()
    with httpx.Client(base_url=state["site_url"], trust_env=False) as site:
        assert site.get("/healthz").json() == {"status": "ok"}
    # S3's test event went from the bucket through the queue to the function.
    wait_for(lambda: "handled" in run.output)
    run.process.send_signal(signal.SIGTERM)
    assert run.process.wait(LIMIT_S) == 0
    assert state["demo"]["email"] in run.output
    assert state["demo"]["room_code"] == "AAA222"
    assert " workers │ handled" in run.output
    assert all(is_gone(process_id) for process_id in state["process_ids"].values())


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_nobody_is_left_when_the_supervisor_is_killed(start: Callable[..., Run]) -> None:
    run = start("--port=0", "--no-seed")
    state = run.wait_until_up()
    run.process.kill()
    run.process.wait(LIMIT_S)
    wait_for(lambda: all(is_gone(process_id) for process_id in state["process_ids"].values()))


def test_the_workers_may_be_somebody_elses(start: Callable[..., Run]) -> None:
    state = start("--port=0", "--no-seed", "--no-workers").wait_until_up()
    assert set(state["process_ids"]) == {"emulator", "gateway"}


def test_when_one_process_dies_all_stop(start: Callable[..., Run]) -> None:
    run = start("--port=0", "--no-seed")
    state = run.wait_until_up()
    os.kill(state["process_ids"]["gateway"], signal.SIGKILL)
    assert run.process.wait(LIMIT_S) == 1
    assert "Process 'gateway' ended" in run.output
    assert all(is_gone(process_id) for process_id in state["process_ids"].values())


def test_a_taken_port_is_named(start: Callable[..., Run]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = start(f"--port={port}")
        assert run.process.wait(LIMIT_S) == 1
    assert f"Port {port} is taken" in run.output
