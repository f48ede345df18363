"""Real sockets on this machine: time, certificates, and that there is one door only."""

from __future__ import annotations

import ast
import datetime as dt
import ipaddress
import socket
import ssl
import threading
import time
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

import gongkai
from gongkai.lib.network.policy import Policy
from gongkai.lib.network.safe_http import Forbidden, Limits, Unreached, fetch
from gongkai.lib.network.wire import Deadline, System

HOUSE = Path(gongkai.__file__).parent


class Local(System):
    """The real network, in which every name is this machine."""

    def resolve(self, host, port, deadline):
        return ["127.0.0.1"]


def serving(act, context=None):
    """A server of one connection; its port. What the client named in its greeting is kept in ``context.named``."""
    listener = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        with listener:
            try:
                sock, _ = listener.accept()
                with context.wrap_socket(sock, server_side=True) if context else sock as made:
                    made.recv(65536)
                    act(made)
            except OSError:
                return

    threading.Thread(target=run, daemon=True).start()
    return listener.getsockname()[1]


def asked(port: int, scheme: str = "http", host: str = "inner.example", seconds: float = 5.0, **more):
    policy = Policy(inner=(f"{host}:{port}",), **more)
    return fetch(f"{scheme}://{host}:{port}/", policy=policy, limits=Limits(seconds=seconds), network=Local())


def test_a_page_comes_over_a_real_socket():
    port = serving(lambda sock: sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"))
    assert asked(port).body == b"hello"


@pytest.mark.parametrize(
    "head", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"]
)
def test_a_server_that_sends_a_byte_now_and_then_ends_with_the_time(head):
    def drip(sock) -> None:
        sock.sendall(head)
        for _ in range(100):
            sock.sendall(b"1")
            time.sleep(0.05)

    start = time.monotonic()
    with pytest.raises(Unreached, match="限定的时间"):
        asked(serving(drip), seconds=0.4)
    assert time.monotonic() - start < 2


def test_a_server_that_says_nothing_ends_with_the_time():
    with pytest.raises(Unreached, match="限定的时间"):
        asked(serving(lambda sock: time.sleep(2)), seconds=0.3)


def test_a_resolver_that_never_answers_ends_with_the_time(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **more: time.sleep(1) or [])
    with pytest.raises(Unreached, match="限定的时间"):
        System().resolve("slow.example", 80, Deadline(0.2))


def test_names_are_looked_up_once_and_told_as_numbers(monkeypatch):
    asked_for = []

    def look_up(host, port, **more):
        asked_for.append(host)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", port)),
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2606:2800::1", port, 0, 0)),
        ] * 2

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert System().resolve("site.example", 80, Deadline(5)) == ["93.184.216.34", "2606:2800::1"]
    assert asked_for == ["site.example"]


def test_a_name_that_is_not_known_is_said(monkeypatch):
    def unknown(*args, **more):
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreached, match="查不到"):
        System().resolve("nowhere.example", 80, Deadline(5))


def test_nobody_listens_is_said():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreached, match="连接不上"):
        asked(port)


# --- certificates --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A certificate for tls.inner.example, signed by itself; (server context, PEM)."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tls.inner.example")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC)).not_valid_after(dt.datetime(2099, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("tls.inner.example"), x509.IPAddress(ipaddress.ip_address("127.0.0.9"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tls")
    pem = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "both.pem").write_bytes(private + pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context, pem.decode()


def hello(sock) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")


def test_a_certificate_of_an_authority_that_the_office_trusts_is_taken_and_the_name_goes_with_the_greeting(authority):
    context, pem = authority
    named = []
    context.sni_callback = lambda sock, name, ctx: named.append(name)
    assert asked(serving(hello, context), "https", "tls.inner.example", authorities=pem).body == b"hello"
    assert named == ["tls.inner.example"]


def test_a_certificate_of_nobody_known_is_refused(authority):
    with pytest.raises(Forbidden, match="证书不可信"):
        asked(serving(hello, authority[0]), "https", "tls.inner.example")


def test_a_certificate_for_another_name_is_refused(authority):
    with pytest.raises(Forbidden, match="证书不可信"):
        asked(serving(hello, authority[0]), "https", "other.inner.example", authorities=authority[1])


def test_what_speaks_no_tls_is_not_reached(authority):
    with pytest.raises(Unreached, match="加密连接"):
        asked(serving(lambda sock: sock.sendall(b"HTTP/1.1 200 OK\r\n\r\n")), "https", "tls.inner.example", authorities=authority[1])


def test_authorities_that_are_no_certificate_are_not_taken(authority):
    with pytest.raises(Unreached, match="加密连接"):
        asked(serving(hello, authority[0]), "https", "tls.inner.example", authorities="no certificate")


# --- one door ----------------------------------------------------------------------------------------------


def test_no_other_module_opens_connections():
    # The group of servers listens and asks itself whether it is up; mail goes through Django.
    allowed = {"lib/network/wire.py", "lib/network/safe_http.py", "web/config/serving.py"}
    doors = {
        "socket",
        "ssl",
        "http.client",
        "urllib.request",
        "asyncio",
        "requests",
        "httpx",
        "aiohttp",
        "urllib3",
        "ftplib",
        "smtplib",
        "socketserver",
        "xmlrpc",
    }
    found = set()
    for path in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = (
                [each.name for each in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            if any(name == door or name.startswith(f"{door}.") for name in names for door in doors):
                found.add(path.relative_to(HOUSE).as_posix())
    assert found == allowed
