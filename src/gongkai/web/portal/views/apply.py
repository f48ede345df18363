"""The application, one thing a page. What is typed is kept at every step; nothing is handed in before the last."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.forms import formset_factory
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts import throttle
from gongkai.web.accounts.address import client_address, neighbourhood
from gongkai.web.clock import day_of
from gongkai.web.organs import settings
from gongkai.web.portal import answers as held
from gongkai.web.portal import cookies, drafts, finding, organs
from gongkai.web.portal.forms import apply as forms
from gongkai.web.portal.public import front
from gongkai.web.ui.errors import too_many
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest

    from gongkai.web.applications.models import Draft
    from gongkai.web.organs.models import Organ

_OWN = {"items": "portal:apply_items", "joint": "portal:apply_joint", "check": "portal:apply_check"}
Items = formset_factory(forms.Item, extra=0, min_num=1, validate_min=True, max_num=forms.MOST_ITEMS, absolute_max=forms.MOST_ITEMS)


def address(page: str, *, checking: bool = False) -> str:
    """Where a page is; ``checking`` leads back to the check afterwards."""
    url = reverse(_OWN[page]) if page in _OWN else reverse("portal:apply_page", args=[page])
    return f"{url}?back=check" if checking else url


def _with_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """With the draft of this browser; without one, to the beginning; with one that was handed in, to its receipt."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        draft = drafts.find(cookies.draft_token(request))
        if draft is None:
            return redirect("portal:apply")
        if draft.application_id is not None:
            return redirect("portal:receipt")
        try:
            response = view(request, draft, *args, **kwargs)
        except drafts.AlreadySubmitted:
            return redirect("portal:receipt")
        if request.method == "POST":  # the week begins anew with each answer, as it does for the draft itself
            cookies.keep_draft(response, cookies.draft_token(request))
        return response

    return wrapped


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str = "") -> HttpResponse:
    """What is needed and how long it takes; the button begins a draft, or goes on with the one that is there."""
    moment = typed(request).moment
    try:
        organ = organs.one(slug, day_of(moment)) if slug else organs.only(day_of(moment))
    except Http404:
        successor = organs.heir(slug, day_of(moment))
        if successor is None:
            raise
        return redirect("portal:apply", slug=successor.slug, permanent=True)  # 机构改革: an old address leads to who answers now
    draft = drafts.find(cookies.draft_token(request))
    if request.method != "POST":
        going = draft is not None and draft.application_id is None
        done = draft is not None and draft.application_id is not None
        return render(request, "portal/apply/start.html", {"organ": organ, "going": going, "done": done, "meta": front.apply_tags(organ)})
    if draft is not None and draft.application_id is None and request.POST.get("step") == "go_on":
        return redirect(address(held.missing(drafts.answers_of(draft))))
    if wait := throttle.why_not((throttle.SUBMIT_NETWORK, _network(request)), moment=moment):
        return too_many(request, wait)
    if draft is not None:
        drafts.discard(draft=draft, moment=moment)
    token = cookies.new_token()
    drafts.start(token=token, organ=organ.slug if organ else "", moment=moment)
    response = redirect(address("what"))
    cookies.keep_draft(response, token)
    return response


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Throw away what this browser keeps; an application that was handed in stays."""
    draft = drafts.find(cookies.draft_token(request))
    if draft is not None:
        drafts.discard(draft=draft, moment=typed(request).moment)
    response = redirect("portal:home")
    cookies.forget(response)
    return response


@require_POST
def found(request: HttpRequest) -> HttpResponse:
    """What is public already, while somebody types: a fragment. Kept nowhere, and in no address."""
    return render(request, "portal/parts/found.html", _hits(request, request.POST.get("what", "")))


@_with_draft
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, draft: Draft, key: str) -> HttpResponse:
    """A page with a form of its own."""
    kept = drafts.answers_of(draft)
    if key not in forms.PAGES or key in _OWN or key not in (*held.pages(kept), "organ"):
        raise Http404
    form = _form(request, key, kept)
    if request.method != "POST":
        return _show(request, draft, key, form)
    if name := request.POST.get("remove", ""):
        return _remove(request, draft, key, name, kept)
    if request.POST.get("step") == "search":
        return _show(request, draft, key, form, **_hits(request, request.POST.get("what", "")))
    if not form.is_valid():
        return _show(request, draft, key, form)
    try:
        answer = form.kept() or None
        if form.uploads:
            answer = {**form.kept(), **_take(request, draft, form, kept.get(key))}
    except UnusableInput as problem:
        form.add_error(None, problem.sentence())
        return _show(request, draft, key, form)
    except _Slow as slow:
        return too_many(request, slow.wait)
    return _onward(request, key, drafts.answer(draft=draft, moment=typed(request).moment, **{key: answer}))


@_with_draft
@require_http_methods(["GET", "HEAD", "POST"])
def items(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What exactly: one or more things, added and removed without script."""
    kept = drafts.answers_of(draft)
    if request.method != "POST":
        return _show_items(request, Items(initial=kept.get("items") or [{"content": kept.get("what", "")}]))
    step = request.POST.get("step", "")
    if step == "add" or step.startswith("remove-"):
        return _show_items(request, Items(initial=_changed(request, step)))
    formset = Items(request.POST)
    if not formset.is_valid():
        return _show_items(request, formset)
    return _onward(
        request, "items", drafts.answer(draft=draft, moment=typed(request).moment, items=[each.cleaned_data for each in formset.forms])
    )


