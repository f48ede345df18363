import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.web.publication.migrations import _items
from gongkai.web.tables import CreateTables

TABLES = [
    migrations.CreateModel(
        name="Delivery",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="publication.item")),
            (
                "version",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="publication.version"),
            ),
            (
                "account",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="channels.account"),
            ),
            ("channel", models.CharField(max_length=30)),
            ("outlet", models.CharField(blank=True, max_length=20)),
            (
                "state",
                models.CharField(
                    choices=[
                        ("queued", "排队中"),
                        ("waiting", "等人办理"),
                        ("failed", "没有送达，将重试"),
                        ("refused", "被退回，要人处理"),
                        ("received", "已送达"),
                        ("leaving", "等待撤下"),
                        ("withdrawn", "已撤下"),
                        ("cancelled", "不再送"),
                    ],
                    default="queued",
                    max_length=10,
                ),
            ),
            ("tries", models.PositiveSmallIntegerField(default=0)),
            ("next_try_at", models.DateTimeField(null=True)),
            ("received_on", models.DateField(null=True)),
            ("withdrawn_on", models.DateField(null=True)),
            ("address", models.CharField(blank=True, max_length=500)),
            ("reference", models.CharField(blank=True, max_length=200)),
            ("words", models.TextField(blank=True)),
            ("evidence", models.JSONField(default=dict)),
            (
                "scan",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"),
            ),
            ("created_at", models.DateTimeField()),
            ("by", models.CharField(max_length=64)),
        ],
        options={
            "ordering": ["created_at"],
            "indexes": [
                models.Index(fields=["state", "next_try_at"], name="publication_state_a3b7cc_idx"),
                models.Index(fields=["outlet", "received_on"], name="publication_outlet_9c88ef_idx"),
            ],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("account__isnull", False)), fields=("version", "account"), name="one_delivery_per_channel"
                ),
                models.UniqueConstraint(condition=models.Q(("channel", "column")), fields=("version",), name="one_delivery_to_our_column"),
            ],
        },
    ),
    migrations.CreateModel(
        name="Attempt",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "delivery",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="publication.delivery"),
            ),
            ("at", models.DateTimeField()),
            ("outcome", models.CharField(max_length=10)),
            ("words", models.TextField()),
        ],
        options={
            "ordering": ["at"],
        },
    ),
    migrations.CreateModel(
        name="Opinion",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="publication.item")),
            (
                "version",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="opinions", to="publication.version"),
            ),
            (
                "stage",
                models.CharField(
                    blank=True, choices=[("first", "初审"), ("second", "复审"), ("final", "终审")], max_length=10, verbose_name="审次"
                ),
            ),
            ("verdict", models.CharField(choices=[("passed", "通过"), ("returned", "退回修改")], max_length=10, verbose_name="结论")),
            (
                "reviewer",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            ("name", models.CharField(max_length=60, verbose_name="审查人")),
            ("on", models.DateField(verbose_name="审查日期")),
            ("text", models.TextField(blank=True, verbose_name="审查意见")),
            ("checklist", models.JSONField(default=list)),
            ("on_paper", models.BooleanField(default=False)),
            (
                "scan",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"),
            ),
            ("recorded_at", models.DateTimeField()),
            ("recorded_by", models.CharField(max_length=64)),
        ],
        options={
            "ordering": ["recorded_at"],
        },
    ),
    migrations.CreateModel(
        name="Drawing",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            (
                "version",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="drawings", to="publication.version"),
            ),
            ("sort", models.CharField(choices=[("chart", "数据图"), ("infographic", "一图读懂")], max_length=12)),
            ("kind", models.CharField(max_length=20)),
            ("given", models.JSONField(default=dict)),
            ("position", models.PositiveSmallIntegerField(default=0)),
        ],
        options={
            "ordering": ["position"],
        },
    ),
    migrations.CreateModel(
        name="Attachment",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            (
                "version",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="publication.version"),
            ),
            ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile")),
            ("name", models.CharField(max_length=200, verbose_name="名称")),
            ("position", models.PositiveSmallIntegerField()),
            ("pages", models.JSONField(default=list)),
            ("inline", models.BooleanField(default=False)),
            ("alt", models.CharField(blank=True, max_length=300, verbose_name="图片说明")),
        ],
        options={
            "ordering": ["position"],
        },
    ),
    migrations.CreateModel(
        name="Interpretation",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "policy",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="interpretations", to="publication.item"),
            ),
            ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="explains", to="publication.item")),
            (
                "form",
                models.CharField(
                    choices=[
                        ("text", "文字解读"),
                        ("picture", "图解图表"),
                        ("video", "音视频"),
                        ("questions", "问答"),
                        ("conference", "新闻发布会"),
                        ("leader", "负责人解读"),
                    ],
                    max_length=12,
                    verbose_name="解读形式",
                ),
            ),
            ("interpreter", models.CharField(blank=True, max_length=120, verbose_name="解读人")),
            ("by_leader", models.BooleanField(default=False, verbose_name="主要负责人解读")),
            ("linked_at", models.DateTimeField()),
            ("recorded", models.BooleanField(default=False)),
        ],
        options={
            "ordering": ["linked_at", "pk"],
            "constraints": [models.UniqueConstraint(fields=("policy", "item"), name="one_link_per_interpretation")],
        },
    ),
    migrations.CreateModel(
        name="Answered",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="answered", to="publication.item")),
            ("fingerprint", models.CharField(max_length=64)),
            ("code", models.CharField(max_length=60)),
            ("message", models.TextField()),
            ("answer", models.CharField(max_length=300)),
            ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ("at", models.DateTimeField()),
        ],
        options={
            "ordering": ["at"],
            "constraints": [models.UniqueConstraint(fields=("item", "fingerprint"), name="one_answer_per_remark")],
        },
    ),
    migrations.CreateModel(
        name="Reach",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("item", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="reached", to="publication.item")),
            ("outlet", models.CharField(max_length=20)),
            ("on", models.DateField()),
        ],
        options={
            "ordering": ["on"],
            "indexes": [models.Index(fields=["outlet", "on"], name="publication_outlet_032dfd_idx")],
            "constraints": [models.UniqueConstraint(fields=("item", "outlet"), name="one_reach_per_outlet")],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [("publication", "0001_initial"), ("publication", "0002_list_import"), ("publication", "0003_reminder")]

    dependencies = [
        ("accounts", "__first__"),
        ("channels", "0001_initial"),
        ("organs", "0001_initial"),
        ("vault", "0001_initial"),
    ]

    operations = [
        CreateTables(*_items.TABLES, *TABLES),
        migrations.AddField(
            model_name="item",
            name="draft",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publication.version"),
        ),
        migrations.AddField(
            model_name="item",
            name="shown",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="publication.version"),
        ),
    ]
