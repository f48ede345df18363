import uuid

import django.db.models.deletion
from django.db import migrations, models

from gongkai.web.search.index import make, unmake
from gongkai.web.tables import CreateTables

TABLES = [
    migrations.CreateModel(
        name="Label",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "kind",
                models.CharField(choices=[("organ", "机关"), ("column", "栏目"), ("genre", "体裁"), ("validity", "有效性")], max_length=10),
            ),
            ("number", models.PositiveIntegerField()),
            ("value", models.CharField(max_length=60)),
            ("name", models.CharField(blank=True, max_length=120, verbose_name="名称")),
            ("plain", models.CharField(blank=True, editable=False, max_length=120)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("kind", "value"), name="search_one_label"),
                models.UniqueConstraint(fields=("kind", "number"), name="search_one_number"),
            ],
        },
    ),
    migrations.CreateModel(
        name="PublicItem",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
            (
                "source",
                models.CharField(
                    choices=[
                        ("publication", "主动公开"),
                        ("answer", "依申请公开后转为主动公开"),
                        ("report", "政府信息公开工作年度报告"),
                    ],
                    max_length=20,
                ),
            ),
            ("origin", models.UUIDField(db_index=True, null=True)),
            ("title", models.CharField(max_length=300, verbose_name="标题")),
            ("number", models.CharField(blank=True, db_index=True, max_length=120, verbose_name="发文字号")),
            ("index_number", models.CharField(blank=True, db_index=True, max_length=120, verbose_name="索引号")),
            ("address", models.CharField(blank=True, max_length=500, verbose_name="网址")),
            ("summary", models.TextField(blank=True, verbose_name="概述")),
            ("text", models.TextField(blank=True, verbose_name="正文")),
            ("column", models.CharField(blank=True, max_length=60, verbose_name="栏目")),
            ("column_label", models.CharField(blank=True, max_length=120, verbose_name="栏目名称")),
            ("genre", models.CharField(blank=True, max_length=40, verbose_name="体裁")),
            ("validity", models.CharField(blank=True, max_length=40, verbose_name="有效性")),
            ("issued_on", models.DateField(null=True, verbose_name="成文日期")),
            ("published_on", models.DateField(verbose_name="发布日期")),
            ("withdrawn_on", models.DateField(null=True)),
            ("number_key", models.CharField(blank=True, db_index=True, editable=False, max_length=120)),
            ("index_key", models.CharField(blank=True, db_index=True, editable=False, max_length=120)),
            ("plain_title", models.TextField(blank=True, editable=False)),
            ("plain", models.TextField(blank=True, editable=False)),
            ("place", models.BigIntegerField(editable=False, null=True)),
            ("shelf", models.BigIntegerField(editable=False, null=True)),
            ("first_place", models.BigIntegerField(editable=False, null=True)),
        ],
        options={
            "ordering": ["-published_on"],
            "indexes": [
                models.Index(fields=["place", "shelf"], name="search_place"),
                models.Index(fields=["organ", "first_place", "withdrawn_on", "column", "genre", "validity"], name="search_listed"),
            ],
        },
    ),
    migrations.CreateModel(
        name="PublicPage",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "item",
                models.ForeignKey(
                    db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="pages", to="search.publicitem"
                ),
            ),
            ("order", models.PositiveIntegerField(editable=False)),
            ("name", models.CharField(max_length=300, verbose_name="附件")),
            ("number", models.PositiveIntegerField(verbose_name="页")),
            ("text", models.TextField(blank=True, verbose_name="文字")),
            ("plain", models.TextField(blank=True, editable=False)),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("item", "order"), name="search_page_order")],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("search", "0001_initial"),
        ("search", "0002_words"),
        ("search", "0003_index"),
        ("search", "0004_labels"),
        ("search", "0005_positions"),
        ("search", "0006_reindex"),
        ("search", "0007_listed"),
        ("search", "0008_threes"),
        ("search", "0009_reports"),
    ]

    dependencies = [
        ("organs", "0001_initial"),
    ]

    operations = [
        CreateTables(*TABLES),
        migrations.RunPython(make, unmake),
    ]
