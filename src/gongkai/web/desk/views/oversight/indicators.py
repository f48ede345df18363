"""指标体系: the sets of a district, ready-made ones, one set as a tree, its lines written in the browser; what the automatic indicators look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.lib.errors import UnusableInput
from gongkai.web.accounts.services.refusals import Refusal
from gongkai.web.desk.access import need, need_anywhere, reach_of, user_of
from gongkai.web.desk.forms.oversight.indicators import Describing, Measuring, Naming
from gongkai.web.desk.views.oversight.rounds import MANAGES, owner_of
from gongkai.web.oversight.indicators import kept as reading
from gongkai.web.oversight.indicators import sets as law
from gongkai.web.oversight.indicators.registry import TOPICS
from gongkai.web.oversight.models import IndicatorNode, IndicatorSet
from gongkai.web.oversight.selectors.rounds import sets_of
from gongkai.web.oversight.services import indicator_sets as services
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    import uuid

    from django.forms import Form
    from django.http import HttpRequest

_BIGGEST = 200_000  # bytes of a file that is brought in
_NEXT_VERSION = "这一版已经用于考核，改动存在第{}版里。"


@login_required
@require_safe
def indicator_sets(request: HttpRequest) -> HttpResponse:
    """The sets of the district, and those that come with the program."""
    need_anywhere(request, MANAGES)
    context = {"sets": sets_of(reach_of(request).organs(MANAGES)), "ready": law.ready().items(), "topics": TOPICS}
    return render(request, "desk/oversight/indicator_sets.html", context)


@login_required
@require_safe
def indicator_help(request: HttpRequest) -> HttpResponse:
    """What each automatic indicator looks at, how it counts, on which ground. For everybody who is assessed as well."""
    return render(request, "desk/oversight/indicator_help.html", {"topics": TOPICS, "methods": law.METHODS})


@login_required
@require_POST
def indicator_set_take(request: HttpRequest) -> HttpResponse:
    """A set of one's own, of a ready-made one or of a file."""
    need_anywhere(request, MANAGES)
    owner, file = owner_of(request), request.FILES.get("file")
    try:
        found = law.read(_text(file.read(_BIGGEST + 1))) if file is not None else law.ready()[request.POST.get("key", "")]
    except KeyError:
        messages.error(request, "请选一套，或者选一个文件。")
    except UnusableInput as unusable:
        messages.error(request, f"{unusable.sentence()}。")
    else:
        made = services.bring_in(owner=owner, found=found, by=user_of(request), moment=typed(request).moment)
        messages.success(request, "已存为自己的一套，可以改。")
        return redirect("desk:indicator_set", pk=made.pk)
    return redirect("desk:indicator_sets")


@login_required
@require_safe
def indicator_set(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The tree with points, and what is still wrong with it."""
    found = _set(request, pk)
    nodes = reading.lines_of(found)
    context = {
        "set": found,
        "lines": nodes,
        "problems": law.problems(reading.set_of(found)),
        "used": services.is_used(found),
        "classes": law.CLASSES.values(),
    }
    return render(request, "desk/oversight/indicator_set.html", context)


@login_required
@require_safe
def indicator_set_file(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The set as the file that can be brought in again."""
    found = _set(request, pk)
    response = HttpResponse(law.written(reading.set_of(found)), content_type="application/toml; charset=utf-8")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name)}.toml"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_set_describe(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Name, words, grades."""
    found = _set(request, pk)
    shown = {"name": found.name, "about": found.about, "grades": Describing.written(found.grades)}
    form = Describing(request.POST if request.method == "POST" else None, initial=shown)
    if form.is_bound and form.is_valid():
        made = _saved(request, form, found, lambda who: services.describe(kept=found, **form.cleaned_data, **who))
        if made is not None:
            return redirect("desk:indicator_set", pk=made.pk)
    return _form_page(request, found, form, "名称和等次")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_node_new(request: HttpRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """A further branch or indicator; ``?under=`` is the branch that holds it."""
    found = _set(request, pk)
    if kind not in ("branch", "leaf"):
        raise Http404
    under = request.GET.get("under", "")
    parent = get_object_or_404(IndicatorNode, set=found, pk=int(under), method="") if under.isascii() and under.isdigit() else None
    return _write(request, found, None, parent, branch=kind == "branch")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_node(request: HttpRequest, pk: uuid.UUID, node: int) -> HttpResponse:
    """A branch or an indicator is said otherwise."""
    found = _set(request, pk)
    row = get_object_or_404(IndicatorNode, set=found, pk=node)
    return _write(request, found, row, None, branch=not row.method)


@login_required
@require_POST
def indicator_node_remove(request: HttpRequest, pk: uuid.UUID, node: int) -> HttpResponse:
    """A line goes, with all below it."""
    found = _set(request, pk)
    row = get_object_or_404(IndicatorNode, set=found, pk=node)
    made = services.remove(kept=found, node=row.pk, by=user_of(request), moment=typed(request).moment)
    messages.success(request, f"已删去“{row.name}”。{_version(found, made)}")
    return redirect("desk:indicator_set", pk=made.pk)


def _write(
    request: HttpRequest, found: IndicatorSet, row: IndicatorNode | None, parent: IndicatorNode | None, *, branch: bool
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    place: dict[str, Any] = {"parent": parent.pk if parent else None, "node": row.pk if row else None}
    form: Naming | Measuring
    if branch:
        form = Naming(data, initial={"name": row.name} if row else {})
    else:
        form = Measuring(data, initial=Measuring.shown(reading.leaf_of(row)) if row else {})
    if form.is_bound and form.is_valid():
        said: dict[str, Any] = {"leaf": form.leaf} if isinstance(form, Measuring) else {"name": form.cleaned_data["name"]}
        save: Any = services.save_leaf if isinstance(form, Measuring) else services.save_branch
        made = _saved(request, form, found, lambda who: save(kept=found, **place, **said, **who))
        if made is not None:
            return redirect("desk:indicator_set", pk=made.pk)
    what = "分支" if branch else "指标"
    return _form_page(request, found, form, f"改{what}：{row.name}" if row else f"加{what}{f'：{parent.name}' if parent else ''}", row)


def _saved(request: HttpRequest, form: Form, found: IndicatorSet, save: Any) -> IndicatorSet | None:
    try:
        made: IndicatorSet = save({"by": user_of(request), "moment": typed(request).moment})
    except Refusal as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return None
    messages.success(request, f"已保存。{_version(found, made)}")
    return made


def _version(before: IndicatorSet, now: IndicatorSet) -> str:
    return _NEXT_VERSION.format(now.version) if before.pk != now.pk else ""


def _form_page(request: HttpRequest, found: IndicatorSet, form: Form, title: str, row: IndicatorNode | None = None) -> HttpResponse:
    context = {"set": found, "form": form, "title": title, "row": row, "used": services.is_used(found)}
    return render(request, "desk/oversight/indicator_form.html", context, status=422 if form.errors else 200)


def _set(request: HttpRequest, pk: uuid.UUID) -> IndicatorSet:
    found = get_object_or_404(IndicatorSet.objects.select_related("owner").prefetch_related("nodes"), pk=pk)
    need(request, MANAGES, found.owner)
    return found


def _text(data: bytes) -> str:
    if len(data) > _BIGGEST:
        raise UnusableInput("文件太大", "请用本系统导出的文件改")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableInput("不是指标体系的文件", "请用本系统导出的文件改") from error
