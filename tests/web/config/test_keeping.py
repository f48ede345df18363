"""A page is answered again without being made again, and never after anything was written."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from gongkai.web import clock
from gongkai.web.config import keeping
from gongkai.web.config.keeping import Kept, Shelf
from gongkai.web.organs.models import Organ
from support import web


@pytest.fixture
def reader(transactional_db, town, settings, monkeypatch):
    """Somebody who reads while pages are kept; what is written is committed, as in an installation."""
    settings.KEPT_BYTES = 1 << 20
    monkeypatch.setattr(keeping, "_own", type("Own", (), {})())
    monkeypatch.setattr(clock, "now", lambda: web.at(web.MONDAY))
    return Client()


@pytest.fixture
def made(monkeypatch):
    """How often a public page was made."""
    times = []
    real = keeping._keepable
    monkeypatch.setattr(keeping, "_keepable", lambda response: times.append(1) or real(response))
    return times


def address(town) -> str:
    return f"/o/{town.slug}/"


def test_the_second_reader_gets_the_same_bytes_and_headers_without_a_new_page(reader, made, town):
    first, second = reader.get(address(town)), Client().get(address(town))
    assert (first.content, dict(first.headers)) == (second.content, dict(second.headers))
    assert len(made) == 1


def test_a_page_that_is_given_again_asks_the_database_nothing(reader, town, django_assert_num_queries):
    reader.get(address(town))
    with django_assert_num_queries(0 if connection.vendor == "sqlite" else 1):
        reader.get(address(town))


def test_after_anything_was_written_the_page_is_made_anew(reader, town):
    assert "示例镇改名" not in reader.get(address(town)).content.decode()
    Organ.objects.filter(pk=town.pk).update(name="示例镇改名人民政府")
    assert "示例镇改名" in reader.get(address(town)).content.decode()


def test_a_new_day_has_new_pages(reader, made, town, monkeypatch):
    reader.get(address(town))
    monkeypatch.setattr(clock, "now", lambda: web.at(web.MONDAY + timedelta(days=1)))
    reader.get(address(town))
    assert len(made) == 2


def test_each_question_and_each_host_has_a_page_of_its_own(reader, made, town, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    for question, host in (("?q=补助", "testserver"), ("?q=公告", "testserver"), ("?q=补助", "other.example")):
        reader.get(f"{address(town)}search/{question}", headers={"host": host})
    assert len(made) == 3


def test_who_has_the_page_already_is_told_so(reader, town):
    etag = reader.get(address(town))["ETag"]
    told = reader.get(address(town), headers={"if-none-match": etag})
    assert (told.status_code, told.content) == (304, b"")


@pytest.mark.parametrize("path", ["/track/", "/accounts/login/", "/o/nowhere/"])
def test_what_is_not_for_everybody_is_never_kept(reader, path):
    reader.get(path)
    assert not keeping._own.shelf._pages


def test_only_reading_is_answered_from_the_shelf(reader, made, town):
    reader.get(address(town))
    assert reader.post(address(town)).status_code == 405
    assert reader.head(address(town)).status_code == 200
    assert len(made) == 1


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 300)), max_size=60))
def test_a_shelf_never_holds_more_than_its_room_and_never_gives_an_old_page(steps):
    shelf, newest = Shelf(1000), {}
    for stamp, key, size in steps:
        held = shelf.get(stamp, key)
        if held is not None:
            assert newest[key] == (stamp, held)
            continue
        page = Kept(b"x" * size, {})
        shelf.put(stamp, key, page)
        newest[key] = (stamp, page)
        assert sum(len(each.content) for each in shelf._pages.values()) == shelf._used <= 1000
        assert all(len(each.content) <= 125 for each in shelf._pages.values())


def test_the_page_not_asked_for_the_longest_gives_way():
    shelf = Shelf(800)
    assert shelf.get("a", 0) is None
    for key in range(8):
        shelf.put("a", key, Kept(b"x" * 100, {}))
    shelf.get("a", 0)
    shelf.put("a", 8, Kept(b"x" * 100, {}))
    assert shelf.get("a", 0) is not None
    assert shelf.get("a", 1) is None
