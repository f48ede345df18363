"""``GET /healthz``: 200 when the database answers, the ledger's triggers are there and the queue can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DatabaseError
from django.http import JsonResponse
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from gongkai.web.events import store

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """What works and what does not; 503 when anything does not. No detail that helps a stranger."""
    found = {"database": False, "ledger": False, "queue": False}
    try:
        found["ledger"] = store.protected()
        found["database"] = True
        DBTaskResult.objects.exists()
        found["queue"] = True
    except DatabaseError:
        pass
    return JsonResponse(found, status=200 if all(found.values()) else 503)
