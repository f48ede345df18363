"""A case that moved (机构改革) is told by each organ that had it: these facts have no longer one row a stream. They are made again from the ledger."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def read_again(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The tables are empty: the ledger is read from its beginning when somebody counts next."""
    for name in ("Watermark", "CalendarRead"):
        apps.get_model("reporting", name).objects.all().delete()


_ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
_STREAM = ("stream", models.UUIDField(db_index=True))


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_items")]

    operations = [
        migrations.DeleteModel(name="ApplicationFact"),
        migrations.DeleteModel(name="RemedyFact"),
        migrations.DeleteModel(name="DocumentFact"),
        migrations.CreateModel(
            name="ApplicationFact",
            fields=[
                _ID,
                _STREAM,
                ("organ", models.UUIDField()),
                ("number", models.CharField(max_length=120, verbose_name="登记号")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("since", models.DateField()),
                ("column", models.CharField(max_length=20, verbose_name="申请人类型")),
                ("ended_on", models.DateField(null=True, verbose_name="办结日期")),
                ("row", models.CharField(blank=True, max_length=60)),
                ("row_2019", models.CharField(blank=True, max_length=60)),
                ("choices", models.CharField(blank=True, max_length=600)),
                ("gone_on", models.DateField(null=True)),
                ("fee", models.PositiveBigIntegerField(default=0)),
                ("paid_on", models.DateField(null=True)),
                ("due_on", models.DateField(null=True, verbose_name="答复期限")),
                ("late", models.BooleanField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organ", "received_on", "number", "since", "ended_on", "gone_on", "column", "row", "row_2019", "choices"],
                        name="facts_of_applications",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RemedyFact",
            fields=[
                _ID,
                _STREAM,
                ("organ", models.UUIDField(db_index=True)),
                ("number", models.CharField(max_length=120, verbose_name="登记号")),
                ("sort", models.CharField(max_length=30)),
                ("received_on", models.DateField(verbose_name="收到副本")),
                ("final_on", models.DateField(null=True, verbose_name="生效日期")),
                ("result", models.CharField(blank=True, max_length=20)),
                ("since", models.DateField(null=True)),
                ("gone_on", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="DocumentFact",
            fields=[
                _ID,
                _STREAM,
                ("organ", models.UUIDField(db_index=True)),
                ("number", models.CharField(max_length=120, verbose_name="文号")),
                ("sort", models.CharField(max_length=30)),
                ("issued_on", models.DateField(verbose_name="成文日期")),
                ("ended_on", models.DateField(null=True, verbose_name="失去效力")),
                ("repealed", models.BooleanField(default=False)),
                ("publication", models.UUIDField(db_index=True, null=True)),
                ("since", models.DateField(null=True)),
                ("gone_on", models.DateField(null=True)),
            ],
        ),
        migrations.RunPython(read_again, migrations.RunPython.noop),
    ]
