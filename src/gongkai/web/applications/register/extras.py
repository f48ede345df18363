"""Columns of a register that we do not know: kept with the case, sealed as a whole, because nobody knows whom they name."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from gongkai.web.vault.keyring import keyring

if TYPE_CHECKING:
    from gongkai.web.applications.models import Application

_PLACE = "applications.application.extra"
_SEALED = "sealed"


def sealed(extra: dict[str, str]) -> dict[str, str]:
    """What is stored; nothing for nothing."""
    if not extra:
        return {}
    plain = json.dumps(extra, ensure_ascii=False).encode("utf-8")
    return {_SEALED: base64.b64encode(keyring().seal(plain, _PLACE)).decode("ascii")}


def opened(application: Application) -> dict[str, str]:
    """The columns by their labels; nothing once retention erased them."""
    token = application.extra.get(_SEALED)
    if not token:
        return {}
    found: dict[str, str] = json.loads(keyring().unseal(base64.b64decode(token), _PLACE))
    return found
