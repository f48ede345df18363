"""Names to addresses, addresses to sockets: the only module of the product that opens a connection outwards.

Everything of one request runs against one :class:`Deadline`: a server that sends one byte a second ends like one that
sends nothing.
"""

from __future__ import annotations

import io
import socket
import ssl
import threading
import time
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from gongkai.lib.network.faults import Forbidden, Unreached

if TYPE_CHECKING:
    from gongkai.lib.network.policy import Address

_MARGIN = 256 * 1024  # bytes beside the content: headers, chunk sizes, what is read ahead
_ADDRESSES = 16
_FRESH = "请稍后再试"


class Deadline:
    """A moment on the monotonic clock that all steps of one request share."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left. Raises :class:`Unreached` when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise late()
        return left


class Network(Protocol):
    """What stands below HTTP. Tests put another in its place and see each connection that is opened."""

    def resolve(self, host: str, port: int, deadline: Deadline) -> list[str]:
        """All addresses of a name, as numbers. Raises :class:`Unreached`."""

    def connect(self, address: Address, port: int, deadline: Deadline) -> Any:
        """A socket to that very address. Raises ``OSError``."""

    def secure(self, sock: Any, host: str, authorities: str, deadline: Deadline) -> Any:
        """The socket inside TLS, the certificate checked for ``host``. Raises ``OSError``."""


class System:
    """The network of this machine: no proxy, no second look-up after an address was checked."""

    def resolve(self, host: str, port: int, deadline: Deadline) -> list[str]:
        """See :class:`Network`. The resolver has no limit of its own, so it is waited for and then left alone."""
        found: list[str] = []
        failed: list[OSError | UnicodeError] = []

        def look_up() -> None:
            try:
                answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
                found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))
            except (OSError, UnicodeError) as error:
                failed.append(error)

        thread = threading.Thread(target=look_up, daemon=True)
        thread.start()
        thread.join(deadline.left())
        deadline.left()
        if failed or not found:
            raise Unreached("查不到这个域名", "请核对网址", f"“{host}”")
        return found[:_ADDRESSES]

    def connect(self, address: Address, port: int, deadline: Deadline) -> socket.socket:
        """See :class:`Network`. Numbers go to the socket, never a name."""
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.settimeout(deadline.left())
            sock.connect((str(address), port) if address.version == 4 else (str(address), port, 0, 0))
        except BaseException:
            sock.close()
            raise
        return sock

    def secure(self, sock: socket.socket, host: str, authorities: str, deadline: Deadline) -> ssl.SSLSocket:
        """See :class:`Network`. The name goes with the greeting (SNI) and must stand in the certificate."""
        context = ssl.create_default_context()
        if authorities:
            context.load_verify_locations(cadata=authorities)
        sock.settimeout(deadline.left())
        return context.wrap_socket(sock, server_hostname=host)


SYSTEM = System()


class Metered(NamedTuple):
    """What ``http.client`` needs of a socket, with the deadline before each wait and a count of all that comes."""

    sock: Any
    deadline: Deadline
    most: int

    def sendall(self, data: bytes) -> None:
        """All of the data, within the time that is left."""
        self.sock.settimeout(self.deadline.left())
        self.sock.sendall(data)

    def makefile(self, mode: str, *_: Any, **__: Any) -> io.BufferedReader:
        """A reader; writing goes through :meth:`sendall`."""
        if mode != "rb":
            raise ValueError("only for reading")
        return io.BufferedReader(_Incoming(self.sock, self.deadline, self.most + _MARGIN))

    def close(self) -> None:
        """Nothing: ``http.client`` closes before the body is read; whoever opened the socket closes it."""


class _Incoming(io.RawIOBase):
    def __init__(self, sock: Any, deadline: Deadline, most: int) -> None:
        self._sock, self._deadline, self._left = sock, deadline, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._deadline.left())
        count: int = self._sock.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise Unreached("发来的内容太多，没有收完", "请核对是不是网页的地址")
        return count


def opened(network: Network, host: str, port: int, addresses: list[Address], deadline: Deadline) -> Any:
    """A socket to the first of the checked addresses that answers. Raises :class:`Unreached`."""
    for address in addresses:
        try:
            return network.connect(address, port, deadline)
        except TimeoutError:
            deadline.left()
        except OSError:
            continue
    raise Unreached("连接不上", _FRESH, f"“{host}”")


def secured(network: Network, sock: Any, host: str, authorities: str, deadline: Deadline) -> Any:
    """The socket inside TLS. Raises :class:`Unreached`, :class:`Forbidden` for a certificate that is not this host's."""
    try:
        return network.secure(sock, host, authorities, deadline)
    except ssl.SSLCertVerificationError as error:
        raise Forbidden("的证书不可信", "请让对方更换证书；内网自签的，请在渠道设置里贴上签发机构的证书", f"“{host}”") from error
    except TimeoutError as error:
        raise late() from error
    except (OSError, ValueError) as error:
        raise Unreached("加密连接建立不了", _FRESH, f"“{host}”") from error


def late() -> Unreached:
    """The time is over."""
    return Unreached("在限定的时间里没有答完", _FRESH)
