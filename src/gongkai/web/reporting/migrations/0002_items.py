from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def read_again(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What was read before this has no row in the new table: the ledger is read from its beginning when somebody counts next."""
    apps.get_model("reporting", "Watermark").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0001_squashed"),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemFact",
            fields=[
                ("stream", models.UUIDField(primary_key=True, serialize=False)),
                ("organ", models.UUIDField()),
                ("catalogue", models.CharField(max_length=60, verbose_name="目录栏目")),
                ("first_on", models.DateField(verbose_name="首次公开")),
            ],
            options={
                "indexes": [models.Index(fields=["organ", "catalogue", "first_on", "stream"], name="items_of_an_entry")],
            },
        ),
        migrations.RunPython(read_again, migrations.RunPython.noop),
    ]
