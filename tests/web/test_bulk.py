"""What an import writes at once is what the ORM would have written: sealed where it is sealed, and refused where it is refused."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.web import bulk
from gongkai.web.applications.models import Application, Person
from gongkai.web.organs.services import establish
from gongkai.web.publication.models import Item, Reach, Version

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 4, 0, 7, 123456, tzinfo=UTC)


@pytest.fixture
def town():
    return establish(slug="zhen", name="示例镇人民政府", level="town", valid_from=date(2019, 1, 1))


def application(town, number="1号"):
    return Application(
        organ=town, register_number=number, channel="online", created_at=NOON, extra={"备注": "无"}, on_time=True, due_on=date(2026, 3, 2)
    )


def test_rows_are_stored_as_one_by_one(town):
    one, other = application(town, "1号"), application(town, "2号")
    one.save(force_insert=True)
    bulk.insert([other])
    names = [field.attname for field in Application._meta.concrete_fields if field.attname not in ("id", "register_number")]
    stored = {each.register_number: [getattr(each, name) for name in names] for each in Application.objects.all()}
    assert stored["1号"] == stored["2号"]
    assert not other._state.adding


def test_personal_data_is_sealed(town):
    case = application(town)
    bulk.insert([case])
    bulk.insert([Person(application=case, capacity="principal", column="person", name="申请人甲", phone="0000-1000002")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, email FROM applications_person")
        (row,) = cursor.fetchall()
    assert not any("申请人甲" in value or "1000002" in value for value in row)
    assert Person.objects.get().name.reveal() == "申请人甲"


def test_rows_that_name_each_other_are_stored_in_one_transaction(town):
    item = Item(
        organ=town,
        index_number="1",
        title="公告",
        column="others",
        genre="notice",
        formed_on=date(2026, 1, 5),
        created_at=NOON,
        changed_at=NOON,
    )
    version = Version(item=item, number=1, title="公告", changed_on=date(2026, 1, 5), created_at=NOON, created_by="import")
    item.draft_id = item.shown_id = version.pk
    with transaction.atomic():
        bulk.insert([item])
        bulk.insert([version])
        bulk.values(Reach, ("item_id", "outlet", "on"), [(item.pk, "website", date(2026, 1, 6))])
    assert Item.objects.get().shown == version
    assert Reach.objects.get().item == item


def test_what_a_constraint_forbids_is_refused(town):
    bulk.insert([application(town)])
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert([application(town)])


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        bulk.values(Reach, ("nothing",), [(uuid.uuid4(),)])


def test_nothing_is_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert([])
