"""Ciphers for personal data, behind one interface, so that SM4 can stand where AES stands (商用密码)."""

from __future__ import annotations

import os
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class Unsealable(ValueError):
    """What is stored was not sealed with this key for this place, or was changed since."""


class Cipher(Protocol):
    """Authenticated encryption. ``name`` stands in what is stored; ``place`` ties a value to its field."""

    name: str
    key_bytes: int

    def seal(self, key: bytes, plain: bytes, place: bytes) -> bytes:
        """Sealed bytes; never twice the same."""

    def unseal(self, key: bytes, sealed: bytes, place: bytes) -> bytes:
        """The plain bytes. Raises :class:`Unsealable`."""


class Aes256Gcm:
    """AES-256-GCM with a random nonce of 96 bits in front."""

    name = "aes256gcm"
    key_bytes = 32

    def seal(self, key: bytes, plain: bytes, place: bytes) -> bytes:
        """See :class:`Cipher`."""
        nonce = os.urandom(_NONCE)
        return nonce + AESGCM(key).encrypt(nonce, plain, place)

    def unseal(self, key: bytes, sealed: bytes, place: bytes) -> bytes:
        """See :class:`Cipher`."""
        try:
            return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place)
        except (InvalidTag, ValueError) as error:
            raise Unsealable("密文与密钥不符，或者写下以后改过") from error


CIPHERS: dict[str, Cipher] = {cipher.name: cipher for cipher in (Aes256Gcm(),)}
"""By name. To add SM4: a class here with its name, and the name in the key file of the installation."""
