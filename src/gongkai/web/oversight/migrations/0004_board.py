"""Letters of 催办, orders, looks at filed reports, complaints; what is only added to has triggers."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gongkai.web.vault.sealed
from gongkai.web.oversight.protection import protect, unprotect
from gongkai.web.tables import CreateTables

TABLES = [
    migrations.CreateModel(
        name="Urging",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("number", models.CharField(max_length=80, unique=True, verbose_name="文号")),
            ("day", models.DateField()),
            ("lines", models.JSONField(default=list)),
            ("made_at", models.DateTimeField()),
            ("mail_to", models.EmailField(blank=True, max_length=254)),
            ("mailed_at", models.DateTimeField(null=True)),
            ("attempts", models.PositiveSmallIntegerField(default=0)),
            ("problem", models.CharField(blank=True, max_length=300)),
            ("acknowledged_at", models.DateTimeField(null=True)),
            ("answer", models.TextField(blank=True, verbose_name="办理情况")),
            (
                "acknowledged_by",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            (
                "district",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="urgings_sent", to="organs.organ"),
            ),
            ("made_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="urgings", to="organs.organ")),
        ],
        options={
            "ordering": ["-made_at", "number"],
            "indexes": [
                models.Index(fields=["organ", "acknowledged_at"], name="urgings_to_acknowledge"),
                models.Index(fields=["district", "-day"], name="urgings_by_day"),
            ],
        },
    ),
    migrations.CreateModel(
        name="Urged",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("key", models.CharField(max_length=80)),
            ("day", models.DateField()),
            ("turn", models.PositiveSmallIntegerField(default=0)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
            ("urging", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="things", to="oversight.urging")),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("organ", "day", "key", "turn"), name="one_urging_a_day")],
        },
    ),
    migrations.CreateModel(
        name="Order",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("number", models.CharField(max_length=80, unique=True, verbose_name="文号")),
            ("what", models.TextField(verbose_name="整改事项")),
            ("basis", models.CharField(max_length=300, verbose_name="依据")),
            (
                "origin",
                models.CharField(
                    choices=[("board", "督办中发现"), ("inspection", "网站检查发现"), ("free", "其他")],
                    default="free",
                    max_length=12,
                    verbose_name="来源",
                ),
            ),
            ("origin_words", models.CharField(blank=True, max_length=500, verbose_name="发现的问题")),
            ("first_due", models.DateField(verbose_name="整改期限")),
            ("issued_on", models.DateField()),
            ("created_at", models.DateTimeField()),
            (
                "state",
                models.CharField(
                    choices=[
                        ("open", "等待整改"),
                        ("answered", "已报整改，待审核"),
                        ("returned", "退回，继续整改"),
                        ("accepted", "整改完成"),
                        ("withdrawn", "已撤回"),
                    ],
                    default="open",
                    max_length=12,
                ),
            ),
            ("due_on", models.DateField()),
            ("asked_until", models.DateField(null=True)),
            ("changed_at", models.DateTimeField()),
            (
                "created_by",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            (
                "district",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="orders_issued", to="organs.organ"),
            ),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="organs.organ")),
        ],
        options={
            "ordering": ["-created_at", "number"],
            "indexes": [
                models.Index(fields=["organ", "state", "due_on"], name="orders_by_due"),
                models.Index(fields=["district", "state"], name="orders_of_a_district"),
            ],
        },
    ),
    migrations.CreateModel(
        name="OrderStep",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("issued", "发出"),
                        ("asked_time", "申请延期"),
                        ("granted", "同意延期"),
                        ("denied", "不同意延期"),
                        ("answered", "报送整改情况"),
                        ("returned", "退回"),
                        ("accepted", "审核通过"),
                        ("withdrawn", "撤回"),
                    ],
                    max_length=12,
                ),
            ),
            ("on", models.DateField()),
            ("words", models.TextField(blank=True)),
            ("until", models.DateField(null=True)),
            ("created_at", models.DateTimeField()),
            (
                "created_by",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            ("order", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="oversight.order")),
        ],
        options={
            "ordering": ["created_at", "pk"],
        },
    ),
    migrations.CreateModel(
        name="OrderFile",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile")),
            ("step", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="files", to="oversight.orderstep")),
        ],
        options={
            "ordering": ["pk"],
            "constraints": [models.UniqueConstraint(fields=("step", "file"), name="one_file_once_a_step")],
        },
    ),
    migrations.CreateModel(
        name="FilingLook",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("year", models.PositiveSmallIntegerField()),
            ("address", models.CharField(blank=True, max_length=500, verbose_name="网址")),
            ("found", models.BooleanField(null=True)),
            ("words", models.CharField(blank=True, max_length=500)),
            ("asked_at", models.DateTimeField()),
            ("looked_at", models.DateTimeField(null=True)),
            ("asked_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="filing_looks", to="organs.organ")),
        ],
        options={
            "ordering": ["-asked_at"],
            "indexes": [models.Index(fields=["organ", "year", "-asked_at"], name="filing_looks_of_a_year")],
        },
    ),
    migrations.CreateModel(
        name="Likeness",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("year", models.PositiveSmallIntegerField()),
            ("stamp", models.CharField(max_length=64)),
            ("result", models.JSONField(null=True)),
            ("asked_at", models.DateTimeField()),
            ("made_at", models.DateTimeField(null=True)),
            ("district", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("district", "year"), name="one_likeness_a_year")],
        },
    ),
    migrations.CreateModel(
        name="Grievance",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("number", models.CharField(max_length=60, verbose_name="编号")),
            (
                "source",
                models.CharField(
                    choices=[("online", "网上"), ("phone", "电话"), ("letter", "来信"), ("visit", "来访"), ("passed", "其他机关转来")],
                    max_length=8,
                    verbose_name="怎样来的",
                ),
            ),
            (
                "duty",
                models.CharField(
                    choices=[
                        ("not_published", "该公开的没有公开"),
                        ("late", "逾期没有答复申请"),
                        ("wrong", "答复不合规定"),
                        ("outdated", "公开指南、目录没有更新"),
                        ("charges", "违反规定收费"),
                        ("other", "其他没有履行的公开职责"),
                    ],
                    max_length=16,
                    verbose_name="什么职责没有履行",
                ),
            ),
            ("text", models.TextField(verbose_name="情况")),
            ("contact", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="all")),
            ("passed", models.TextField(blank=True, verbose_name="转给机关的内容")),
            ("key", models.CharField(max_length=64, null=True, unique=True)),
            ("received_on", models.DateField(verbose_name="收到日期")),
            ("accept_by", models.DateField(null=True, verbose_name="受理期限")),
            ("answer_by", models.DateField(null=True, verbose_name="答复期限")),
            ("reply_by", models.DateField(null=True, verbose_name="机关说明的期限")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("received", "已收到"),
                        ("accepted", "已受理"),
                        ("asked", "等机关说明"),
                        ("replied", "机关已说明"),
                        ("found", "已查明"),
                        ("answered", "已答复"),
                        ("referred", "已告知其他途径"),
                    ],
                    default="received",
                    max_length=10,
                ),
            ),
            (
                "finding",
                models.CharField(
                    blank=True,
                    choices=[("true", "属实"), ("partly", "部分属实"), ("untrue", "不属实")],
                    max_length=8,
                    verbose_name="查证结果",
                ),
            ),
            (
                "measure",
                models.CharField(
                    blank=True,
                    choices=[("order", "督促整改"), ("criticise", "通报批评"), ("both", "督促整改并通报批评"), ("none", "没有")],
                    max_length=10,
                    verbose_name="处理",
                ),
            ),
            ("document", models.CharField(blank=True, max_length=80, verbose_name="文号")),
            ("told", models.TextField(blank=True, verbose_name="答复")),
            ("ended_on", models.DateField(null=True)),
            ("created_at", models.DateTimeField()),
            (
                "body",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="grievances_heard", to="organs.organ"),
            ),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="grievances", to="organs.organ")),
            (
                "order",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="oversight.order"),
            ),
        ],
        options={
            "ordering": ["-received_on", "-created_at"],
            "constraints": [models.UniqueConstraint(fields=("body", "number"), name="one_grievance_a_number")],
        },
    ),
    migrations.CreateModel(
        name="GrievanceStep",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("received", "收到"),
                        ("accepted", "受理"),
                        ("referred", "告知其他途径"),
                        ("asked", "请机关说明"),
                        ("replied", "机关说明"),
                        ("found", "查明"),
                        ("ordered", "督促整改"),
                        ("criticised", "通报批评"),
                        ("answered", "答复"),
                        ("noted", "备注"),
                    ],
                    max_length=10,
                ),
            ),
            ("on", models.DateField()),
            ("words", models.TextField(blank=True)),
            ("due_on", models.DateField(null=True)),
            ("inside", models.BooleanField(default=False)),
            ("created_at", models.DateTimeField()),
            (
                "by",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            (
                "grievance",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="oversight.grievance"),
            ),
        ],
        options={
            "ordering": ["created_at", "pk"],
        },
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("organs", "0002_former_names"),
        ("oversight", "0003_surveys"),
        ("vault", "0001_initial"),
    ]

    operations = [
        CreateTables(*TABLES),
        migrations.RunPython(protect, unprotect),
    ]
