"""Run the whole cloud on this computer: ``python -m local``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from local.demo import ADMIN_EMAIL
from local.listening import PortTakenError
from local.processes import ChildDiedError
from local.resources import Ice
from local.supervisor import Options, Supervisor

if TYPE_CHECKING:
    from local.supervisor import Running


_NO_MODELS: Final = """\
! Chưa có mô hình nhận diện: khung hình tải lên sẽ không được phân tích. Hãy chạy: make models
  No model files yet: uploaded frames will fail and be retried. Run: make models"""


def main() -> int:
    """Run until Ctrl-C; return the exit code."""
    options = _read_options()
    print("Giám Thị: đang khởi động / starting", flush=True)
    with Supervisor(options) as supervisor:
        try:
            running = supervisor.start()
            if options.state:
                running.write(options.state)
            print(_banner(running), flush=True)
            if not list(Path(running.environment["MODELS_PATH"]).glob("*.onnx")):
                print(_NO_MODELS, flush=True)
            supervisor.watch()
        except PortTakenError as error:
            return _fail(
                f"Cổng {error.port} đang được chương trình khác dùng; hãy chọn cổng khác.",
                f"Port {error.port} is taken by another program: choose another one with "
                "--port or --emulator-port (0 = any free port).",
            )
        except ChildDiedError as error:
            return _fail(
                f"Tiến trình «{error.name}» đã dừng (mã {error.exit_code}); tất cả sẽ dừng.",
                f"Process '{error.name}' ended (exit code {error.exit_code}); its last lines "
                "above say why. Everything stops.",
            )
        except InterruptedError:
            pass
        except (RuntimeError, TimeoutError) as error:
            return _fail("Không khởi động được.", f"Could not start: {error}")
        print("\nĐang dừng / stopping …", flush=True)
    return 0


def _read_options() -> Options:
    parser = argparse.ArgumentParser(prog="python -m local", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="the site's; 0 for a free one")
    parser.add_argument(
        "--emulator-port", type=int, default=5566, help="the AWS emulator's; 0 for a free one"
    )
    parser.add_argument("--no-seed", action="store_true", help="no demo lecturer and exam")
    parser.add_argument(
        "--no-workers", action="store_true", help="no handlers: `python -m local.workers` runs them"
    )
    parser.add_argument(
        "--ice-urls",
        nargs="+",
        default=Ice().urls,
        metavar="URL",
        help="STUN and TURN servers for live video; TURN servers share the secret TURN_SECRET",
    )
    parser.add_argument(
        "--ice-transport", choices=["all", "relay"], default="all", help="relay: TURN alone"
    )
    parser.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="write addresses and credentials to this JSON file once everything is ready",
    )
    arguments = parser.parse_args()
    return Options(
        port=arguments.port,
        emulator_port=arguments.emulator_port,
        seeded=not arguments.no_seed,
        state=arguments.state,
        workers=not arguments.no_workers,
        ice=Ice(tuple(arguments.ice_urls), arguments.ice_transport),
    )


def _banner(running: Running) -> str:
    site = running.site_url
    lines = [
        ("Thí sinh / Students", site),
        ("Giảng viên / Lecturers", f"{site}/lecturer"),
        ("Thư đã gửi / Mail", f"{site}/mail"),
    ]
    if running.demo:
        room = f"{running.demo.room_code}   {site}/room/{running.demo.room_code}"
        lines += [
            ("Đăng nhập / Sign in", f"{running.demo.email}   {running.demo.password}"),
            ("Quản trị / Admin", f"{ADMIN_EMAIL}   {running.demo.password}"),
            ("Mã phòng / Room code", room),
        ]
    lines.append(("AWS", running.environment["AWS_ENDPOINT_URL"]))
    width = max(len(label) for label, _ in lines)
    body = "\n".join(f"  {label:<{width}}   {value}" for label, value in lines)
    rule = "─" * 72
    return f"{rule}\n  Giám Thị đã sẵn sàng / is ready\n\n{body}\n\n  Ctrl-C: dừng / stops\n{rule}"


def _fail(vietnamese: str, english: str) -> int:
    print(f"\n✗ {vietnamese}\n  {english}", file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    sys.exit(main())
