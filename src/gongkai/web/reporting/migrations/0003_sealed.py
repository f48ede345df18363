from django.db import migrations

from gongkai.web.reporting.protection import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_annual")]
    operations = [migrations.RunPython(protect, unprotect)]
