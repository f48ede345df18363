"""Sets of indicators and rounds of assessment."""

import uuid
from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.web.tables import CreateTables

TABLES = [
    migrations.CreateModel(
        name="IndicatorSet",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("series", models.UUIDField(db_index=True, default=uuid.uuid4)),
            ("version", models.PositiveSmallIntegerField(default=1)),
            ("name", models.CharField(max_length=80, verbose_name="名称")),
            ("about", models.TextField(blank=True, verbose_name="说明")),
            ("grades", models.JSONField(default=list)),
            ("created_at", models.DateTimeField()),
            (
                "created_by",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="indicator_sets", to="organs.organ")),
        ],
        options={
            "ordering": ["name", "-version"],
            "constraints": [models.UniqueConstraint(fields=("series", "version"), name="one_set_a_version")],
        },
    ),
    migrations.CreateModel(
        name="IndicatorNode",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("position", models.PositiveSmallIntegerField()),
            ("name", models.CharField(max_length=80, verbose_name="名称")),
            (
                "method",
                models.CharField(
                    blank=True,
                    choices=[("deduct", "扣分"), ("ratio", "按比例"), ("bonus", "加分"), ("veto", "一票否决")],
                    max_length=8,
                    verbose_name="计分办法",
                ),
            ),
            ("points", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=6, verbose_name="分值")),
            ("per_case", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=6, verbose_name="每件")),
            ("cap", models.DecimalField(decimal_places=2, max_digits=6, null=True, verbose_name="最多扣")),
            ("automatic", models.CharField(blank=True, max_length=40, verbose_name="自动")),
            (
                "applies",
                models.CharField(
                    choices=[("both", "乡镇和部门"), ("town", "乡镇、街道"), ("bureau", "部门")],
                    default="both",
                    max_length=8,
                    verbose_name="适用",
                ),
            ),
            ("evidence", models.CharField(blank=True, max_length=300, verbose_name="评分标准和证明材料")),
            (
                "parent",
                models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.CASCADE, related_name="children", to="oversight.indicatornode"
                ),
            ),
            ("set", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="nodes", to="oversight.indicatorset")),
        ],
        options={
            "ordering": ["position", "pk"],
        },
    ),
    migrations.CreateModel(
        name="Round",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("name", models.CharField(max_length=80, verbose_name="名称")),
            ("first", models.DateField(verbose_name="考核期开始")),
            ("last", models.DateField(verbose_name="考核期结束")),
            ("self_by", models.DateField(verbose_name="自评截止")),
            ("objection_days", models.PositiveSmallIntegerField(default=10, verbose_name="申诉期限（日）")),
            ("public", models.BooleanField(default=False, verbose_name="公布结果")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("prepared", "准备"),
                        ("self", "自评"),
                        ("review", "复核"),
                        ("told", "已告知结果，可以申诉"),
                        ("final", "已定"),
                        ("dropped", "已放弃"),
                    ],
                    default="prepared",
                    max_length=10,
                ),
            ),
            ("created_at", models.DateTimeField()),
            ("asked_at", models.DateTimeField(null=True)),
            ("told_on", models.DateField(null=True)),
            ("object_by", models.DateField(null=True)),
            ("final_on", models.DateField(null=True)),
            (
                "created_by",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            (
                "notice",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publication.item"),
            ),
            ("owner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="organs.organ")),
            ("set", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="oversight.indicatorset")),
        ],
        options={
            "ordering": ["-last", "-created_at"],
        },
    ),
    migrations.CreateModel(
        name="Scoring",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("at", models.DateTimeField()),
            ("scores", models.PositiveIntegerField()),
            ("changes", models.JSONField(default=list)),
            ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ("round", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="scorings", to="oversight.round")),
        ],
        options={
            "ordering": ["-at"],
        },
    ),
    migrations.CreateModel(
        name="Assessed",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("kind", models.CharField(choices=[("both", "乡镇和部门"), ("town", "乡镇、街道"), ("bureau", "部门")], max_length=8)),
            ("handed_at", models.DateTimeField(null=True)),
            ("total", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
            ("bonus", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
            ("vetoed", models.BooleanField(default=False)),
            ("grade", models.CharField(blank=True, max_length=20)),
            ("rank", models.PositiveIntegerField(null=True)),
            ("told", models.CharField(blank=True, max_length=120)),
            (
                "handed_by",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="organs.organ")),
            ("round", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="assessed", to="oversight.round")),
        ],
        options={
            "ordering": ["kind", "organ__path"],
            "constraints": [models.UniqueConstraint(fields=("round", "organ"), name="one_assessment_an_organ")],
        },
    ),
    migrations.CreateModel(
        name="Score",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("cases", models.PositiveIntegerField(default=0)),
            ("base", models.PositiveIntegerField(null=True)),
            ("points", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
            ("evidence", models.JSONField(default=list)),
            ("claimed", models.DecimalField(decimal_places=2, max_digits=7, null=True, verbose_name="自评分")),
            ("claim_words", models.TextField(blank=True, verbose_name="自评说明")),
            ("given", models.DecimalField(decimal_places=2, max_digits=7, null=True, verbose_name="复核分")),
            ("reason", models.TextField(blank=True, verbose_name="复核理由")),
            (
                "assessed",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="scores", to="oversight.assessed"),
            ),
            ("node", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="oversight.indicatornode")),
        ],
        options={
            "ordering": ["node__position", "pk"],
            "constraints": [models.UniqueConstraint(fields=("assessed", "node"), name="one_score_an_indicator")],
        },
    ),
    migrations.CreateModel(
        name="ClaimFile",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile")),
            ("score", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="files", to="oversight.score")),
        ],
        options={
            "ordering": ["pk"],
        },
    ),
    migrations.CreateModel(
        name="Objection",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("text", models.TextField(verbose_name="申诉理由")),
            ("at", models.DateTimeField()),
            ("accepted", models.BooleanField(null=True)),
            ("before", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
            ("reason", models.TextField(blank=True, verbose_name="处理理由")),
            ("decided_at", models.DateTimeField(null=True)),
            ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            (
                "decided_by",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            (
                "file",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"),
            ),
            (
                "score",
                models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="objection", to="oversight.score"),
            ),
        ],
        options={
            "ordering": ["at"],
        },
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("organs", "0002_former_names"),
        ("oversight", "0005_tasks"),
        ("publication", "0003_policies_by_day"),
        ("vault", "0001_initial"),
    ]

    operations = [
        CreateTables(*TABLES),
    ]
