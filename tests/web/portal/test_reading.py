import pytest

from gongkai.web.portal.catalogue import public_addresses, site_addresses
from support import items, web


@pytest.fixture
def people(officer, reviewer, legal, head, leader):
    return items.Team(officer, reviewer, legal, head, leader)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "guide/",
        "items/",
        "rules/",
        "reports/",
        "catalogue/",
        "statistics/",
        "map/",
        "simple/",
        "flow/",
        "search/?q=危房",
        "complain/",
        "organ.json",
        "feed.atom",
        "sitemap.xml",
        "items/column/livelihood/",
        "items/list.json",
        "catalogue/2026.xlsx",
    ],
)
def test_pages(path, town, people, client, today):
    items.published(town, people)
    answer = client.get(f"/o/shilizhen/{path}")
    assert answer.status_code == 200, answer.content.decode()


def test_item(town, people, client, today):
    item = items.published(town, people)
    for path in ("", "item.json", "item.pdf", "item.docx"):
        answer = client.get(f"/o/shilizhen/items/{item.pk}/{path}")
        assert answer.status_code == 200, path
        print(answer.content[:3000].decode(errors="replace"))
        print(answer.headers)


def test_all(town, district, people, client, today):
    items.published(town, people)
    for each in [*site_addresses(on=web.MONDAY), *public_addresses([town, district], on=web.MONDAY)]:
        live = client.get(each.path)
        assert live.status_code == each.status, each
        assert not live.cookies
        assert "Vary" not in live.headers
