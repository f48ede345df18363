"""A network that is written down: names lead where a test says, and each connection that is opened is kept."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok"


def answer(body: bytes = b"ok", status: int = 200, **headers: str) -> bytes:
    """The bytes of an answer; ``content_type="…"`` becomes a header."""
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = [f"HTTP/1.1 {status} Word", f"Content-Length: {len(body)}", *lines]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def redirect(location: str, status: int = 302) -> bytes:
    return answer(b"", status, location=location)


class Wires:
    """Stands where ``network.wire.System`` stands.

    ``names``: for each host a list of answers of the resolver, the last one for ever. ``say``: what the server answers to
    the bytes of a request. ``opened`` holds each (address, port) to which a socket was opened, ``asked`` each request.
    """

    def __init__(self, names: dict[str, list[list[str]]], say: Callable[[bytes], bytes] = lambda request: PAGE) -> None:
        self.names, self.say = names, say
        self.opened: list[tuple[str, int]] = []
        self.looked_up: list[str] = []
        self.secured: list[str] = []
        self.asked: list[bytes] = []
        self.certificate: ssl.SSLCertVerificationError | None = None

    def resolve(self, host, port, deadline):
        self.looked_up.append(host)
        answers = self.names.get(host, [["93.184.216.34"]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address, port, deadline):
        self.opened.append((str(address), port))
        ours, theirs = socket.socketpair()

        def serve() -> None:
            with theirs:
                theirs.settimeout(5)
                request = b""
                while b"\r\n\r\n" not in request:
                    piece = theirs.recv(65536)
                    if not piece:
                        return
                    request += piece
                self.asked.append(request)
                try:
                    theirs.sendall(self.say(request))
                except OSError:
                    return

        threading.Thread(target=serve, daemon=True).start()
        return ours

    def secure(self, sock, host, authorities, deadline):
        self.secured.append(host)
        if self.certificate:
            raise self.certificate
        return sock
