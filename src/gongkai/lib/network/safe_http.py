"""The one door from the product to the network.

Each address is read strictly, each name is looked up once, *every* address it has is checked against the policy, and
the connection goes to the very address that was checked: a name that changes its mind gains nothing. Redirects begin
again from the start. Time, size and unpacking are bounded; there are no cookies, no proxies, no names and passwords in
addresses.
"""

from __future__ import annotations

import contextlib
import http.client
import re
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from gongkai.lib.network.faults import Forbidden, Unreached
from gongkai.lib.network.policy import PUBLIC
from gongkai.lib.network.target import joined, target
from gongkai.lib.network.wire import SYSTEM, Deadline, Metered, late, opened, secured

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from gongkai.lib.network.policy import Policy
    from gongkai.lib.network.target import Target
    from gongkai.lib.network.wire import Network

__all__ = ["Answer", "Forbidden", "Limits", "Unreached", "fetch", "post"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 64 * 1024
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?")
_OURS = frozenset({"host", "content-length", "transfer-encoding", "connection", "accept-encoding", "cookie", "expect", "upgrade", "te"})
_AGENT = "Mozilla/5.0 (compatible; gongkai)"


class Limits(NamedTuple):
    """Bounds of one request: all of it in ``seconds``, ``bytes`` of unpacked content, ``redirects`` followed.

    ``cut``: more than ``bytes`` is left unread instead of refused, for whoever only wants to know that it is there.
    """

    seconds: float = 15.0
    bytes: int = 8 * 1024 * 1024
    redirects: int = 5
    cut: bool = False


LIMITS = Limits()


class Answer(NamedTuple):
    """What came back. ``url`` is where it came from after ``trail``, the addresses that led there; header names are lower case."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes
    trail: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether the status says yes."""
        return 200 <= self.status < 300


def fetch(
    url: str, *, policy: Policy = PUBLIC, limits: Limits = LIMITS, headers: Mapping[str, str] | None = None, network: Network = SYSTEM
) -> Answer:
    """GET, with redirects. ``headers`` go to the first site only.

    Raises :class:`Forbidden` when an address on the way may not be asked, :class:`Unreached` when nothing usable came.
    """
    deadline = Deadline(limits.seconds)
    wanted = first = target(url)
    trail: list[str] = []
    while True:
        extra = headers if headers and wanted.origin == first.origin else {}
        answer = _ask("GET", wanted, extra, b"", policy, limits, deadline, network)
        location = answer.headers.get("location")
        if answer.status not in _REDIRECTS or not location:
            return answer._replace(trail=tuple(trail))
        trail.append(str(wanted))
        if len(trail) > limits.redirects:
            raise Unreached(f"跳转超过 {limits.redirects} 次", "请改用跳转以后的网址", f"“{first.host}”")
        wanted = joined(wanted, location)


def post(
    url: str,
    *,
    body: bytes,
    policy: Policy = PUBLIC,
    limits: Limits = LIMITS,
    headers: Mapping[str, str] | None = None,
    method: str = "POST",
    network: Network = SYSTEM,
) -> Answer:
    """POST, or PUT, PATCH, DELETE. A redirect is the answer: what is sent, secrets among it, goes to no other place. Raises as :func:`fetch`."""
    if method not in {"POST", "PUT", "PATCH", "DELETE"}:
        raise Forbidden("请求的方法不能用", "请选 POST 或者 PUT", f"“{method[:20]}”")
    return _ask(method, target(url), headers or {}, body, policy, limits, Deadline(limits.seconds), network)


def _ask(
    method: str,
    wanted: Target,
    headers: Mapping[str, str],
    body: bytes,
    policy: Policy,
    limits: Limits,
    deadline: Deadline,
    network: Network,
) -> Answer:
    """One request to one address. The order is what keeps it safe: admit, look up, check all, connect to what was checked."""
    clean = _headers(headers)
    inner = policy.admit(wanted)
    literal = ":" in wanted.host or wanted.host.replace(".", "").isdigit()
    names = [wanted.host] if literal else network.resolve(wanted.host, wanted.port, deadline)
    addresses = [policy.check(wanted, name, inner=inner) for name in names]
    with _closing(opened(network, wanted.host, wanted.port, addresses, deadline)) as sock:
        if wanted.scheme == "https":
            sock = secured(network, sock, wanted.host, policy.authorities, deadline)
        with _closing(sock), _as_unreached(wanted):
            response = _send(Metered(sock, deadline, limits.bytes), method, wanted, clean, body)
            content = b"" if response.status in _REDIRECTS else _content(response, limits)
            return Answer(response.status, str(wanted), {name.lower(): value for name, value in response.getheaders()}, content)


def _send(sock: Metered, method: str, wanted: Target, headers: Mapping[str, str], body: bytes) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(wanted.host, wanted.port)
    connection.auto_open = 0  # it never opens a socket of its own
    connection.sock = sock  # what it uses of a socket, Metered has
    connection.putrequest(method, wanted.path, skip_host=True, skip_accept_encoding=True)
    for name, value in {
        "Host": wanted.authority,
        "User-Agent": _AGENT,
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **headers,
    }.items():
        connection.putheader(name, value)
    if method != "GET":
        connection.putheader("Content-Length", str(len(body)))
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # one that wants no more may have answered already
        connection.endheaders(body or None)
    return connection.getresponse()


def _content(response: http.client.HTTPResponse, limits: Limits) -> bytes:
    """The body, unpacked, never more than allowed: a bomb is cut while it unfolds."""
    coding = response.headers.get("Content-Encoding", "").strip().lower()
    pieces, size = [], 0
    for piece in _unpacked(_raw(response), coding, limits.bytes):
        pieces.append(piece)
        size += len(piece)
        if limits.cut and size >= limits.bytes:
            break
        if size > limits.bytes:
            raise Unreached(f"内容超过 {limits.bytes // 1024} KB", "请核对是不是网页的地址")
    else:
        if response.length:  # fewer bytes than the header promised
            raise Unreached("内容没有传完就断了", "请稍后再试")
    return b"".join(pieces)[: limits.bytes]


def _raw(response: http.client.HTTPResponse) -> Iterator[bytes]:
    while piece := response.read(_CHUNK):
        yield piece


def _unpacked(pieces: Iterator[bytes], coding: str, most: int) -> Iterator[bytes]:
    if coding in ("", "identity"):
        yield from pieces
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise Unreached("用了不认识的压缩方式", "请核对网址")
    machine = zlib.decompressobj(47 if coding != "deflate" else zlib.MAX_WBITS)
    given = seen = 0
    for piece in pieces:
        waiting = piece
        seen += len(piece)
        while waiting and given <= most:
            unfolded = machine.decompress(waiting, _CHUNK)
            given += len(unfolded)
            yield unfolded
            waiting = machine.unconsumed_tail
    if seen and given <= most and not machine.eof:
        raise Unreached("压缩的内容不完整", "请稍后再试")


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers that say nothing but themselves: no line feed, none that the door sets itself."""
    for name, value in headers.items():
        if not _TOKEN.fullmatch(name) or name.lower() in _OURS:
            raise Forbidden("不能作为请求头的名称", "请在渠道设置里改正", f"“{name[:40]}”")
        if not _VALUE.fullmatch(value):
            raise Forbidden("请求头的内容只能是英文字母、数字和符号，不能换行", "请在渠道设置里改正", f"“{name}”的")
    return dict(headers)


@contextlib.contextmanager
def _closing(sock: Any) -> Iterator[Any]:
    try:
        yield sock
    finally:
        with contextlib.suppress(OSError):
            sock.close()


@contextlib.contextmanager
def _as_unreached(wanted: Target) -> Iterator[None]:
    """Whatever a broken or hostile server makes the libraries raise becomes one sentence."""
    try:
        yield
    except TimeoutError as error:
        raise late() from error
    except zlib.error as error:
        raise Unreached("压缩的内容解不开", "请稍后再试", f"“{wanted.host}”") from error
    except (OSError, http.client.HTTPException, ValueError, AssertionError) as error:
        raise Unreached("没有按网页的规矩回答", "请稍后再试", f"“{wanted.host}”") from error
