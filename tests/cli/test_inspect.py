"""``gongkai inspect``: exit codes, the page for a clerk, the JSON, and what cannot be used."""

from __future__ import annotations

import json

import pytest

from gongkai.cli.main import main
from support.faulty_site import Answer, Faulty, Served

FAST = ("--rate", "1000", "--on", "2026-03-31")


@pytest.fixture
def site():
    """``site(*faults)`` serves a site on this machine; its address."""
    opened = []

    def serve(*faults):
        pages = Faulty(*faults).pages
        # The link that leads out would be looked up in the real network.
        pages["/"] = pages["/"]._replace(body=pages["/"].body.replace("<a href='http://out.example/'>友情链接</a>".encode(), b""))
        served = Served(pages).__enter__()
        opened.append(served)
        return f"http://127.0.0.1:{served.port}/"

    yield serve
    for each in opened:
        each.__exit__()


def run(*arguments):
    return main(["inspect", *arguments])


def test_a_clean_site_ends_with_nought_and_says_what_was_seen(site, capsys):
    assert run(site(), *FAST) == 0
    said = capsys.readouterr().out
    assert "没有发现单项否决的问题" in said
    assert "栏目 21 个，文章 33 篇" in said
    assert "没有看的：" in said
    assert "robots.txt" in said


def test_a_veto_ends_with_one_and_stands_in_the_first_lines(site, capsys):
    assert run(site("home_stale", "dead_link"), *FAST) == 1
    said = capsys.readouterr().out
    assert said.splitlines()[1].startswith("结论：单项否决：首页超过两周没有更新")
    for words in ("W101", "2026-01-30", "限度", "怎样改：", "依据：", "国办秘函〔2019〕19号", "W401", "/no/such.html"):
        assert words in said


def test_warnings_alone_end_with_nought(site, capsys):
    assert run(site("dead_link"), *FAST) == 0
    assert "还有下面这些要改的" in capsys.readouterr().out


def test_json_has_all_and_nothing_beside(site, capsys):
    assert run(site("five_blank_columns"), "--json", *FAST) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["schema"] == "gongkai.inspection/1"
    assert said["verdict"] == {
        "passed": False,
        "complete": True,
        "vetoes": [{"code": "W104", "name": "column-blank", "title": "空白栏目。"}],
    }
    assert said["summary"] == {"error": 5, "warning": 0, "info": 0, "uncertain": 0}
    assert said["day"] == "2026-03-31"
    assert {"code", "name", "level", "veto", "certain", "where", "message", "evidence", "cites"} == said["findings"][0].keys()
    assert said["looked"]["columns"] == 21


def test_the_answer_goes_to_a_file(site, tmp_path, capsys):
    place = tmp_path / "结果.json"
    assert run(site(), "--json", "-o", str(place), *FAST) == 0
    assert json.loads(place.read_text("utf-8"))["verdict"]["passed"]
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("javascript:alert(1)",), "网址"),
        (("http://" + "a b.example/",), "空格"),
        (("http://" + "user:word@site.example/",), "用户名"),
        (("http://127.0.0.1:1/", "--on", "昨天"), "不是日期"),
        (("http://127.0.0.1:1/", "--on", "2018-01-01"), "还没有"),
        (("http://127.0.0.1:1/", "--rate", "0"), "0.01"),
        (("http://127.0.0.1:1/", "--max-pages", "0"), "不小于 1"),
        ((), "URL"),
    ],
)
def test_what_cannot_be_used_is_one_line_and_ends_with_two(arguments, words, capsys):
    assert run(*arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert words in said.err


def test_a_site_that_does_not_answer_is_a_finding(capsys):
    with Served({"*": Answer(500)}) as served:
        url = f"http://127.0.0.1:{served.port}/"
    assert run(url, *FAST) == 1
    assert "W001" in capsys.readouterr().out
