"""Cases and what stands beside them: the first tables of ``0001_squashed``. Django takes no file whose name begins so for a migration."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gongkai.web.vault.sealed

TABLES = [
    migrations.CreateModel(
        name="Text",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("stream", models.UUIDField(db_index=True)),
            ("key", models.CharField(max_length=60)),
            ("text", models.TextField()),
            ("created_at", models.DateTimeField()),
            ("created_by", models.CharField(blank=True, max_length=64)),
        ],
    ),
    migrations.CreateModel(
        name="Application",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="applications", to="organs.organ")),
            ("register_number", models.CharField(max_length=60, verbose_name="登记编号")),
            (
                "channel",
                models.CharField(
                    choices=[
                        ("in_person", "当面提交"),
                        ("oral", "口头提出、代为填写"),
                        ("signed_post", "邮寄（需签收）"),
                        ("ordinary_post", "平常信函"),
                        ("online", "互联网"),
                        ("email", "电子邮件"),
                        ("fax", "传真"),
                    ],
                    max_length=20,
                    verbose_name="提交方式",
                ),
            ),
            ("submitted_on", models.DateField(null=True, verbose_name="提交日")),
            ("arrived_on", models.DateField(null=True, verbose_name="到达或者签收日")),
            ("confirmed_on", models.DateField(null=True, verbose_name="双方确认日")),
            ("wanted_form", models.CharField(blank=True, max_length=40, verbose_name="提供方式")),
            ("wanted_way", models.CharField(blank=True, max_length=40, verbose_name="获取途径")),
            ("purpose", models.TextField(blank=True, verbose_name="用途")),
            ("submission_key", models.CharField(max_length=64, null=True, unique=True)),
            ("content_hash", models.CharField(blank=True, db_index=True, max_length=40)),
            ("created_at", models.DateTimeField()),
            (
                "handler",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="handled",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="经办人",
                ),
            ),
            ("taken_at", models.DateTimeField(null=True)),
            (
                "merged_into",
                models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="applications.application"
                ),
            ),
            ("imported", models.BooleanField(default=False)),
            ("extra", models.JSONField(default=dict)),
            ("erased_on", models.DateField(null=True)),
            (
                "phase",
                models.CharField(
                    choices=[
                        ("unregistered", "没有登记"),
                        ("open", "正在办理"),
                        ("answered", "已经答复"),
                        ("reanswering", "正在重新答复"),
                        ("closed", "不再处理"),
                        ("withdrawn", "已经撤回"),
                        ("handed_over", "已经移交"),
                    ],
                    default="unregistered",
                    max_length=20,
                ),
            ),
            ("step", models.PositiveIntegerField(default=0)),
            ("received_on", models.DateField(null=True)),
            ("due_on", models.DateField(null=True)),
            ("provisional", models.BooleanField(default=False)),
            ("waiting_who", models.CharField(blank=True, max_length=40)),
            ("waiting_what", models.CharField(blank=True, max_length=40)),
            ("waiting_until", models.DateField(null=True)),
            ("ended_on", models.DateField(null=True)),
            ("row", models.CharField(blank=True, max_length=60)),
            ("on_time", models.BooleanField(null=True)),
            ("unserved", models.PositiveSmallIntegerField(default=0)),
            ("linked", models.ManyToManyField(blank=True, to="applications.application")),
        ],
        options={
            "indexes": [
                models.Index(fields=["organ", "phase", "due_on"], name="work_list"),
                models.Index(fields=["phase", "due_on"], name="work_list_of_all"),
                models.Index(fields=["handler", "phase", "due_on"], name="work_list_of_one"),
                models.Index(fields=["organ", "received_on"], name="register_by_day"),
                models.Index(fields=["organ", "waiting_until"], name="waiting_list"),
                models.Index(condition=models.Q(("unserved__gt", 0)), fields=["organ"], name="unserved_list"),
                models.Index(fields=["organ", "ended_on", "row", "on_time"], name="outcomes_by_day"),
            ],
            "constraints": [
                models.UniqueConstraint(fields=("organ", "register_number"), name="one_register_number"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("arrived_on__isnull", True),
                        ("submitted_on__isnull", True),
                        ("arrived_on__gte", models.F("submitted_on")),
                        _connector="OR",
                    ),
                    name="arrives_after_it_was_sent",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Consulted",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            (
                "application",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="consulted", to="applications.application"),
            ),
            ("label", models.CharField(max_length=20)),
            (
                "party",
                models.CharField(
                    choices=[("third_party", "第三方"), ("co_maker", "共同制作机关"), ("other_organ", "其他机关")], max_length=20
                ),
            ),
            ("name", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="name", verbose_name="名称或者姓名")),
            ("address", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="address", verbose_name="地址")),
            ("phone", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="phone", verbose_name="联系电话")),
            ("asked", models.TextField(verbose_name="征求什么意见")),
            ("link", models.CharField(blank=True, db_index=True, max_length=64)),
            ("link_until", models.DateField(null=True)),
            ("answered_at", models.DateTimeField(null=True)),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("application", "label"), name="one_label_per_consulted")],
        },
    ),
    migrations.CreateModel(
        name="DigestSent",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "user",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            ("organ", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="organs.organ")),
            ("day", models.DateField()),
            ("lines", models.PositiveIntegerField(verbose_name="几件事")),
            ("attempts", models.PositiveSmallIntegerField(default=0)),
            ("sent_at", models.DateTimeField(null=True)),
            ("problem", models.CharField(blank=True, max_length=300)),
        ],
        options={
            "ordering": ["-day", "id"],
            "constraints": [
                models.UniqueConstraint(condition=models.Q(("user__isnull", False)), fields=("user", "day"), name="one_digest_each_day"),
                models.UniqueConstraint(
                    condition=models.Q(("user__isnull", True)), fields=("organ", "day"), name="one_digest_of_organ_each_day"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Draft",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("token", models.CharField(max_length=64, unique=True)),
            ("answers", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="all")),
            ("updated_at", models.DateTimeField()),
            (
                "application",
                models.OneToOneField(
                    null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="draft", to="applications.application"
                ),
            ),
        ],
    ),
    migrations.CreateModel(
        name="DueChanged",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "application",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="moved", to="applications.application"),
            ),
            ("field", models.CharField(max_length=20)),
            ("old", models.DateField(null=True)),
            ("new", models.DateField(null=True)),
            ("provisional", models.BooleanField(default=False)),
            ("moment", models.DateTimeField()),
        ],
        options={
            "ordering": ["-moment", "-id"],
        },
    ),
    migrations.CreateModel(
        name="Erasure",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
            ("stream", models.UUIDField()),
            ("number", models.CharField(max_length=60)),
            ("ended_on", models.DateField()),
            ("years", models.PositiveSmallIntegerField()),
            ("people", models.PositiveIntegerField(default=0)),
            ("texts", models.PositiveIntegerField(default=0)),
            ("files", models.PositiveIntegerField(default=0)),
            ("moment", models.DateTimeField()),
        ],
        options={
            "ordering": ["-moment", "-id"],
        },
    ),
    migrations.CreateModel(
        name="Item",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "application",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="items", to="applications.application"),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("content", models.TextField(verbose_name="申请内容")),
            ("index_number", models.CharField(blank=True, max_length=120, verbose_name="文号或者索引号")),
        ],
        options={
            "ordering": ["number"],
            "constraints": [models.UniqueConstraint(fields=("application", "number"), name="one_item_per_number")],
        },
    ),
]
