"""社会评议 and 投诉举报, with triggers on what is only added to."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gongkai.web.vault.sealed
from gongkai.web.oversight.protection import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [
        ("organs", "0002_former_names"),
        ("oversight", "0003_assessment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("source", models.CharField(choices=[("online", "网上"), ("paper", "纸质")], max_length=8)),
                ("on", models.DateField()),
                ("text", models.TextField(verbose_name="意见")),
                ("quote", models.TextField(blank=True, verbose_name="摘登")),
            ],
            options={
                "ordering": ["on", "pk"],
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
            ],
            options={
                "ordering": ["position"],
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
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
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
                (
                    "order",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="oversight.order"),
                ),
                ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="grievances", to="organs.organ")),
            ],
            options={
                "ordering": ["-received_on", "-created_at"],
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
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
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
        migrations.AddField(
            model_name="opinion",
            name="question",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="oversight.question"),
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
        ),
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
        migrations.AddField(
            model_name="question",
            name="survey",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="oversight.survey"),
        ),
        migrations.AddField(
            model_name="opinion",
            name="survey",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="oversight.survey"),
        ),
        migrations.AddField(
            model_name="filled",
            name="survey",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="filled", to="oversight.survey"),
        ),
        migrations.AddConstraint(
            model_name="mark",
            constraint=models.UniqueConstraint(fields=("filled", "question", "option"), name="one_mark_an_option"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("survey", "position"), name="one_question_a_place"),
        ),
        migrations.AddConstraint(
            model_name="grievance",
            constraint=models.UniqueConstraint(fields=("body", "number"), name="one_grievance_a_number"),
        ),
        migrations.RunPython(protect, unprotect),
    ]
