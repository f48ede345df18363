"""What is there is found through the new index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

from gongkai.web.search.filing import models, reindex

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    reindex(models(apps))


class Migration(migrations.Migration):
    dependencies = [("search", "0005_positions")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
