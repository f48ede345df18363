from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from gongkai.web.applications.protection import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("applications", "0005_writers")]

    operations = [
        # SQLite makes the table anew, and its triggers would go with the old one.
        migrations.RunPython(unprotect, protect),
        migrations.AlterField(
            model_name="reveal",
            name="application",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reveals", to="applications.application"
            ),
        ),
        migrations.AddField(
            model_name="reveal",
            name="rectification",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reveals", to="applications.rectification"
            ),
        ),
        migrations.AddConstraint(
            model_name="reveal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("application__isnull", False), ("rectification__isnull", True)),
                    models.Q(("application__isnull", True), ("rectification__isnull", False)),
                    _connector="OR",
                ),
                name="reveal_of_one_thing",
            ),
        ),
        migrations.RunPython(protect, unprotect),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(fields=["organ", "ended_on", "row", "on_time"], name="outcomes_by_day"),
        ),
    ]
