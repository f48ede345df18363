from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("publication", "0002_owed_by")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["organ", "first_published_on", "genre", "phase", "explained"], name="policies_by_first_day"),
        )
    ]
