from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("events", "0003_heartbeats")]

    operations: ClassVar = [
        migrations.AddIndex(model_name="record", index=models.Index(fields=["body", "position"], name="record_by_organ")),
    ]
