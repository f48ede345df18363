"""Questionnaires, and who was held accountable."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.web.tables import CreateTables

TABLES = [
    migrations.CreateModel(
        name="Survey",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("title", models.CharField(max_length=80, verbose_name="名称")),
            ("intro", models.TextField(blank=True, verbose_name="说明")),
            ("sampling", models.TextField(blank=True, verbose_name="样本")),
            ("opens_on", models.DateField(verbose_name="开始")),
            ("closes_on", models.DateField(verbose_name="截止")),
            (
                "state",
                models.CharField(
                    choices=[("draft", "拟订中"), ("issued", "已发布"), ("closed", "已结束"), ("dropped", "已作废")],
                    default="draft",
                    max_length=10,
                ),
            ),
            ("result", models.TextField(blank=True, verbose_name="评议结果")),
            ("year", models.PositiveSmallIntegerField(null=True)),
            ("step", models.PositiveIntegerField(null=True)),
            ("closed_at", models.DateTimeField(null=True)),
            ("published_at", models.DateTimeField(null=True)),
            ("dropped_why", models.CharField(blank=True, max_length=300, verbose_name="作废的原因")),
            ("created_at", models.DateTimeField()),
            (
                "created_by",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="surveys", to="organs.organ")),
        ],
        options={
            "ordering": ["-opens_on", "-created_at"],
        },
    ),
    migrations.CreateModel(
        name="Question",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("position", models.PositiveSmallIntegerField()),
            (
                "kind",
                models.CharField(
                    choices=[("scale", "满意度"), ("one", "单选"), ("several", "多选"), ("text", "意见")],
                    max_length=8,
                    verbose_name="怎样回答",
                ),
            ),
            ("words", models.CharField(max_length=120, verbose_name="问题")),
            ("options", models.JSONField(default=list, verbose_name="选项")),
            ("survey", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="oversight.survey")),
        ],
        options={
            "ordering": ["position"],
            "constraints": [models.UniqueConstraint(fields=("survey", "position"), name="one_question_a_place")],
        },
    ),
    migrations.CreateModel(
        name="Filled",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("source", models.CharField(choices=[("online", "网上"), ("paper", "纸质")], max_length=8)),
            ("sheets", models.PositiveIntegerField(default=1, verbose_name="份数")),
            ("on", models.DateField()),
            ("key", models.CharField(max_length=64, null=True, unique=True)),
            ("voided_why", models.CharField(blank=True, max_length=300, verbose_name="作废的原因")),
            (
                "counted_by",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            ("survey", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="filled", to="oversight.survey")),
        ],
        options={
            "ordering": ["pk"],
        },
    ),
    migrations.CreateModel(
        name="Mark",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("option", models.PositiveSmallIntegerField()),
            ("count", models.PositiveIntegerField(default=1)),
            ("filled", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="marks", to="oversight.filled")),
            ("question", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="oversight.question")),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("filled", "question", "option"), name="one_mark_an_option")],
        },
    ),
    migrations.CreateModel(
        name="Opinion",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("source", models.CharField(choices=[("online", "网上"), ("paper", "纸质")], max_length=8)),
            ("on", models.DateField()),
            ("text", models.TextField(verbose_name="意见")),
            ("quote", models.TextField(blank=True, verbose_name="摘登")),
            ("question", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="oversight.question")),
            ("survey", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="oversight.survey")),
        ],
        options={
            "ordering": ["on", "pk"],
        },
    ),
    migrations.CreateModel(
        name="FollowUp",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "state",
                models.CharField(
                    choices=[("going", "正在办"), ("done", "已办好"), ("not", "没有采纳，已写明理由")],
                    max_length=8,
                    verbose_name="进展",
                ),
            ),
            ("words", models.TextField(verbose_name="做了什么")),
            ("owner", models.CharField(blank=True, max_length=60, verbose_name="谁办")),
            ("due_on", models.DateField(null=True, verbose_name="什么时候办好")),
            ("created_at", models.DateTimeField()),
            (
                "created_by",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            (
                "opinion",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="follow_ups", to="oversight.opinion"),
            ),
        ],
        options={
            "ordering": ["created_at", "pk"],
        },
    ),
    migrations.CreateModel(
        name="Accountability",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            (
                "kind",
                models.CharField(
                    choices=[("talk", "约谈"), ("criticism", "通报批评"), ("discipline", "处分"), ("other", "其他处理")],
                    max_length=12,
                    verbose_name="种类",
                ),
            ),
            ("on", models.DateField(verbose_name="哪一天决定")),
            ("decided_by", models.CharField(max_length=80, verbose_name="谁决定的")),
            ("document", models.CharField(max_length=80, verbose_name="文号")),
            ("about", models.CharField(max_length=300, verbose_name="因为什么")),
            ("persons", models.PositiveIntegerField(default=0, verbose_name="被追究责任的人数")),
            ("key", models.CharField(max_length=64, null=True, unique=True)),
            ("step", models.PositiveIntegerField(null=True)),
            ("voided_at", models.DateTimeField(null=True)),
            ("voided_why", models.CharField(blank=True, max_length=300, verbose_name="作废的原因")),
            ("created_at", models.DateTimeField()),
            (
                "created_by",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            (
                "organ",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="accountabilities", to="organs.organ"),
            ),
        ],
        options={
            "ordering": ["-on", "-created_at"],
        },
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("organs", "0002_former_names"),
        ("oversight", "0002_days"),
    ]

    operations = [
        CreateTables(*TABLES),
    ]
