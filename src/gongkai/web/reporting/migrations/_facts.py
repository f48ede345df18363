"""Facts counted from the ledger, figures: the first tables of ``0001_squashed``. Django takes no file whose name begins so for a migration."""

import django.db.models.deletion
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name="CalendarRead",
        fields=[
            ("organ", models.UUIDField(primary_key=True, serialize=False)),
            ("years", models.JSONField(default=dict)),
        ],
    ),
    migrations.CreateModel(
        name="DocumentFact",
        fields=[
            ("stream", models.UUIDField(primary_key=True, serialize=False)),
            ("organ", models.UUIDField(db_index=True)),
            ("number", models.CharField(max_length=120, verbose_name="文号")),
            ("sort", models.CharField(max_length=30)),
            ("issued_on", models.DateField(verbose_name="成文日期")),
            ("ended_on", models.DateField(null=True, verbose_name="失去效力")),
            ("repealed", models.BooleanField(default=False)),
            ("publication", models.UUIDField(db_index=True, null=True)),
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
    migrations.CreateModel(
        name="RemedyFact",
        fields=[
            ("stream", models.UUIDField(primary_key=True, serialize=False)),
            ("organ", models.UUIDField(db_index=True)),
            ("number", models.CharField(max_length=120, verbose_name="登记号")),
            ("sort", models.CharField(max_length=30)),
            ("received_on", models.DateField(verbose_name="收到副本")),
            ("final_on", models.DateField(null=True, verbose_name="生效日期")),
            ("result", models.CharField(blank=True, max_length=20)),
        ],
    ),
    migrations.CreateModel(
        name="Watermark",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("position", models.BigIntegerField(default=0)),
        ],
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
        name="ApplicationFact",
        fields=[
            ("stream", models.UUIDField(primary_key=True, serialize=False)),
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
                    fields=["organ", "since", "ended_on", "gone_on", "received_on", "column", "row", "row_2019", "choices"],
                    name="facts_of_applications",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Declaration",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("stream", models.UUIDField()),
            ("organ", models.UUIDField()),
            ("year", models.PositiveSmallIntegerField()),
            ("cell", models.CharField(max_length=60)),
            ("value", models.CharField(max_length=40)),
            ("source", models.CharField(max_length=64)),
            ("role", models.CharField(max_length=20)),
            ("on", models.DateField()),
        ],
        options={
            "indexes": [models.Index(fields=["organ", "year"], name="declarations_of_a_year")],
            "constraints": [models.UniqueConstraint(fields=("stream", "cell"), name="one_word_on_a_cell")],
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
        name="FigureRequest",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
            ("year", models.PositiveSmallIntegerField()),
            ("cell", models.CharField(max_length=60)),
            ("office", models.CharField(max_length=120, verbose_name="请谁报")),
            ("due_on", models.DateField(verbose_name="什么时候以前")),
            ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
            ("asked_at", models.DateTimeField()),
            ("asked_by", models.CharField(max_length=64)),
            ("answered_at", models.DateTimeField(null=True)),
            ("dropped_at", models.DateTimeField(null=True)),
        ],
        options={
            "ordering": ["due_on", "cell"],
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
]
