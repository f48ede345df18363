"""The index of pairs, made for the database at hand."""

from django.db import migrations

from gongkai.web.search.index import make, unmake


class Migration(migrations.Migration):
    dependencies = [("search", "0002_words")]
    operations = [migrations.RunPython(make, unmake)]
