"""``gongkai serve``: granian in front of the WSGI application, with the worker beside it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from gongkai.lib.errors import UnusableInput
from gongkai.web.config.commands import ensure_ready
from gongkai.web.config.working import UNDER

if TYPE_CHECKING:
    from collections.abc import Callable

APPLICATION = "gongkai.web.config.wsgi:application"
_THREADS = 4  # of each process; Python runs one at a time, the others wait for the disk
_MOST = 8
_LOOK = 0.3  # seconds between two looks
_PATIENCE = 15.0  # seconds for what still runs to end
_AGAIN = 5.0  # seconds before a worker that ended is started again


def serve(
    *,
    port: int = 8000,
    host: str = "127.0.0.1",
    workers: int | None = None,
    with_worker: bool = True,
    say: Callable[[str], None] | None = None,
    application: str = APPLICATION,
) -> None:
    """Serve until Ctrl-C or SIGTERM; ``say`` is told the address once it answers. Raises :class:`UnusableInput` when it cannot begin."""
    ensure_ready()
    _refuse_taken(host, port)
    connections.close_all()  # no connection is carried into the processes that come
    server = Granian(
        application, address=host, port=port, interface=Interfaces.WSGI, workers=workers or min(os.cpu_count() or 1, _MOST),
        blocking_threads=_THREADS, websockets=False, log_enabled=True, log_level=LogLevels.warning, respawn_failed_workers=True, workers_kill_timeout=20,
    )  # fmt: skip
    stop = threading.Event()
    beside = [threading.Thread(target=_tell, args=(host, port, say or _print, stop), daemon=True)]
    if with_worker:
        beside.append(threading.Thread(target=_keep_worker, args=(stop,), daemon=True))
    for thread in beside:
        server.on_startup(thread.start)
    try:
        server.serve()
    finally:
        stop.set()
        for thread in beside:
            if thread.is_alive():
                thread.join(_PATIENCE)


def _refuse_taken(host: str, port: int) -> None:
    """A sentence now instead of a traceback of the server."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise UnusableInput(f"{host}:{port} 不能用（可能已经有程序在用这个端口）", "请用 --port 换一个端口") from error


def _print(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def _tell(host: str, port: int, say: Callable[[str], None], stop: threading.Event) -> None:
    """Say the address when something answers there. Waits first: the processes are forked while nothing is held here."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - only compared
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"
    while not stop.wait(_LOOK):
        if _answers(shown, port):
            say(f"已经可以打开：{address} （按 Ctrl-C 结束）")
            return


def _answers(host: str, port: int) -> bool:
    """Whether a process behind the socket answers: the socket alone listens before any of them is ready."""
    asked = http.client.HTTPConnection(host, port, timeout=5)
    try:
        asked.request("HEAD", "/healthz")
        return asked.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def _keep_worker(stop: threading.Event) -> None:
    """Keep one worker process; it ends by itself when this process is gone."""
    command = [sys.executable, "-m", "gongkai", "worker", "--data", settings.ENVIRONMENT.data]
    environment = {**os.environ, UNDER: str(os.getpid())}
    while not stop.wait(_LOOK):
        process = subprocess.Popen(command, env=environment)  # noqa: S603 - our own command
        while process.poll() is None and not stop.wait(0.5):
            pass
        if stop.is_set():
            process.terminate()
            process.wait(_PATIENCE)
            return
        stop.wait(_AGAIN)
