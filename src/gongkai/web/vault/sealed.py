"""A personal value in a row: sealed in the database, masked on a page, plain only when asked for.

``SealedText`` is the field. What is read from it is a :class:`Sealed`; assigning a plain string seals it
on saving. Printing one shows the mask, so that no page, log or error tells more by accident.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from django.db import models

from gongkai.web.vault import masks
from gongkai.web.vault.keyring import keyring

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


class Sealed:
    """A sealed value. Empty ones are falsy. ``str()`` is the mask."""

    __slots__ = ("_mask", "_place", "_plain", "_token")

    def __init__(self, place: str, mask: str, *, token: str = "", plain: str | None = None) -> None:
        self._place, self._mask, self._token, self._plain = place, mask, token, plain

    def reveal(self) -> str:
        """The plain text. Whoever shows it to a person records that (``applications.services.reveal``)."""
        if self._plain is None:
            self._plain = keyring().unseal(base64.b64decode(self._token), self._place).decode("utf-8") if self._token else ""
        return self._plain

    @property
    def token(self) -> str:
        """What is stored."""
        if not self._token and self._plain:
            self._token = base64.b64encode(keyring().seal(self._plain.encode("utf-8"), self._place)).decode("ascii")
        return self._token

    @property
    def masked(self) -> str:
        """What anybody at the desk may see."""
        return masks.MASKS[self._mask](self.reveal())

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return "Sealed(…)"

    def __bool__(self) -> bool:
        return bool(self._token or self._plain)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and self.reveal() == other.reveal()

    __hash__ = None  # type: ignore[assignment]  # a secret is no key


class SealedText(models.TextField):  # type: ignore[type-arg]
    """A text field whose column holds ciphertext only. ``mask`` is a key of ``masks.MASKS``."""

    def __init__(self, *args: Any, mask: str = "all", **kwargs: Any) -> None:
        self.mask = mask
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    @property
    def place(self) -> str:
        """What ties a value to this column: moved to another it cannot be unsealed."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def deconstruct(self) -> Any:
        """See Django."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "mask": self.mask}

    def from_db_value(self, value: str | None, expression: object, connection: BaseDatabaseWrapper) -> Sealed:
        """A :class:`Sealed`, not yet unsealed."""
        return Sealed(self.place, self.mask, token=value or "")

    def to_python(self, value: Any) -> Any:
        """Plain text becomes a :class:`Sealed`."""
        return value if isinstance(value, Sealed) else Sealed(self.place, self.mask, plain=value or "")

    def get_prep_value(self, value: Any) -> str:
        """The token."""
        sealed: Sealed = self.to_python(value)
        return sealed.token
