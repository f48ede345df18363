"""A site on this machine that a test fills with pages."""

from __future__ import annotations

import http.server
import threading

import pytest


class Site:
    """``pages``: path → (status, content type, body). ``settings`` lets a channel reach it by name and port."""

    def __init__(self) -> None:
        site = self
        self.pages: dict[str, tuple[int, str, bytes]] = {}
        self.asked: list[str] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                status, kind, body = site.pages.get(self.path, (404, "text/html", b"no such page"))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args) -> None:
                """Tests read ``asked``."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        self.settings = {"inner_hosts": [self.host]}

    def put(self, path: str, html: str, status: int = 200, kind: str = "text/html; charset=utf-8") -> str:
        """A page; its address."""
        self.pages[path] = (status, kind, html.encode())
        return f"http://{self.host}{path}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def site():
    made = Site()
    yield made
    made.close()
