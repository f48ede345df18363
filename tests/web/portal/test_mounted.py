"""The public side as a column of another site: its head and foot, its sub-path, who stands alone, what stays inside."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import set_script_prefix

from gongkai.lib.errors import UnusableInput
from gongkai.web.config.environment import environment
from gongkai.web.organs.services import close, edit
from gongkai.web.portal.catalogue import public_addresses
from gongkai.web.publication.services.columns import mount

ON = date(2026, 3, 10)


def test_head_and_foot_of_the_district_stand_around_every_page(world, reader):
    mount(
        organ=world.town,
        changes={
            "header": "<p>示例区网站<script>alert(1)</script></p>",
            "footer": "<p>示例区主办</p>",
            "police": "示公网安备00000000000000号",
        },
    )
    edit(organ=world.town, changes={"site_code": "9900000016"})
    for path in ("", "items/", f"items/{world.policy.pk}/", "guide/"):
        text = reader.get(f"/o/shilizhen/{path}").content.decode()
        assert "<p>示例区网站</p>" in text
        assert "<p>示例区主办</p>" in text
        assert "alert(1)" not in text
        assert '<meta name="SiteIDCode" content="9900000016">' in text
        for words in (
            "主办单位：示例镇人民政府",
            "网站标识码：9900000016",
            "示ICP备00000000号",
            "示公网安备00000000000000号",
            "联系方式",
            "网站地图",
            "我为政府网站找错",
        ):
            assert words in text, words


def test_the_first_page_of_the_site_says_whose_it_is(world, reader):
    mount(organ=world.district, changes={"icp": "示ICP备00000001号", "site_domain": "www.shiliqu.example"})
    edit(organ=world.district, changes={"site_code": "9900000001"})
    text = reader.get("/").content.decode()
    for words in (
        '<meta name="SiteName" content="示例区人民政府政府信息公开">',
        '<meta name="SiteDomain" content="www.shiliqu.example">',
        '<meta name="SiteIDCode" content="9900000001">',
        "主办单位：示例区人民政府",
        "网站标识码：9900000001",
        "示ICP备00000001号",
    ):
        assert words in text, words


def test_applying_is_a_column_and_has_the_tags_of_one(world, reader):
    text = reader.get("/o/shilizhen/apply/").content.decode()
    for name in ("SiteName", "SiteDomain", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"):
        assert f'<meta name="{name}" content="' in text, name


def test_what_is_not_mounted_is_closed_to_readers_but_takes_applications(world, reader):
    mount(organ=world.town, changes={"mount": "none"})
    for path in (
        "",
        "guide/",
        "items/",
        f"items/{world.policy.pk}/",
        "feed.atom",
        "items/list.json",
        "statistics/",
        "sitemap.xml",
        "complain/",
        "search/?q=救助",
    ):
        assert reader.get(f"/o/shilizhen/{path}").status_code == 404, path
    assert reader.get("/o/shilizhen/apply/").status_code == 200
    assert "示例镇" not in reader.get("/").content.decode()
    assert "救助" not in re.sub(r"<(title|input)[^>]*>.*?>", "", reader.get("/search/results.json?q=救助").content.decode()).replace(
        '"query": "救助"', ""
    )
    assert not list(public_addresses([world.town], on=ON))


def test_under_a_sub_path_every_address_has_it(world, reader):
    set_script_prefix("/xxgk/")
    try:
        paths = [each.path for each in public_addresses([world.town], on=ON)]
    finally:
        set_script_prefix("/")
    assert paths
    assert all(path.startswith("/xxgk/o/shilizhen/") for path in paths)


@pytest.mark.parametrize(("written", "path"), [("", ""), ("xxgk", "/xxgk"), ("/xxgk/", "/xxgk"), ("/a/b", "/a/b")])
def test_the_sub_path_is_read_however_it_is_written(monkeypatch, written, path):
    monkeypatch.setenv("GONGKAI_PATH", written)
    assert environment().path == path


@pytest.mark.parametrize("wrong", ["https://www.shiliqu.example/xxgk", "/信息公开", "/a b", "/.."])
def test_what_is_no_sub_path_is_refused_in_a_sentence(monkeypatch, wrong):
    monkeypatch.setenv("GONGKAI_PATH", wrong)
    with pytest.raises(UnusableInput, match="GONGKAI_PATH"):
        environment()


def test_whole_addresses_are_those_under_which_it_is_mounted(world, reader):
    mount(organ=world.town, changes={"address": "https://www.shiliqu.example/shilizhen/"})
    for path in ("feed.atom", "sitemap.xml", "catalogue/2026.csv"):
        assert (
            f"https://www.shiliqu.example/shilizhen/o/shilizhen/items/{world.policy.pk}/"
            in reader.get(f"/o/shilizhen/{path}").content.decode()
        ), path


def test_what_an_organ_published_outlives_it_and_says_who_took_over(world, reader):
    close(organ=world.town, last_day=date(2026, 3, 9), successor=world.district)
    text = reader.get(f"/o/shilizhen/items/{world.policy.pk}/").content.decode()
    assert "示例镇人民政府已于2026年3月9日撤销，由" in text
    assert "示例区人民政府</a>承接" in text


def test_from_a_district_one_comes_to_its_towns_and_back(world, reader):
    assert "示例镇人民政府" in reader.get("/o/shiliqu/").content.decode()
    assert "示例区人民政府" in reader.get("/o/shilizhen/").content.decode()
    assert "示例镇人民政府" in reader.get("/").content.decode()


def test_robots_are_told_of_the_sitemap_and_kept_from_what_is_personal(world, reader):
    text = reader.get("/robots.txt").content.decode()
    assert "Disallow: /track/" in text
    assert "Disallow: /apply/" in text
    assert re.search(r"^Sitemap: https?://\S+/sitemap.xml$", text, re.MULTILINE)


def test_the_guide_is_silent_about_what_the_office_did_not_register(world, reader):
    edit(organ=world.town, changes={"fax": "", "hours": ""})
    text = reader.get("/o/shilizhen/guide/").content.decode()
    assert "传真" not in text
    assert "没有登记" not in text
