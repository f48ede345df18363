"""The first page of an administrator: that of his own role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from gongkai.web.accounts.access import held_by
from gongkai.web.accounts.permissions import ACTS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

FIRST = (
    ("organs.manage", "accounts:organs"),
    ("accounts.manage", "accounts:people"),
    ("audit.see", "accounts:acts"),
    ("case.see", "accounts:leave"),
)


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Led on; 403 for who has none of these roles."""
    held = {each.role for each in held_by(request)}
    for act, name in FIRST:
        if held & set(ACTS[act]):
            return redirect(name)
    raise PermissionDenied
