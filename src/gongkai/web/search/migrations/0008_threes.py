"""What is there is found by three neighbours instead of two: the index is made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import migrations

from gongkai.web.search.filing import models, reindex

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    reindex(models(apps))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("search", "0007_listed")]
    operations: ClassVar = [migrations.RunPython(fill, migrations.RunPython.noop)]
