"""A page with the editor alone, for the tests: what is sent comes back as it was cleaned."""

from __future__ import annotations

from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from gongkai.web.ui import rich_text
from gongkai.web.ui.forms import GkForm
from gongkai.web.ui.rich_text import RichText, RichTextField
from gongkai.web.ui.urls import urlpatterns as ui

FILES = {"图1.png": "/static/ui/icon.svg", "清单.xlsx": "/files/2"}


class Paper(GkForm):
    body = RichTextField(label="正文", help_text="和纸质原件一致。", widget=RichText(files=FILES))


PAGE = """{% extends "ui/base.html" %}{% block meta %}{{ form.media }}{% endblock %}{% block page %}<main id="main"><h1>写正文</h1>
<form method="post">{% csrf_token %}{{ form.body.as_field_group }}<div class="gk-buttons"><button class="gk-button">保存</button></div></form></main>{% endblock %}"""


def paper(request):
    form = Paper(request.POST or None, initial={"body": "<h2>一、标准</h2><p>每人每月补助2000元。</p>"})
    if form.is_valid():
        made = form.cleaned_data["body"]
        return HttpResponse("\n".join([made.html, "---", *made.said]), content_type="text/plain; charset=utf-8")
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


urlpatterns = [
    path("paper", paper),
    path("favicon.ico", lambda request: HttpResponse(status=204)),
    path("", include(([*ui, path("clean", rich_text.clean, name="clean")], "ui"))),
    path("", include("gongkai.web.config.urls")),
]
