"""The system administrator's look at what runs by itself: when each job last went well, what is silent, how the queue stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.web.accounts.access import need_organs
from gongkai.web.events import heartbeats
from gongkai.web.events.queue import queue
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_required
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """Every job, the silent ones first."""
    need_organs(request, "organs.manage")
    moment = typed(request).moment
    beats = sorted(heartbeats.beats(moment), key=lambda beat: (not beat.silent, not beat.problem))
    context = {"beats": beats, "silent": [beat for beat in beats if beat.silent], "off": heartbeats.switched_off(), "queue": queue(moment)}
    return render(request, "accounts/jobs.html", context)
