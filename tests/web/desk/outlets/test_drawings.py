"""Pictures: a chart of a pasted table, a page of points; looked at while they are made, kept with the version that is being written."""

from __future__ import annotations

import base64
import re

import pytest
from django.urls import reverse

from gongkai.web.publication.models import Drawing
from support import items

pytestmark = pytest.mark.django_db
TABLE = "年份\t补助户数（户）\n2023年\t120\n2024年\t96\n2025年\t64"
CHART = {"kind": "bar", "table": TABLE, "title": "", "subtitle": "", "source": "示例镇村镇建设办公室"}
PAGE = {
    "kind": "points", "title": "", "issuer": "", "number": "示政发〔2026〕3号", "address": "https://www.shiliqu.example/a/1.html",
    "text_who": "家庭：农村低保户\n房屋：C级、D级危房", "text_how_much": "重建：每户2.7万元", "text_how": "1. 向村里申请\n2. 镇里审核", "text_when": "截止：3月31日",
    "text_old_new": "标准：每户2万元 → 每户2.7万元",
}  # fmt: skip


@pytest.fixture
def draft(town, team):
    return items.drafted(town, team)


def new(client, item, sort, given, how="keep"):
    return client.post(reverse("desk:drawing_new", args=[item.pk, sort]), given | {how: "1"})


def svg_of(response):
    return base64.b64decode(re.search(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)", response.content.decode())[1]).decode()


@pytest.mark.parametrize("kind", ["bar", "line", "share"])
def test_a_pasted_table_becomes_a_chart_with_its_sentence_and_its_table(enter, officer, draft, kind, text):
    client = enter(officer)
    new(client, draft, "chart", CHART | {"kind": kind})
    drawing = Drawing.objects.get()
    assert (drawing.sort, drawing.kind, drawing.version_id, drawing.given["table"]) == ("chart", kind, draft.draft_id, TABLE)
    shown = client.get(reverse("desk:drawings", args=[draft.pk]))
    assert "<svg" in svg_of(shown)
    assert 'alt="' in shown.content.decode()


def test_what_is_typed_is_drawn_and_a_title_proposed_without_keeping_it(enter, officer, draft, text):
    client = enter(officer)
    response = client.post(reverse("desk:drawing_preview", args=[draft.pk, "chart"]), CHART)
    assert "64" in text(response)
    assert re.search(r"<title[^>]*>[^<]{6,}</title>", svg_of(response))
    assert not Drawing.objects.exists()
    without_script = new(client, draft, "chart", CHART, how="look")
    assert "<svg" in svg_of(without_script)
    assert TABLE.splitlines()[1] in without_script.content.decode()
    assert not Drawing.objects.exists()


def test_a_table_that_cannot_be_drawn_says_all_that_is_wrong_and_keeps_what_was_typed(enter, officer, draft, text):
    response = new(enter(officer), draft, "chart", CHART | {"table": "年份\t户数\n2023年\t十二户\n2024年\t很多"})
    assert response.status_code == 422
    assert "十二户" in text(response)
    assert "很多" in response.content.decode()
    assert not Drawing.objects.exists()


@pytest.mark.parametrize("kind", ["points", "flow", "contrast"])
def test_points_become_one_page_in_three_layouts(enter, officer, draft, kind):
    client = enter(officer)
    assert new(client, draft, "infographic", PAGE | {"kind": kind}).status_code == 302
    drawing = Drawing.objects.get()
    assert [each["kind"] for each in drawing.given["panels"]] == ["who", "how_much", "when", "how", "old_new"]
    heads = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF"}
    for suffix, head in heads.items():
        made = client.get(reverse("desk:drawing_file", args=[drawing.pk, suffix]))
        assert (made.status_code, made.content[:4]) == (200, head)
        assert "sandbox" in made.headers["Content-Security-Policy"]


def test_a_panel_of_more_than_120_characters_is_refused_with_the_number(enter, officer, draft, text):
    response = new(enter(officer), draft, "infographic", PAGE | {"text_who": "字" * 121})
    assert response.status_code == 422
    assert "121 个字，最多 120 个字" in text(response)
    assert not Drawing.objects.exists()


def test_what_is_written_in_a_picture_never_runs(enter, officer, draft):
    client = enter(officer)
    new(client, draft, "infographic", PAGE | {"text_note": "<script>alert(1)</script>"})
    svg = client.get(reverse("desk:drawing_file", args=[Drawing.objects.get().pk, "svg"])).content.decode()
    assert "<script" not in svg
    assert "&lt;script" in svg


def test_a_picture_is_changed_and_taken_away_while_the_version_is_written(enter, officer, draft):
    client = enter(officer)
    new(client, draft, "chart", CHART)
    drawing = Drawing.objects.get()
    where = reverse("desk:drawing_edit", args=[drawing.pk])
    assert "示例镇村镇建设办公室" in client.get(where).content.decode()
    client.post(where, CHART | {"kind": "line", "keep": "1"})
    assert Drawing.objects.get().kind == "line"
    client.post(reverse("desk:drawing_remove", args=[drawing.pk]))
    assert not Drawing.objects.exists()


def test_a_version_under_review_keeps_its_pictures(enter, officer, town, team, draft, text):
    client = enter(officer)
    new(client, draft, "chart", CHART)
    drawing = Drawing.objects.get()
    items.submitted(items.answered(draft, team), team)
    assert new(client, draft, "chart", CHART).status_code == 422
    client.post(reverse("desk:drawing_remove", args=[drawing.pk]))
    client.post(reverse("desk:drawing_edit", args=[drawing.pk]), CHART | {"kind": "line", "keep": "1"})
    assert Drawing.objects.get().kind == "bar"
    assert "已经送审" in text(client.get(reverse("desk:drawings", args=[draft.pk])))


def test_a_sort_that_there_is_not_is_not_found(enter, officer, draft):
    client = enter(officer)
    assert client.get(reverse("desk:drawing_new", args=[draft.pk, "video"])).status_code == 404
    new(client, draft, "chart", CHART)
    assert client.get(reverse("desk:drawing_file", args=[Drawing.objects.get().pk, "pdf"])).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("reviewer", 403), ("outsider", 404)])
def test_who_may_not_draft_draws_nothing(request, enter, draft, who, status):
    client = enter(request.getfixturevalue(who))
    assert new(client, draft, "chart", CHART).status_code == status
    assert client.post(reverse("desk:drawing_preview", args=[draft.pk, "chart"]), CHART).status_code == status
