"""催办, 整改, 年报备案."""

from __future__ import annotations

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables of the board."""

    dependencies: ClassVar = [
        ("organs", "0002_former_names"),
        ("oversight", "0001_changes"),
        ("vault", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
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
            },
        ),
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
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
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
        migrations.AddConstraint(
            model_name="likeness",
            constraint=models.UniqueConstraint(fields=("district", "year"), name="one_likeness_a_year"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["organ", "state", "due_on"], name="orders_by_due"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["district", "state"], name="orders_of_a_district"),
        ),
        migrations.AddConstraint(
            model_name="orderfile",
            constraint=models.UniqueConstraint(fields=("step", "file"), name="one_file_once_a_step"),
        ),
        migrations.AddIndex(
            model_name="urging",
            index=models.Index(fields=["organ", "acknowledged_at"], name="urgings_to_acknowledge"),
        ),
        migrations.AddIndex(
            model_name="urging",
            index=models.Index(fields=["district", "-day"], name="urgings_by_day"),
        ),
        migrations.AddConstraint(
            model_name="urged",
            constraint=models.UniqueConstraint(fields=("organ", "day", "key", "turn"), name="one_urging_a_day"),
        ),
    ]
