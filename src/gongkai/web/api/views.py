"""Open data, read only. Answers hold nothing of any person and may be kept by any cache for five minutes and read from any site."""

from __future__ import annotations

import json
from datetime import date  # noqa: TC003 - parameters are read at run time
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse  # noqa: TC002 - the first parameter of a view, read at run time
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.params.functions import Query
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from gongkai.law import fees
from gongkai.law.calendar import Calendar
from gongkai.law.citation import printed
from gongkai.law.deadlines import Refused, explain
from gongkai.law.parameters import NoValueInForce
from gongkai.lib.errors import UnusableInput
from gongkai.web.api.answers import Deadline, FeeOut, Items, Organs, Problem
from gongkai.web.api.clock import event_of, shown
from gongkai.web.clock import day_of
from gongkai.web.organs.selectors import receiving
from gongkai.web.search.selectors import find
from gongkai.web.ui.http import typed

if TYPE_CHECKING:
    from gongkai.law.fees import Fee
    from gongkai.web.organs.models import Organ

MOST_EVENTS, MOST_COUNT, LONGEST_QUESTION, MOST_ITEMS = 100, 1_000_000, 100, 50
_CONTACT = ("office", "address", "postcode", "phone", "fax", "email", "hours")
_WORDS = {
    "missing": "没有写",
    "date_from_datetime_parsing": "不是日期，请写成 2026-03-06 这样",
    "date_parsing": "不是日期，请写成 2026-03-06 这样",
    "date_from_datetime_inexact": "不是日期，请写成 2026-03-06 这样",
    "int_parsing": "不是整数",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
    "string_too_long": "太长",
    "string_too_short": "太短",
    "too_long": "太多",
}


class Utf8(BaseRenderer):
    """JSON that a person can read too."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        """Chinese as it is, not escaped."""
        return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False)


class OpenData(NinjaAPI):
    """The API with its headers: anybody may read, any cache may keep."""

    def create_response(self, request: HttpRequest, data: Any, **given: Any) -> HttpResponse:
        """An answer; only one that went well may be kept."""
        response = super().create_response(request, data, **given)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        if response.status_code == 200:
            response["Cache-Control"] = "public, max-age=300"
        return response


api = OpenData(
    title="政府信息公开开放数据", version="1", description="只读。不含任何申请人的信息。日期用 ISO 写法，金额是元。",
    docs_url=None, openapi_url="openapi.json", renderer=Utf8(), urls_namespace="api",
)  # fmt: skip


@api.exception_handler(UnusableInput)
def unusable(request: HttpRequest, error: UnusableInput) -> HttpResponse:
    """422 with the sentence of the law or of the parser."""
    return _problems(request, [("", error.sentence())])


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """422: the law gives this event no effect."""
    return _problems(request, [("event", str(error))])


@api.exception_handler(NoValueInForce)
def nothing_in_force(request: HttpRequest, error: NoValueInForce) -> HttpResponse:
    """422: there was no such rule on that day."""
    return _problems(request, [("", str(error))])


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422: a parameter is missing or of the wrong shape."""
    return _problems(request, [(str(each["loc"][-1]), _WORDS.get(each["type"], "写得不对")) for each in error.errors])


def _problems(request: HttpRequest, found: list[tuple[str, str]]) -> HttpResponse:
    return api.create_response(request, {"problems": [{"where": where, "words": words} for where, words in found]}, status=422)


@api.get("/organs", response=Organs, summary="受理机关和联系方式", operation_id="organs", by_alias=True)
def organs(request: HttpRequest) -> dict[str, object]:
    """Every organ to which one can apply today."""
    found = receiving(day_of(typed(request).moment)).select_related("parent")
    return {"organs": [_organ(each) for each in found]}


def _organ(organ: Organ) -> dict[str, object]:
    return {
        "slug": organ.slug, "name": organ.name, "level": organ.get_level_display(), "parent": organ.parent.slug if organ.parent else None,
        "credit_code": organ.credit_code, "region": organ.region, **{name: getattr(organ, name) for name in _CONTACT},
    }  # fmt: skip


@api.get("/deadline", response={200: Deadline, 422: Problem}, summary="算答复的最后一天", operation_id="deadline", by_alias=True)
def deadline(
    request: HttpRequest,
    received: date,
    event: list[str] = Query([], max_length=MOST_EVENTS, description="种类@日期，可以写几次，和命令 gongkai deadline 的 --event 一样"),  # noqa: B008
    region: str = Query("", max_length=6, description="另行安排放假的地区代码"),
) -> dict[str, object]:
    """The statutory clock, with every day explained."""
    try:
        clock = explain(received, [event_of(text) for text in event], Calendar.standard(region=region or None))
    except OverflowError:
        raise UnusableInput("期限超出了日历能表示的年份", "请核对日期") from None
    return shown(clock)


@api.get("/fee", response={200: FeeOut, 422: Problem}, summary="算信息处理费", operation_id="fee", by_alias=True)
def fee(
    request: HttpRequest,
    items: int | None = Query(None, ge=1, le=MOST_COUNT, description="一个月共几件"),
    item_no: int | None = Query(None, ge=1, le=MOST_COUNT, description="当月第几件"),
    pages: int | None = Query(None, ge=1, le=MOST_COUNT, description="按量计收，共几页"),
    on: date | None = Query(None, description="收到申请的日期，不写就按今天"),  # noqa: B008
) -> dict[str, object]:
    """The tariff of the day of receipt (收费办法); one of items, item_no and pages."""
    if sum(each is not None for each in (items, item_no, pages)) != 1:
        raise UnusableInput("要写 items、item_no、pages 其中一个", "请只写一个")
    day = on or day_of(typed(request).moment)
    if items is not None:
        return _fee(fees.month_total(items, day))
    if item_no is not None:
        return _fee(fees.by_item(item_no, day))
    assert pages is not None
    return _fee(fees.by_pages(pages, day))


def _fee(result: Fee) -> dict[str, object]:
    lines = [
        {"from": line.first, "to": line.last, "quantity": line.quantity, "rate": line.rate, "amount": line.amount} for line in result.lines
    ]
    return {"amount": result.amount, "unit": fees.YUAN, "lines": lines, "cite": printed(result.cite), "note": result.note}


@api.get("/items", response={200: Items, 422: Problem}, summary="查已经公开的信息", operation_id="items", by_alias=True)
def items(
    request: HttpRequest,
    q: str = Query(..., min_length=1, max_length=LONGEST_QUESTION, description="要找的内容、文号或者索引号"),
    organ: str = Query("", max_length=60, description="只找这个机关的，写 slug"),
    limit: int = Query(10, ge=1, le=MOST_ITEMS),
) -> dict[str, object]:
    """What is public and answers the question."""
    today = day_of(typed(request).moment)
    chosen = None
    if organ:
        chosen = receiving(today).filter(slug=organ).first()
        if chosen is None:
            raise UnusableInput(f"没有“{organ}”这个机关", "请照 /api/organs 里的 slug 写", "organ：")
    return {"items": [each._asdict() for each in find(q, organ=chosen, limit=limit, on=today)]}
