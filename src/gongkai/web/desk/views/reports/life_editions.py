"""The published editions: files, digests, place in the ledger, what each changed, and whether all of it is still as it was sealed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.lib.richtext import compare, from_text
from gongkai.web.accounts.selectors import names_of
from gongkai.web.desk.views.files import answer
from gongkai.web.desk.views.items.dossier import clean
from gongkai.web.desk.views.reports.reach import report_of
from gongkai.web.reporting.models import EditionFile
from gongkai.web.reporting.selectors.changes import changes
from gongkai.web.reporting.selectors.history import report_from
from gongkai.web.reporting.selectors.present import code_of
from gongkai.web.reporting.selectors.sealed import all_right, check
from gongkai.web.reporting.services.acting import state_of
from gongkai.web.vault import files
from gongkai.web.vault.cipher import Unsealable

if TYPE_CHECKING:
    import uuid

    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString

    from gongkai.web.reporting.models import AnnualReport, Edition
    from gongkai.web.reporting.selectors.changes import Changes
    from gongkai.web.reporting.selectors.sealed import Checked


class Shown(NamedTuple):
    """An edition on the page. ``changed`` against the one before, None of the first; ``parts`` the prose with what came and went; ``checked`` where it was asked."""

    edition: Edition
    who: str
    code: str
    files: list[EditionFile]
    changed: Changes | None
    parts: list[tuple[str, SafeString]]
    checked: list[Checked]

    @property
    def right(self) -> bool:
        """Whether all that was counted again is as sealed."""
        return all_right(self.checked)


@login_required
@require_safe
def report_editions(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The newest first; ``?check=n`` counts everything about the n-th again."""
    found = report_of(request, pk)
    asked = request.GET.get("check", "")
    context = {"annual": found, "editions": _editions(found, int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0)}
    return render(request, "desk/reports/life_editions.html", context)


@login_required
@require_safe
def report_edition_file(request: HttpRequest, pk: uuid.UUID, number: int, suffix: str) -> HttpResponse:
    """A sealed file, to keep."""
    found = report_of(request, pk)
    held = get_object_or_404(
        EditionFile.objects.select_related("file"), edition__report=found, edition__number=number, suffix=f".{suffix.removeprefix('.')}"
    )
    try:
        data = files.read(held.file)
    except (UnusableInput, Unsealable) as error:  # the page says what is wrong with it when it is checked
        raise Http404(str(error)) from error
    return answer(held.file, data, show=False)


def _editions(found: AnnualReport, asked: int) -> list[Shown]:
    held = list(found.editions.prefetch_related("files__file").order_by("number"))
    people = names_of(each.created_by for each in held)
    reports = [report_from(each.document) for each in held]
    changed: list[Changes | None] = [None, *(changes(old, new) for old, new in pairwise(reports))]
    shown = [
        Shown(
            each, people.get(each.created_by, ""), code_of(each.content), list(each.files.all()), what, _compared(what) if what else [],
            check(each, state_of(found)) if each.number == asked else [],
        )
        for each, what in zip(held, changed, strict=False)
    ]  # fmt: skip
    return shown[::-1]


def _compared(what: Changes) -> list[tuple[str, SafeString]]:
    """The parts of the prose that changed, with what came and what went."""
    return [(part.heading, clean(compare(from_text(part.before), from_text(part.after)))) for part in what.parts]