@_with_draft
@require_http_methods(["GET", "HEAD", "POST"])
def joint(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The other applicants of a joint application, one after another."""
    kept = drafts.answers_of(draft)
    if "joint" not in held.pages(kept):
        raise Http404
    people: list[dict[str, Any]] = kept.get("joint", [])
    moment, step, papers = typed(request).moment, request.POST.get("step", ""), _papers(request, kept, "joint")
    if request.method != "POST":
        return _show(request, draft, "joint", forms.Joint(**papers), people=people)
    if step.startswith("remove-") and step[7:].isdecimal() and int(step[7:]) < len(people):
        gone = people.pop(int(step[7:]))
        if gone.get("proof"):
            drafts.detach(draft=draft, file=gone["proof"], moment=moment)
        drafts.answer(draft=draft, moment=moment, joint=people)
        return redirect(f"{request.path}{_query(request)}")
    if step == "done" and people and not any(request.POST.get(name, "").strip() for name in ("name", "identity")):
        return _onward(request, "joint", kept)
    form = forms.Joint(request.POST, request.FILES, **papers)
    if len(people) >= forms.MOST_JOINT:
        form.add_error(None, f"最多 {forms.MOST_JOINT} 个共同申请人，更多的请推选代表人提出。")
    if not form.is_valid():
        return _show(request, draft, "joint", form, people=people)
    try:
        person = {**form.kept(), **_take(request, draft, form, None)}
    except UnusableInput as problem:
        form.add_error(None, problem.sentence())
        return _show(request, draft, "joint", form, people=people)
    except _Slow as slow:
        return too_many(request, slow.wait)
    kept = drafts.answer(draft=draft, moment=moment, joint=[*people, person])
    return _onward(request, "joint", kept) if step == "done" else redirect(f"{request.path}{_query(request)}")


@_with_draft
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, draft: Draft) -> HttpResponse:
    """All answers with links to change them; the button hands the form in, once."""
    kept, moment = drafts.answers_of(draft), typed(request).moment
    first = held.missing(kept)
    if first != "check":
        return redirect(address(first))
    organ = organs.one(kept["organ"], day_of(moment))
    if settings.of(organ, "identity_scan") and (without := held.unproved(kept)):
        return redirect(address(without, checking=True))
    if request.method == "POST":
        if wait := throttle.why_not((throttle.SUBMIT_NETWORK, _network(request)), moment=moment):
            return too_many(request, wait)
        drafts.submit(draft=draft, organ=organ, moment=moment)
        return redirect("portal:receipt")
    rows = [(label, value, address(key, checking=True)) for label, value, key in held.rows(kept, organ.name, drafts.files_of(draft))]
    back = address(held.before("check", kept))
    return render(request, "portal/apply/check.html", {"organ": organ, "rows": rows, "back": back})


class _Slow(Exception):
    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


def _form(request: HttpRequest, key: str, kept: dict[str, Any]) -> forms.Page:
    made = forms.PAGES[key]
    more: dict[str, Any] = {}
    if key == "organ":
        more = {"organs": organs.listed(day_of(typed(request).moment))}
    if key == "person":
        more = {"column": kept.get("kind", "person")}
    if key in ("person", "agent"):
        more |= _papers(request, kept, key)
    if key == "way":
        more = {"contact": kept.get("contact")}
    if request.method == "POST":
        return made(request.POST, request.FILES, **more)
    answer = kept.get(key)
    return made(initial=made.shown(answer) if answer else None, **more)


def _papers(request: HttpRequest, kept: dict[str, Any], key: str) -> dict[str, Any]:
    """Whether the organ wants scans, and which of the page are there."""
    organ = _organ(request, kept)
    here = kept.get(key)
    held_here = here if isinstance(here, dict) else {}
    have = [name for name in forms.PAGES[key].uploads if held_here.get(name)]
    return {"required": organ is not None and settings.of(organ, "identity_scan"), "have": have}


def _show(request: HttpRequest, draft: Draft, key: str, form: forms.Page, **more: Any) -> HttpResponse:
    kept = drafts.answers_of(draft)
    here = kept.get(key) if isinstance(kept.get(key), dict) else {}
    files = drafts.files_of(draft)
    papers = [(name, label, files[here[name]]) for name, label in form.uploads.items() if here and here.get(name) in files]
    context = {**_frame(request, key, kept), "form": form, "papers": papers, "draft_files": files, "upload": bool(form.uploads), **more}
    template = f"portal/apply/{key}.html" if key in ("what", "joint") else "portal/apply/page.html"
    return render(request, template, context)


def _show_items(request: HttpRequest, formset: Any) -> HttpResponse:
    draft = drafts.find(cookies.draft_token(request))
    kept = drafts.answers_of(draft) if draft else {}
    return render(request, "portal/apply/items.html", {**_frame(request, "items", kept), "formset": formset, "most": forms.MOST_ITEMS})


def _frame(request: HttpRequest, key: str, kept: dict[str, Any]) -> dict[str, Any]:
    """What every page has: its place, the way back, the organ."""
    checking = _checking(request)
    previous = "check" if checking else held.before(key, kept)
    return {
        "organ": _organ(request, kept), "title": held.TITLES[key], "number": held.place(key, kept) + 1, "of": len(held.pages(kept)), "checking": checking,
        "back": address(previous) if previous else reverse("portal:apply"),
    }  # fmt: skip


def _organ(request: HttpRequest, kept: dict[str, Any]) -> Organ | None:
    slug = kept.get("organ")
    return organs.one(slug, day_of(typed(request).moment)) if slug else None


def _hits(request: HttpRequest, text: str) -> dict[str, Any]:
    return {"asked": text.strip(), "hits": finding.found(text, organ=None, on=day_of(typed(request).moment))}


def _changed(request: HttpRequest, step: str) -> list[dict[str, str]]:
    """The items as they were typed, with one more or one less; nothing is judged yet."""
    number = request.POST.get("form-TOTAL_FORMS", "1")
    count = min(int(number) if number.isdecimal() else 1, forms.MOST_ITEMS)
    rows = [{name: request.POST.get(f"form-{at}-{name}", "") for name in ("content", "index_number")} for at in range(count)]
    if step == "add":
        return [*rows, {"content": "", "index_number": ""}][: forms.MOST_ITEMS]
    gone = step.removeprefix("remove-")
    return [row for at, row in enumerate(rows) if str(at) != gone] or [{"content": "", "index_number": ""}]


def _take(request: HttpRequest, draft: Draft, form: forms.Page, before: Any) -> dict[str, str]:
    """Keep the files of the page; one that was given again takes the place of the old one."""
    moment: datetime = typed(request).moment
    held_before = before if isinstance(before, dict) else {}
    taken: dict[str, str] = {}
    for name, purpose in form.uploads.items():
        upload, old = form.cleaned_data.get(name), held_before.get(name, "")
        if upload is None:
            taken |= {name: old} if old else {}
            continue
        if wait := throttle.why_not((throttle.UPLOAD_NETWORK, _network(request)), moment=moment):
            raise _Slow(wait)
        file = drafts.attach(draft=draft, purpose=purpose, name=upload.name, data=upload.read(), moment=moment)
        if old:
            drafts.detach(draft=draft, file=old, moment=moment)
        taken[name] = str(file.pk)
    return taken


def _remove(request: HttpRequest, draft: Draft, key: str, name: str, kept: dict[str, Any]) -> HttpResponse:
    here = dict(kept.get(key) or {})
    if name in forms.PAGES[key].uploads and here.get(name):
        moment = typed(request).moment
        drafts.detach(draft=draft, file=here.pop(name), moment=moment)
        drafts.answer(draft=draft, moment=moment, **{key: here})
    return redirect(f"{request.path}{_query(request)}")


def _onward(request: HttpRequest, key: str, kept: dict[str, Any]) -> HttpResponse:
    if not _checking(request):
        return redirect(address(held.after(key, kept)))
    first = held.missing(kept)
    return redirect(address(first, checking=first != "check"))


def _checking(request: HttpRequest) -> bool:
    return request.GET.get("back") == "check"


def _query(request: HttpRequest) -> str:
    return "?back=check" if _checking(request) else ""


def _network(request: HttpRequest) -> str:
    return neighbourhood(client_address(request))
