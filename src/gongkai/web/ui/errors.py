"""Pages for what went wrong: what happened, and what to do next. They need no database and no session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpResponse
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django.http import HttpRequest

SAME_RIGHT = "网上办不成的，可以当面、邮寄或者传真提交，办理期限一样计算。"


def _page(request: HttpRequest, status: int, title: str, *sentences: str) -> HttpResponse:
    """Rendered without context processors: neither the user nor messages are asked for, which would need what may just have failed."""
    words = {"title": title, "sentences": sentences, "status": status, "request": request}
    return HttpResponse(render_to_string("ui/error.html", words), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when it was refused for its size."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return too_large(request, exception)
    return _page(request, 400, "这个请求不完整", "请回到上一页再试一次；上传文件的，请确认每个文件没有超过 32 MB。", SAME_RIGHT)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, 403, "您的账号不能打开这一页", "这项工作没有分给您的账号。需要办理的，请单位的安全管理员授权。")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(request, 404, "没有这一页", "地址可能写错了，或者内容已经移走。可以回到首页查找；查办理进度请用登记号和查询码。")


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """413."""
    return _page(
        request,
        413,
        "文件太大或者太多",
        "每个文件最多 32 MB，一次最多 20 个。请把扫描件存成黑白或者灰度的 PDF，或者分几次上传。",
        SAME_RIGHT,
    )


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """429: too often in a short time; ``wait`` in seconds. Slowed down, never shut out: it says which other ways there are."""
    minutes = max(1, -(-wait // 60))
    when = f"请过 {wait} 秒再试。" if wait < 60 else f"请过大约 {minutes} 分钟再试。"
    response = _page(
        request, 429, "试得太频繁了", f"为了保护申请人的信息，短时间内只能试几次。{when}", f"急用的，可以打电话或者到窗口查询。{SAME_RIGHT}"
    )
    response["Retry-After"] = str(max(1, wait))
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(
        request,
        500,
        "这一步没有办成",
        "没有写入任何内容，您已经收到回执的申请不受影响。请稍后再试。",
        f"一直这样的，请给受理机关打电话，说明您刚才在办什么。{SAME_RIGHT}",
    )


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form that was not ours, or was open too long."""
    return _page(
        request,
        403,
        "页面打开得太久了",
        "为了安全，这次提交没有接受。请回到上一页，刷新后重新提交；浏览器一般会保留已经填写的内容。",
        SAME_RIGHT,
    )
