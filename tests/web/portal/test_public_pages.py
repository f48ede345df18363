"""Every address of the public side: opened without a cookie, valid, the same for everybody, and leading somewhere."""

from __future__ import annotations

import json
import re
from datetime import date
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree

from gongkai.web.portal.catalogue import public_addresses, site_addresses
from web.portal.markup import faults

TODAY = date(2026, 3, 10)
# Asked anew every time, or belonging to one person: no file of the public side.
ELSEWHERE = re.compile(
    r"^/(?:o/[^/]+/)?(?:search|apply|complain|complained|days|surveys|grievance)/|^/(?:track|calculator|checkup)/|^/static/"
)


@pytest.fixture
def every(world, reader):
    """All addresses of town, district and site."""
    return [*site_addresses(on=TODAY), *public_addresses([world.town, world.district], on=TODAY)]


def pages(every):
    return [each for each in every if each.path.endswith("/")]


def opened(reader, path):
    answer = reader.get(path)
    return answer, answer.content.decode()


def test_no_address_is_listed_twice(every):
    paths = [each.path for each in every]
    assert len(set(paths)) == len(paths)
    assert not [path for path in paths if "?" in path or "#" in path]


def test_every_address_answers_as_the_catalogue_says_without_a_cookie_and_for_every_cache(every, reader):
    for each in every:
        answer = reader.get(each.path)
        assert answer.status_code == each.status, each.path
        assert not answer.cookies, each.path
        assert "Cookie" not in answer.headers.get("Vary", ""), each.path
        assert answer["Cache-Control"] == "public, max-age=60", each.path


def test_every_page_is_valid(every, reader):
    wrong = {each.path: found for each in pages(every) if (found := faults(opened(reader, each.path)[1]))}
    assert not wrong


def test_pages_that_are_asked_for_are_valid_too(world, reader):
    for path in ("search/?q=救助", "search/?q=没有这样的词", "search/", "complain/", f"complain/{world.policy.pk}/"):
        assert not faults(opened(reader, f"/o/shilizhen/{path}")[1]), path
    assert not faults(opened(reader, "/search/?q=救助")[1])


@pytest.mark.slow
def test_who_asks_does_not_change_a_page(every, reader, world, client):
    client.force_login(world.team.officer, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["gk-text"] = "large"
    for each in every:
        assert client.get(each.path).content == reader.get(each.path).content, each.path


def test_every_link_leads_to_an_address_of_the_catalogue_or_to_a_page_that_is_asked_for(every, reader):
    known = {each.path for each in every}
    astray = set()
    for each in pages(every):
        for link in re.findall(r'(?:href|src|action)="([^"#][^"]*)"', opened(reader, each.path)[1]):
            target = urlsplit(urljoin(f"http://testserver{each.path}", link.replace("&amp;", "&")))
            path = target.path.removesuffix("index.html")
            if target.netloc == "testserver" and path not in known and not ELSEWHERE.match(path):
                astray.add((each.path, path))
    assert not astray


def test_every_address_is_reached_by_links_or_told_by_data(every, reader, world):
    """From the first page on: nothing is published that nobody can find."""
    known = {each.path for each in every if each.status == 200}
    seen, waiting = set(), ["/", "/robots.txt"]
    while waiting:
        path = waiting.pop()
        if path in seen or path not in known:
            continue
        seen.add(path)
        text = reader.get(path).content.decode("utf-8", "replace")
        found = re.findall(r'(?:href|src)="([^"]+)"', text) + re.findall(r'"(/o/[^"]+)"', text) + re.findall(r"https?://[^\s<\"]+", text)
        for link in found:
            target = urlsplit(urljoin(f"http://testserver{path}", link))
            waiting.append(target.path.removesuffix("index.html") if target.path.endswith("/index.html") else target.path)
    assert not {each for each in known - seen if each.endswith("/")}


def test_data_are_well_formed(every, reader):
    for each in every:
        kind, body = each.path.rpartition(".")[2], reader.get(each.path).content
        if kind == "json":
            assert json.loads(body), each.path
        elif kind in ("atom", "xml", "svg"):
            assert etree.fromstring(body).tag, each.path
        elif kind == "csv":
            assert body.startswith(b"\xef\xbb\xbf"), each.path


def test_what_a_reader_has_is_not_sent_again(world, reader):
    for path in (f"/o/shilizhen/items/{world.policy.pk}/", "/o/shilizhen/", "/o/shilizhen/items/list.json", "/o/shilizhen/feed.atom"):
        first = reader.get(path)
        assert reader.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304, path
        assert reader.get(path, headers={"If-None-Match": '"other"'}).status_code == 200, path


def test_the_first_page_is_light(world, reader):
    page, text = opened(reader, "/o/shilizhen/")
    files = re.findall(r'<(?:link rel="(?:stylesheet|icon)"|script)[^>]* (?:href|src)="([^"?]+)', text)
    sizes = [len(b"".join(reader.get(urljoin("/o/shilizhen/", each)).streaming_content)) for each in files]
    assert len(files) + 1 <= 15
    assert len(page.content) + sum(sizes) <= 100 * 1024


def test_a_page_needs_few_queries(world, reader, django_assert_max_num_queries):
    for path in (
        "/", "/o/shilizhen/", "/o/shilizhen/guide/", "/o/shilizhen/items/", "/o/shilizhen/items/column/documents/", "/o/shilizhen/catalogue/",
        f"/o/shilizhen/items/{world.policy.pk}/", f"/o/shilizhen/items/{world.corrected.pk}/", f"/o/shilizhen/items/{world.repealed.pk}/",
        f"/o/shilizhen/items/{world.sheet.pk}/", f"/o/shilizhen/items/{world.gone.pk}/", "/o/shilizhen/search/?q=救助", "/o/shilizhen/statistics/2026/total/",
        "/o/shilizhen/feed.atom", "/o/shilizhen/sitemap.xml", "/o/shilizhen/simple/",
    ):  # fmt: skip
        with django_assert_max_num_queries(12, info=path):
            reader.get(path)
