from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def read_again(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """What was read before this knows nothing of the new columns: the ledger is read from its beginning when somebody counts next."""
    apps.get_model("reporting", "Watermark").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("reporting", "0003_sealed"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarRead",
            fields=[
                ("organ", models.UUIDField(primary_key=True, serialize=False)),
                ("years", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="RectificationFact",
            fields=[
                ("stream", models.UUIDField(primary_key=True, serialize=False)),
                ("organ", models.UUIDField(db_index=True)),
                ("number", models.CharField(max_length=120, verbose_name="登记号")),
                ("received_on", models.DateField(verbose_name="收到日期")),
            ],
        ),
        migrations.AddField(
            model_name="applicationfact",
            name="due_on",
            field=models.DateField(null=True, verbose_name="答复期限"),
        ),
        migrations.AddField(
            model_name="applicationfact",
            name="late",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="documentfact",
            name="publication",
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.CreateModel(
            name="ActivityFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stream", models.UUIDField(db_index=True)),
                ("organ", models.UUIDField()),
                ("year", models.PositiveSmallIntegerField()),
                ("sort", models.CharField(max_length=30)),
                ("on", models.DateField()),
                ("people", models.PositiveIntegerField(default=0)),
                ("found", models.PositiveIntegerField(default=0)),
                ("mended", models.PositiveIntegerField(default=0)),
                ("record", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "indexes": [models.Index(fields=["organ", "year"], name="activities_of_a_year")],
            },
        ),
        migrations.CreateModel(
            name="ExplanationFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stream", models.UUIDField(db_index=True)),
                ("organ", models.UUIDField()),
                ("item", models.CharField(max_length=64)),
                ("form", models.CharField(max_length=20)),
                ("by_leader", models.BooleanField(default=False)),
                ("on", models.DateField()),
            ],
            options={
                "indexes": [models.Index(fields=["organ", "on", "item"], name="explanations_by_day")],
            },
        ),
        migrations.CreateModel(
            name="ItemDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stream", models.UUIDField()),
                ("organ", models.UUIDField()),
                ("what", models.CharField(max_length=20)),
                ("on", models.DateField()),
            ],
            options={
                "indexes": [models.Index(fields=["organ", "on", "what", "stream"], name="days_of_items")],
                "constraints": [models.UniqueConstraint(fields=("stream", "what", "on"), name="one_row_a_thing_and_day")],
            },
        ),
        migrations.RunPython(read_again, migrations.RunPython.noop),
    ]
