"""Settings of 主动公开: which columns the organ has, which words it watches, how readers reach its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.ledger.reasons import NotAllowed
from gongkai.web.accounts.services.recording import record
from gongkai.web.channels.selectors import accounts_of
from gongkai.web.desk.access import user_of
from gongkai.web.desk.forms.outlets.site import SITE_FORM_FIELDS, ColumnsForm, MountForm, WordsForm, words_text
from gongkai.web.desk.told import sentences
from gongkai.web.desk.views.outlets.choosing import organ_asked, organ_named
from gongkai.web.organs import services as organs
from gongkai.web.organs import settings
from gongkai.web.publication.models import SensitiveWord
from gongkai.web.publication.selectors.columns import all_columns
from gongkai.web.publication.selectors.sites import has_own_column, missing_in_guide, site_of, why_not_alone
from gongkai.web.publication.services import columns as services
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.organs.models import Organ

CHANGE = "site.change"
_CHOICES = ("complaint_days", "reassess_months", "document_years")


@login_required
@require_safe
def site(request: HttpRequest) -> HttpResponse:
    """Where everything stands, each with the page that changes it."""
    chosen = organ_asked(request, "site.manage")
    organ = chosen.organ
    columns = all_columns(organ)
    return render(request, "desk/outlets/site.html", {
        "chosen": chosen, "organ": organ, "site": site_of(organ), "own": has_own_column(organ), "shown": sum(each.shown for each in columns), "columns": len(columns),
        "missing": missing_in_guide(organ), "accounts": list(accounts_of(organ, inactive=True)), "words": SensitiveWord.objects.filter(organ=organ).count(),
        "choices": [(settings.SETTINGS[key], settings.of(organ, key)) for key in _CHOICES],
    })  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def site_columns(request: HttpRequest, organ: str) -> HttpResponse:
    """Which columns the organ has, by its list of powers and not by its level alone."""
    found = organ_named(request, organ, "site.manage")
    form = ColumnsForm(request.POST if request.method == "POST" else None, columns=all_columns(found))
    if request.method == "POST" and form.is_valid():
        services.choose(organ=found, choices=form.choices)
        _recorded(request, found, {"columns": {key: choice.shown for key, choice in form.choices.items()}})
        messages.success(request, "栏目已保存。")
        return redirect("desk:site_columns", organ=found.slug)
    return render(
        request, "desk/outlets/columns.html", {"organ": found, "form": form, "rows": form.rows()}, status=422 if form.errors else 200
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def site_words(request: HttpRequest, organ: str) -> HttpResponse:
    """The words that the office watches in all it publishes; a pasted list replaces the old one."""
    found = organ_named(request, organ, "site.manage")
    kept = SensitiveWord.objects.filter(organ=found)
    form = WordsForm(request.POST if request.method == "POST" else None, initial={"words": words_text(list(kept))})
    if request.method == "POST" and form.is_valid():
        count = services.watch(organ=found, words=form.cleaned_data["words"])
        _recorded(request, found, {"words": count})
        messages.success(request, f"已保存 {count} 个词，下一次检查起生效。")
        return redirect("desk:site_words", organ=found.slug)
    above = [part for part in found.path.split("/") if part and part != found.slug]
    inherited = SensitiveWord.objects.filter(organ__slug__in=above).select_related("organ")[:200]
    return render(
        request, "desk/outlets/words.html", {"organ": found, "form": form, "inherited": inherited}, status=422 if form.errors else 200
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def site_mount(request: HttpRequest, organ: str) -> HttpResponse:
    """As a column of the district's site, as files, or alone with an approval (国办公开办函〔2019〕61号)."""
    found = organ_named(request, organ, "site.manage")
    here = site_of(found)
    form = MountForm(request.POST if request.method == "POST" else None, initial=MountForm.initial_of(here, found))
    if request.method == "POST" and form.is_valid() and _mounted(request, found, form):
        messages.success(request, "已保存，公开栏目随即改变。")
        return redirect("desk:site_mount", organ=found.slug)
    return render(request, "desk/outlets/mount.html", {
        "organ": found, "form": form, "site": here, "alone": why_not_alone(found, here.approval),
    }, status=422 if form.errors else 200)  # fmt: skip


def _mounted(request: HttpRequest, found: Organ, form: MountForm) -> bool:
    """Whether it was saved; what speaks against it stands in the form then."""
    clean = form.cleaned_data
    try:
        with transaction.atomic():
            services.mount(organ=found, changes={name: clean[name] for name in SITE_FORM_FIELDS})
            organs.edit(organ=found, changes={"site_code": clean["site_code"]})
            _recorded(request, found, {"mount": clean["mount"], "address": clean["address"], "approval": clean["approval"]})
    except NotAllowed as error:
        for sentence in sentences(error):
            form.add_error("mount", sentence)
        return False
    except ValidationError as error:
        for words in error.messages:
            form.add_error(None, words)
        return False
    return True


def _recorded(request: HttpRequest, found: Organ, detail: Mapping[str, object]) -> None:
    record(what=CHANGE, about=found.name, by=user_of(request), moment=typed(request).moment, detail=detail)
