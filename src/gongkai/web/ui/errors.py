"""Pages for what went wrong: what happened, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def _page(request: HttpRequest, status: int, title: str, words: str) -> HttpResponse:
    return render(request, "ui/error.html", {"title": title, "words": words, "status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _page(request, 400, "这个请求不完整", "请回到上一页再试一次；上传文件的，请确认文件没有超过 32 MB。")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _page(request, 403, "不能打开这一页", "您的账号没有办理这个机关这项工作的职责。需要的，请单位的安全管理员授权。")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404."""
    return _page(request, 404, "没有这一页", "地址可能写错了，或者内容已经移走。可以回到首页查找。")


def failed(request: HttpRequest) -> HttpResponse:
    """500."""
    return _page(request, 500, "这一步没有办成", "没有写入任何内容。请稍后再试；急用的可以当面或者邮寄提交，期限照样计算。")


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form that was not ours, or was open too long."""
    return _page(request, 403, "页面打开得太久了", "为了安全，请回到上一页刷新后重新提交；已经填写的内容浏览器会保留。")
