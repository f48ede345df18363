"""The page, what is posted to it, and the mended file."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts import throttle
from gongkai.web.accounts.address import client_address, neighbourhood
from gongkai.web.checkup import answers, apart, sealed
from gongkai.web.checkup.forms import Given
from gongkai.web.checkup.turns import Full, Turn
from gongkai.web.checkup.uploads import keep_in_memory
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

LIMIT = throttle.Throttle("checkup.network", 20, 60)  # a whole office may stand behind one address
_MACHINE = "application/json"


@csrf_exempt  # what a browser posts is protected in _for_people, once the form is kept in memory; a program has no cookie to misuse
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponseBase:
    """The form; what was posted is checked and answered by the same page, or with ``Accept: application/json`` as JSON."""
    if request.method != "POST":
        return answers.page(request, Given())
    machine = request.get_preferred_type(["text/html", _MACHINE]) == _MACHINE
    turn = Turn(os.path.join(settings.ENVIRONMENT.data, "checkup"))
    response: HttpResponseBase | None = None
    try:
        turn.enter()
        if wait := throttle.why_not((LIMIT, neighbourhood(client_address(request))), moment=typed(request).moment):
            response = _refused(request, machine, answers.OFTEN, _often(wait), wait)
            return response
        keep_in_memory(request)
        response = _for_machine(request, turn) if machine else _for_people(request, turn)
    except Full:
        response = _refused(request, machine, answers.BUSY, answers.BUSY_WORDS, answers.COME_BACK)
    finally:
        if response is None or not response.streaming:
            turn.end()
    return response


@csrf_protect
def _for_people(request: HttpRequest, turn: Turn) -> HttpResponseBase:
    form = Given(request.POST, request.FILES)
    if not form.is_valid():
        return answers.page(request, form)
    order, given, previous = form.order(page=True)
    if turn.begin():
        return answers.waiting(request, turn, order, given, previous)
    return answers.found(request, apart.examine(order, given, previous, moment=typed(request).moment), order)


def _for_machine(request: HttpRequest, turn: Turn) -> HttpResponseBase:
    form = Given(request.POST, request.FILES)
    if not form.is_valid():
        return answers.problems(answers.UNUSABLE, *((name, str(words)) for name, said in form.errors.items() for words in said))
    order, given, previous = form.order(page=False)
    turn.begin()
    for _ in range(int(answers.LONGEST / answers.LOOK)):
        if not turn.move():
            return answers.document(apart.examine(order, given, previous, moment=typed(request).moment))
        time.sleep(answers.LOOK)
    raise Full


@require_POST
def mended(request: HttpRequest) -> HttpResponseBase:
    """The mended Word file that the page carries (see ``sealed``)."""
    try:
        file = sealed.opened(request.POST.get("mended", ""), typed(request).moment)
    except UnusableInput as problem:
        return answers.refused(request, answers.UNUSABLE, f"{problem.sentence()}。")
    return answers.mended(file)


def _often(wait: int) -> str:
    return f"同一个网络一分钟最多检查 {LIMIT.limit} 份。请过 {wait} 秒再试；要查很多份的，请用命令 gongkai report audit。"


def _refused(request: HttpRequest, machine: bool, status: int, words: str, wait: int) -> HttpResponseBase:
    return answers.problems(status, ("", words), wait=wait) if machine else answers.refused(request, status, words, wait=wait)
