"""政策解读: which policies have one, which are due, how many, how and by whom; linking and taking back a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.law.deadlines import written
from gongkai.ledger.vocabulary.codes import Explanation
from gongkai.web.desk.access import need, reach_of, today
from gongkai.web.desk.forms.outlets.interpretations import Linking
from gongkai.web.desk.sheets import TYPES, download
from gongkai.web.desk.told import told
from gongkai.web.desk.views.items.reach import item_of, who
from gongkai.web.desk.views.outlets.choosing import Chosen, organ_asked, year_asked, years_offered
from gongkai.web.publication.models import Interpretation
from gongkai.web.publication.selectors import explaining as selectors
from gongkai.web.publication.selectors import figures
from gongkai.web.publication.services import explaining

if TYPE_CHECKING:
    import uuid
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from gongkai.web.desk.sheets import Cell
    from gongkai.web.publication.models import Item
    from gongkai.web.publication.selectors.explaining import Line

PAGE = 50
MOST = 20_000
HEADER = ("文件标题", "发文字号", "公开日期", "解读期限", "解读", "解读形式", "解读人", "主要负责人解读", "情况")


@login_required
@require_safe
def interpretations(request: HttpRequest) -> HttpResponse:
    """The policies of a year, what is owed first; coverage, share that is no text, share by leaders."""
    chosen, year = organ_asked(request, "item.see"), year_asked(request)
    lacking = request.GET.get("list") == "lacking"
    policies = selectors.policies_of(chosen.organ, year)
    page = Paginator(policies.filter(explained=0) if lacking else policies, PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/outlets/interpretations.html", {
        "chosen": chosen, "year": year, "years": years_offered(request, figures.years(chosen.organ)), "page": page, "lacking": lacking,
        "lines": [(line, said(line)) for line in selectors.lines(chosen.organ, list(page.object_list), today(request))], "figures": selectors.figures(chosen.organ, year),
        "drafts": reach_of(request).may("item.draft", chosen.organ),
    })  # fmt: skip


@login_required
@require_safe
def interpretations_export(request: HttpRequest, kind: str) -> HttpResponse:
    """The same as CSV or Excel: a row an interpretation, and one for each policy without."""
    if kind not in TYPES:
        raise Http404
    chosen, year = organ_asked(request, "item.see"), year_asked(request)
    return download(kind, f"{chosen.organ.name}{year}年政策解读", HEADER, _cells(request, chosen, year))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def interpretation_link(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Link an interpretation to the policy ``pk``."""
    policy = item_of(request, pk, "item.draft")
    form = Linking(request.POST if request.method == "POST" else None, items=list(selectors.candidates(policy.organ, policy)[:200]))
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        with told(request, "已关联。两边都公开以后计入解读。"):
            explaining.link(
                policy=policy, item=form.chosen, form=Explanation.of(clean["form"]), interpreter=clean["interpreter"], by_leader=clean["by_leader"], **who(request),
            )  # fmt: skip
        return redirect("desk:interpretation_link", pk=policy.pk)
    linked = Interpretation.objects.filter(policy=policy).select_related("item")
    context = {"policy": policy, "form": form, "linked": linked}
    return render(request, "desk/outlets/link.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def interpretation_unlink(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a link that was a mistake; ``pk`` is that of the link."""
    found = get_object_or_404(Interpretation.objects.select_related("policy__organ"), pk=pk)
    need(request, "item.draft", found.policy.organ)
    with told(request, "已取消关联。"):
        explaining.unlink(interpretation=found)
    return redirect("desk:interpretation_link", pk=found.policy_id)


def said(line: Line) -> str:
    """How a policy stands: explained, or how long there still is."""
    if line.policy.explained:
        return "已解读"
    if line.left is None or line.due is None:
        return "没有解读"
    if line.left < 0:
        return f"没有解读，已超期 {-line.left} 个工作日（应当在{written(line.due)}前）"
    return f"没有解读，剩 {line.left} 个工作日（{written(line.due)}前）" if line.left else "没有解读，今天到期"


def _cells(request: HttpRequest, chosen: Chosen, year: int) -> Iterator[tuple[Cell, ...]]:
    policies = list(selectors.policies_of(chosen.organ, year)[:MOST])
    for line in selectors.lines(chosen.organ, policies, today(request)):
        head = (line.policy.title, line.policy.number, line.policy.first_published_on, line.due)
        for each in line.interpretations:
            yield (*head, *_of(each), said(line))
        if not line.interpretations:
            yield (*head, "", "", "", "", said(line))


def _of(each: Interpretation) -> tuple[Cell, ...]:
    item: Item = each.item
    return (item.title, each.get_form_display(), each.interpreter, "是" if each.by_leader else "否")
