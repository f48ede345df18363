"""How logging in behaves here: accounts are made by the security administrator, never by signing up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter

if TYPE_CHECKING:
    from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Closed: nobody makes an account for himself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
