"""Open days, what an activity was about, and who answers for the work."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import gongkai.web.vault.sealed
from gongkai.web.tables import CreateTables

TABLES = [
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
]


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
        CreateTables(*TABLES),
    ]
