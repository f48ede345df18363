"""Triggers that refuse every change of a record, on SQLite and PostgreSQL."""

from django.db import migrations

from gongkai.web.events.protection import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
