"""The keys of an installation: one JSON file outside the database, readable by its owner only.

::

    {"current": "k1", "keys": {"k1": {"cipher": "aes256gcm", "key": "<base64>"}}, "index": "<base64>", "codes": "<base64>"}

A new current key is added to rotate; old ones stay as long as something is sealed with them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from gongkai.lib.errors import UnusableInput
from gongkai.web.vault.cipher import CIPHERS, Unsealable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gongkai.web.vault.cipher import Cipher

_KEY = 32


class Keyring(NamedTuple):
    """Keys by id with their ciphers, the id of the one that seals, and two more secrets."""

    current: str
    keys: Mapping[str, tuple[Cipher, bytes]]
    blinding: bytes
    codes: bytes

    def seal(self, plain: bytes, place: str) -> bytes:
        """Sealed under the current key: ``id`` ``\\0`` sealed bytes."""
        cipher, key = self.keys[self.current]
        return self.current.encode("ascii") + b"\0" + cipher.seal(key, plain, place.encode("utf-8"))

    def unseal(self, sealed: bytes, place: str) -> bytes:
        """The plain bytes. Raises :class:`Unsealable`, also when the key is not on the ring."""
        name, _, rest = sealed.partition(b"\0")
        if name.decode("ascii", "replace") not in self.keys:
            raise Unsealable(f"钥匙文件里没有编号为“{name.decode('ascii', 'replace')}”的密钥")
        cipher, key = self.keys[name.decode("ascii")]
        return cipher.unseal(key, rest, place.encode("utf-8"))

    def blind(self, text: str, place: str) -> str:
        """A blind index: equal texts give equal values, and without the key nothing can be told from them."""
        return hmac.new(self.blinding, f"{place}\n{text}".encode(), hashlib.sha256).hexdigest()[:40]

    def secret(self, text: str) -> bytes:
        """32 bytes that only this installation can derive from ``text``."""
        return hmac.new(self.codes, text.encode(), hashlib.sha256).digest()


def make(path: str) -> bool:
    """Make the key file unless it is there; whether it was made. Two at once make one."""
    new = {
        "current": "k1",
        "keys": {"k1": {"cipher": "aes256gcm", "key": _text(secrets.token_bytes(_KEY))}},
        "index": _text(secrets.token_bytes(_KEY)),
        "codes": _text(secrets.token_bytes(_KEY)),
    }
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="ascii") as file:
        json.dump(new, file)
        file.flush()
        os.fsync(file.fileno())
    return True


def keyring() -> Keyring:
    """The keyring of this installation. Raises :class:`UnusableInput` when the file is missing or unreadable."""
    return _read(settings.ENVIRONMENT.keys)


@cache
def _read(path: str) -> Keyring:
    try:
        with open(path, encoding="ascii") as file:
            raw = json.load(file)
        keys = {name: (CIPHERS[entry["cipher"]], base64.b64decode(entry["key"])) for name, entry in raw["keys"].items()}
        return Keyring(raw["current"], keys, base64.b64decode(raw["index"]), base64.b64decode(raw["codes"]))
    except FileNotFoundError as error:
        raise UnusableInput(
            "没有钥匙文件，个人信息不能加密和解密", "新装请运行 gongkai init，已经在用的请恢复备份里的钥匙文件", f"{path}："
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnusableInput("钥匙文件读不懂", "请恢复备份里的钥匙文件", f"{path}：") from error


def _text(secret: bytes) -> str:
    return base64.b64encode(secret).decode("ascii")
