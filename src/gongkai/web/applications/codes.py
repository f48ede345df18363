"""The 查询码 of an application: twelve characters that only this installation can derive, so that none is stored."""

from __future__ import annotations

import hmac
import uuid

from gongkai.web.vault.keyring import keyring

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_LENGTH = 12  # 60 bits
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def code_of(application: uuid.UUID) -> str:
    """The code as it is printed: 7K3M-Q0XT-9ZDA."""
    number = int.from_bytes(keyring().secret(f"code:{application}")[:8], "big")
    plain = "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(_LENGTH))
    return "-".join(plain[at : at + 4] for at in range(0, _LENGTH, 4))


def matches(application: uuid.UUID | None, given: str) -> bool:
    """Whether ``given`` is the code of that application, however it was typed. None (no such number) takes as long and is never right."""
    typed = "".join(character for character in given.upper().translate(_READ_AS) if character in _ALPHABET)
    right = code_of(application or uuid.UUID(int=0)).replace("-", "")
    return hmac.compare_digest(typed, right) and application is not None
