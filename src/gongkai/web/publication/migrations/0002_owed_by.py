"""When a thing had to be public first, kept once it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import migrations, models

from gongkai.law.calendar import Calendar
from gongkai.web.publication.clock import term

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def told(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What is there gets the day that its first version had."""
    item, version = apps.get_model("publication", "Item"), apps.get_model("publication", "Version")
    formed = dict(version.objects.filter(number=1).values_list("item", "changed_on"))
    calendar, changed = Calendar.standard(), []
    for each in item.objects.select_related("organ").exclude(attribute__in=("on_request", "withheld")).iterator(chunk_size=2000):
        start = formed.get(each.pk)
        if start is None or (each.imported and each.first_published_on is None):
            continue
        found = term(column=each.column, level=each.organ.level, start=max(start, each.counted_from or start), calendar=calendar)
        each.owed_by = found.due if found else None
        changed.append(each)
    item.objects.bulk_update(changed, ["owed_by"], batch_size=500)


class Migration(migrations.Migration):
    """A column and its index."""

    dependencies: ClassVar = [("publication", "0001_squashed")]
    operations: ClassVar = [
        migrations.AddField("item", "owed_by", models.DateField(null=True, verbose_name="应当首次公开")),
        migrations.AddIndex("item", models.Index(fields=["organ", "first_published_on", "owed_by"], name="items_by_first_day")),
        migrations.RunPython(told, migrations.RunPython.noop),
    ]
