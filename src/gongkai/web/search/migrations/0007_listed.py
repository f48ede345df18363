"""Where a thing stands in lists is kept: what is there stands where it is found now."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import migrations, models
from django.db.models import F

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("search", "PublicItem").objects.filter(place__isnull=False).update(first_place=F("place"))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("search", "0006_reindex")]
    operations: ClassVar = [
        migrations.AddField(model_name="publicitem", name="first_place", field=models.BigIntegerField(editable=False, null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="publicitem",
            index=models.Index(fields=["organ", "first_place", "withdrawn_on", "column", "genre", "validity"], name="search_listed"),
        ),
    ]
