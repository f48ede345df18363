"""Everything of 监督保障 besides changes of organs, with triggers on what is only added to."""

import uuid
from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gongkai.web.vault.sealed
from gongkai.web.oversight.protection import protect, unprotect


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("channels", "0001_initial"),
        ("organs", "0002_former_names"),
        ("oversight", "0001_changes"),
        ("publication", "0003_policies_by_day"),
        ("reporting", "0003_moved"),
        ("vault", "0001_initial"),
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
                ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="grievances", to="organs.organ")),
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
            name="Issue",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200, verbose_name="要办什么")),
                ("number", models.CharField(blank=True, max_length=120, verbose_name="文号")),
                ("words", models.TextField(blank=True, verbose_name="具体要求")),
                (
                    "sort",
                    models.CharField(
                        choices=[("report", "报送信息"), ("mend", "整改"), ("form", "填报表格"), ("meeting", "会议"), ("other", "其他")],
                        default="report",
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                (
                    "weight",
                    models.CharField(
                        choices=[("normal", "一般"), ("high", "重要"), ("urgent", "紧急")],
                        default="normal",
                        max_length=10,
                        verbose_name="重要程度",
                    ),
                ),
                ("due_on", models.DateField(null=True, verbose_name="期限")),
                ("due_time", models.TimeField(null=True, verbose_name="几点以前")),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
            ],
            options={
                "ordering": ["-created_at"],
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
            name="OpenDay",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "sort",
                    models.CharField(
                        choices=[("open", "政府开放日"), ("publicity", "政务公开活动日")],
                        default="open",
                        max_length=10,
                        verbose_name="名称",
                    ),
                ),
                ("theme", models.CharField(max_length=100, verbose_name="主题")),
                ("banner", models.CharField(blank=True, max_length=200, verbose_name="横幅")),
                ("day", models.DateField(verbose_name="日期")),
                ("begins", models.TimeField(verbose_name="开始")),
                ("ends", models.TimeField(verbose_name="结束")),
                ("place", models.CharField(max_length=200, verbose_name="地点")),
                ("organisers", models.CharField(max_length=200, verbose_name="承办单位")),
                ("programme", models.TextField(verbose_name="活动安排")),
                ("boards", models.TextField(blank=True, verbose_name="展板")),
                ("sign_up", models.BooleanField(default=False, verbose_name="网上报名")),
                ("places", models.PositiveIntegerField(null=True, verbose_name="名额")),
                ("closes_on", models.DateField(null=True, verbose_name="报名截止")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "筹备中"), ("announced", "已发布"), ("held", "已登记"), ("cancelled", "已取消")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("announced_at", models.DateTimeField(null=True)),
                ("on_front", models.BooleanField(default=False)),
                ("why_cancelled", models.CharField(blank=True, max_length=300, verbose_name="取消的原因")),
                ("others", models.PositiveIntegerField(null=True, verbose_name="其他到场")),
                ("step", models.PositiveIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="open_days", to="organs.organ")),
            ],
            options={
                "ordering": ["-day", "-created_at"],
                "indexes": [models.Index(fields=["organ", "-day"], name="open_days_of_organ")],
            },
        ),
        migrations.CreateModel(
            name="DayVisitor",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="name", verbose_name="姓名")),
                ("phone", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="phone", verbose_name="电话")),
                ("people", models.PositiveSmallIntegerField()),
                ("group", models.CharField(blank=True, max_length=40)),
                ("blind", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=64, null=True)),
                ("created_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("came", models.PositiveSmallIntegerField(null=True)),
                ("erased_on", models.DateField(null=True)),
                ("day", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="visitors", to="oversight.openday")),
            ],
            options={
                "ordering": ["created_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("day", "key"), name="one_visitor_a_click"),
                    models.UniqueConstraint(fields=("day", "blind"), name="one_visitor_a_code"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DayQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked", models.TextField()),
                ("answer", models.TextField(blank=True)),
                ("answered_on", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                ("day", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="oversight.openday")),
            ],
            options={
                "ordering": ["created_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DayPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("alt", models.CharField(max_length=200)),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile")),
                ("day", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="oversight.openday")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DayNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort", models.CharField(choices=[("feedback", "意见反馈"), ("press", "宣传报道")], max_length=10)),
                ("words", models.CharField(max_length=500)),
                ("address", models.URLField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField()),
                ("day", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="oversight.openday")),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DayMaterial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("planned", models.PositiveIntegerField()),
                ("handed", models.PositiveIntegerField(null=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("day", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="materials", to="oversight.openday")),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("day", "name"), name="one_material_a_name")],
            },
        ),
        migrations.CreateModel(
            name="DayGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("invited", models.PositiveIntegerField()),
                ("came", models.PositiveIntegerField(null=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("day", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="oversight.openday")),
            ],
            options={
                "ordering": ["position", "pk"],
                "constraints": [models.UniqueConstraint(fields=("day", "name"), name="one_group_a_name")],
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
        migrations.AddField(
            model_name="grievance",
            name="order",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="oversight.order"),
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
            name="Particulars",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("step", models.PositiveIntegerField()),
                ("topic", models.CharField(blank=True, max_length=100)),
                ("hours", models.DecimalField(decimal_places=1, max_digits=5, null=True)),
                (
                    "form",
                    models.CharField(blank=True, choices=[("together", "集中"), ("online", "线上"), ("both", "集中和线上")], max_length=10),
                ),
                ("teacher", models.CharField(blank=True, max_length=60)),
                ("people", models.TextField(blank=True)),
                ("papers", models.TextField(blank=True)),
                ("tested", models.PositiveIntegerField(null=True)),
                ("passed", models.PositiveIntegerField(null=True)),
                ("average", models.DecimalField(decimal_places=1, max_digits=5, null=True)),
                (
                    "material",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"),
                ),
                ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("organ", "year", "step"), name="one_set_of_particulars_an_activity")],
            },
        ),
        migrations.CreateModel(
            name="Platform",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("site", "网站"),
                            ("column", "门户网站上的栏目"),
                            ("wechat", "微信公众号"),
                            ("weibo", "微博"),
                            ("video", "抖音等短视频号"),
                            ("app", "移动客户端"),
                            ("board", "公示栏、电子屏"),
                            ("reading", "查阅点"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                ("own", models.BooleanField(default=False)),
                (
                    "limit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "没有规定的期限"),
                            ("home_stale", "网站首页：两周"),
                            ("news_stale", "动态、要闻类栏目：两周"),
                            ("notices_stale", "通知公告、政策文件类栏目：六个月"),
                            ("account_stale", "政务新媒体：两周"),
                        ],
                        max_length=20,
                        verbose_name="更新期限",
                    ),
                ),
                ("department", models.CharField(blank=True, max_length=120, verbose_name="主办部门")),
                ("manager", models.CharField(blank=True, max_length=120, verbose_name="管理岗位")),
                ("contact", models.CharField(blank=True, max_length=120, verbose_name="联系岗位和电话")),
                ("site_code", models.CharField(blank=True, max_length=20, verbose_name="网站标识码")),
                ("icp", models.CharField(blank=True, max_length=60, verbose_name="ICP 备案号")),
                ("number", models.CharField(blank=True, max_length=120, verbose_name="账号或者编号")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="网址或者地点")),
                ("approval", models.CharField(blank=True, max_length=200, verbose_name="备案、审批")),
                ("approved_on", models.DateField(null=True, verbose_name="备案、审批日期")),
                ("opened_on", models.DateField(null=True, verbose_name="开通日期")),
                ("closed_on", models.DateField(null=True, verbose_name="关停日期")),
                ("closed_why", models.CharField(blank=True, max_length=200, verbose_name="关停原因")),
                ("noted_on", models.DateField(null=True)),
                ("inspected", models.BooleanField(default=False, verbose_name="每周检查")),
                ("next_visit_on", models.DateField(null=True)),
                ("visited_on", models.DateField(null=True)),
                ("vetoes", models.JSONField(default=list)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channels.account",
                        verbose_name="用哪个渠道发布",
                    ),
                ),
                ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="platforms", to="organs.organ")),
            ],
            options={
                "ordering": ["organ", "-own", "kind", "name"],
                "indexes": [
                    models.Index(condition=models.Q(("next_visit_on__isnull", False)), fields=["next_visit_on"], name="platforms_to_visit")
                ],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("own", True)), fields=("organ",), name="one_own_column"),
                    models.UniqueConstraint(
                        condition=models.Q(("account__isnull", False)), fields=("account",), name="one_platform_a_channel"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlatformUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("words", models.CharField(max_length=300)),
                ("file", models.UUIDField(null=True)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                (
                    "platform",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="oversight.platform"),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
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
            options={
                "constraints": [models.UniqueConstraint(fields=("filled", "question", "option"), name="one_mark_an_option")],
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
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
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
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
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
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "sort",
                    models.CharField(
                        choices=[("leader", "分管领导"), ("office", "工作机构"), ("full", "专职人员"), ("part", "兼职人员")], max_length=10
                    ),
                ),
                ("words", models.CharField(max_length=120)),
                ("number", models.PositiveSmallIntegerField(null=True)),
                ("from_day", models.DateField()),
                ("to_day", models.DateField(null=True)),
                ("paper", models.CharField(blank=True, max_length=120)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
            ],
            options={
                "ordering": ["sort", "-from_day", "-pk"],
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("to_day", None)), fields=("organ", "sort"), name="one_standing_of_a_sort")
                ],
            },
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
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("issuer", models.CharField(max_length=120, verbose_name="谁布置的")),
                (
                    "way",
                    models.CharField(
                        choices=[("document", "文件"), ("group", "工作群"), ("platform", "平台"), ("phone", "电话"), ("system", "本系统")],
                        max_length=10,
                        verbose_name="从哪里来",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="要办什么")),
                ("number", models.CharField(blank=True, max_length=120, verbose_name="文号")),
                ("words", models.TextField(blank=True, verbose_name="具体要求")),
                (
                    "sort",
                    models.CharField(
                        choices=[("report", "报送信息"), ("mend", "整改"), ("form", "填报表格"), ("meeting", "会议"), ("other", "其他")],
                        default="report",
                        max_length=10,
                        verbose_name="种类",
                    ),
                ),
                (
                    "weight",
                    models.CharField(
                        choices=[("normal", "一般"), ("high", "重要"), ("urgent", "紧急")],
                        default="normal",
                        max_length=10,
                        verbose_name="重要程度",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("due_on", models.DateField(null=True, verbose_name="期限")),
                ("due_time", models.TimeField(null=True, verbose_name="几点以前")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待办"), ("returned", "退回重报"), ("answered", "已办"), ("dropped", "不用办")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("answered_on", models.DateField(null=True)),
                ("answered_time", models.TimeField(null=True)),
                ("on_time", models.BooleanField(null=True)),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                (
                    "handler",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="oversight.issue"),
                ),
                ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="organs.organ")),
            ],
            options={
                "ordering": ["due_on", "received_on"],
                "indexes": [
                    models.Index(fields=["organ", "state", "due_on"], name="tasks_by_due"),
                    models.Index(fields=["organ", "received_on"], name="tasks_by_received"),
                ],
                "constraints": [models.UniqueConstraint(fields=("issue", "organ"), name="one_task_an_organ_of_an_issue")],
            },
        ),
        migrations.CreateModel(
            name="Sending",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=300, verbose_name="报送了什么")),
                ("text", models.TextField(blank=True, verbose_name="内容")),
                ("to", models.CharField(max_length=120, verbose_name="报给谁")),
                (
                    "way",
                    models.CharField(
                        choices=[("document", "文件"), ("group", "工作群"), ("platform", "平台"), ("phone", "电话"), ("system", "本系统")],
                        max_length=10,
                        verbose_name="怎样报的",
                    ),
                ),
                ("on", models.DateField(verbose_name="报送日期")),
                ("receipt", models.CharField(blank=True, max_length=300, verbose_name="回执")),
                ("returned_on", models.DateField(null=True)),
                ("returned_why", models.CharField(blank=True, max_length=300)),
                (
                    "outcome",
                    models.CharField(blank=True, choices=[("", "还不知道"), ("taken", "采用"), ("not_taken", "没有采用")], max_length=10),
                ),
                ("outcome_on", models.DateField(null=True)),
                ("where", models.CharField(blank=True, max_length=200, verbose_name="登在哪里")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="网址")),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                (
                    "item",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publication.item"),
                ),
                ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="sendings", to="organs.organ")),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="replaced_by", to="oversight.sending"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="sendings", to="oversight.task"),
                ),
            ],
            options={
                "ordering": ["-on", "-created_at"],
                "indexes": [models.Index(fields=["organ", "on"], name="sendings_by_day")],
            },
        ),
        migrations.CreateModel(
            name="Followed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                (
                    "trouble",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reporting.trouble"),
                ),
                (
                    "platform",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="followed", to="oversight.platform"),
                ),
                ("task", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="oversight.task")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("platform", "key"), name="each_finding_followed_once")],
            },
        ),
        migrations.CreateModel(
            name="TaskStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("noted", "记一笔"),
                            ("assigned", "交办"),
                            ("answered", "答复"),
                            ("sent", "报送"),
                            ("returned", "退回"),
                            ("taken", "采用情况"),
                            ("reminded", "催办"),
                            ("changed", "改写"),
                            ("dropped", "不用办"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField()),
                ("created_at", models.DateTimeField()),
                ("created_by", models.CharField(max_length=64)),
                ("task", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="oversight.task")),
            ],
            options={
                "ordering": ["created_at", "pk"],
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
            name="Visit",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("address", models.CharField(max_length=500)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "排队中"), ("running", "正在检查"), ("done", "已检查"), ("failed", "没有检查成")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=64)),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("day", models.DateField(null=True)),
                ("problem", models.CharField(blank=True, max_length=500)),
                ("result", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("passed", models.BooleanField(null=True)),
                ("fresh", models.PositiveIntegerField(default=0)),
                ("gone", models.PositiveIntegerField(default=0)),
                (
                    "platform",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="visits", to="oversight.platform"),
                ),
            ],
            options={
                "ordering": ["-asked_at"],
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
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("survey", "position"), name="one_question_a_place"),
        ),
        migrations.RunPython(protect, unprotect),
    ]
