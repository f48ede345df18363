"""Items, their versions and lists: the first tables of ``0001_squashed``. Django takes no file whose name begins so for a migration."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gongkai.web.vault.sealed

TABLES = [
    migrations.CreateModel(
        name="SiteSettings",
        fields=[
            (
                "organ",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    primary_key=True,
                    related_name="site",
                    serialize=False,
                    to="organs.organ",
                ),
            ),
            (
                "mount",
                models.CharField(
                    choices=[
                        ("column", "作为上级门户网站的栏目"),
                        ("files", "导出文件交给上级网站"),
                        ("alone", "独立网站（须有批准文件）"),
                        ("none", "还没有开通，只在内部使用"),
                    ],
                    default="column",
                    max_length=8,
                    verbose_name="开通方式",
                ),
            ),
            ("site_name", models.CharField(blank=True, max_length=120, verbose_name="网站名称")),
            ("site_domain", models.CharField(blank=True, max_length=120, verbose_name="网站域名")),
            ("address", models.URLField(blank=True, max_length=300, verbose_name="栏目地址")),
            ("approval", models.CharField(blank=True, max_length=200, verbose_name="批准文件")),
            ("header", models.TextField(blank=True, verbose_name="页头")),
            ("footer", models.TextField(blank=True, verbose_name="页脚")),
            ("icp", models.CharField(blank=True, max_length=60, verbose_name="ICP 备案号")),
            ("police", models.CharField(blank=True, max_length=60, verbose_name="公安备案号")),
            ("arrangement", models.TextField(blank=True, verbose_name="信息分类和编排体系")),
        ],
    ),
    migrations.CreateModel(
        name="ListImport",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
            (
                "file",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="vault.storedfile"),
            ),
            ("name", models.CharField(max_length=200, verbose_name="文件名")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("checking", "正在检查"),
                        ("checked", "等待确认"),
                        ("refused", "有错误，没有导入"),
                        ("importing", "正在导入"),
                        ("done", "已导入"),
                        ("dropped", "已放弃"),
                    ],
                    default="checking",
                    max_length=20,
                ),
            ),
            ("rows", models.PositiveIntegerField(default=0, verbose_name="条数")),
            ("imported", models.PositiveIntegerField(default=0, verbose_name="已导入")),
            ("result", models.JSONField(default=dict)),
            ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ("created_at", models.DateTimeField()),
            ("changed_at", models.DateTimeField()),
        ],
        options={
            "ordering": ["-created_at"],
        },
    ),
    migrations.CreateModel(
        name="Column",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="columns", to="organs.organ")),
            ("key", models.CharField(max_length=60)),
            ("shown", models.BooleanField(verbose_name="公开此栏目")),
            ("label", models.CharField(blank=True, max_length=120, verbose_name="栏目名称")),
            ("basis", models.CharField(blank=True, max_length=200, verbose_name="依据（权责清单、赋权清单）")),
        ],
        options={
            "ordering": ["key"],
            "constraints": [models.UniqueConstraint(fields=("organ", "key"), name="one_row_per_column")],
        },
    ),
    migrations.CreateModel(
        name="Reminder",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ("day", models.DateField()),
            ("lines", models.PositiveIntegerField()),
            ("attempts", models.PositiveSmallIntegerField(default=0)),
            ("sent_at", models.DateTimeField(null=True)),
            ("problem", models.CharField(blank=True, max_length=300)),
        ],
        options={
            "ordering": ["-day"],
            "constraints": [models.UniqueConstraint(fields=("user", "day"), name="one_reminder_a_day")],
        },
    ),
    migrations.CreateModel(
        name="SensitiveWord",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "organ",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="sensitive_words", to="organs.organ"),
            ),
            ("word", models.CharField(max_length=60, verbose_name="词")),
            ("why", models.CharField(blank=True, max_length=200, verbose_name="为什么")),
            ("instead", models.CharField(blank=True, max_length=60, verbose_name="改为")),
            ("blocks", models.BooleanField(default=True, verbose_name="必须答复才能发布")),
        ],
        options={
            "ordering": ["word"],
            "constraints": [models.UniqueConstraint(fields=("organ", "word"), name="each_word_once")],
        },
    ),
    migrations.CreateModel(
        name="Item",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="items", to="organs.organ")),
            ("column", models.CharField(max_length=60, verbose_name="目录栏目")),
            (
                "genre",
                models.CharField(
                    choices=[
                        ("normative_documents", "行政规范性文件"),
                        ("rules", "规章"),
                        ("policy", "其他政策文件"),
                        ("interpretation", "政策解读"),
                        ("notice", "通知公告"),
                        ("list", "名单、结果公示"),
                        ("data", "财政、统计数据"),
                        ("news", "工作动态"),
                        ("regime", "信息公开制度"),
                        ("annual_report", "信息公开年报"),
                        ("other", "其他"),
                    ],
                    default="other",
                    max_length=24,
                    verbose_name="体裁",
                ),
            ),
            ("title", models.CharField(max_length=300, verbose_name="标题")),
            ("index_number", models.CharField(max_length=120, unique=True, verbose_name="索引号")),
            ("number", models.CharField(blank=True, max_length=120, verbose_name="发文字号")),
            ("issuer", models.CharField(blank=True, max_length=200, verbose_name="发文机关")),
            ("subject", models.CharField(blank=True, max_length=120, verbose_name="主题分类")),
            ("source", models.CharField(blank=True, max_length=200, verbose_name="信息来源")),
            ("department", models.CharField(blank=True, max_length=120, verbose_name="责任部门")),
            ("keywords", models.CharField(blank=True, max_length=200, verbose_name="关键词")),
            ("summary", models.TextField(blank=True, verbose_name="内容概述")),
            ("formed_on", models.DateField(verbose_name="成文日期")),
            ("counted_from", models.DateField(blank=True, null=True, verbose_name="公开期限起算日")),
            ("effective_from", models.DateField(blank=True, null=True, verbose_name="生效日期")),
            ("expires_on", models.DateField(blank=True, null=True, verbose_name="废止日期")),
            ("document", models.UUIDField(null=True, unique=True)),
            ("scheduled_for", models.DateTimeField(blank=True, null=True, verbose_name="定时发布")),
            (
                "drafter",
                models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="drafted", to=settings.AUTH_USER_MODEL
                ),
            ),
            ("created_at", models.DateTimeField()),
            ("changed_at", models.DateTimeField()),
            ("submitted_at", models.DateTimeField(null=True)),
            ("imported", models.BooleanField(default=False)),
            ("imported_channels", models.JSONField(default=dict)),
            (
                "phase",
                models.CharField(
                    choices=[
                        ("draft", "起草"),
                        ("review", "审查"),
                        ("approved", "已签发，待发布"),
                        ("scheduled", "定时发布"),
                        ("published", "已公开"),
                        ("changing", "已公开，新版本在审"),
                        ("withdrawn", "已撤下"),
                        ("withheld", "不主动公开"),
                    ],
                    default="draft",
                    max_length=12,
                ),
            ),
            ("step", models.PositiveIntegerField(default=0)),
            (
                "attribute",
                models.CharField(
                    blank=True,
                    choices=[("active", "主动公开"), ("on_request", "依申请公开"), ("withheld", "不予公开")],
                    max_length=12,
                    verbose_name="公开属性",
                ),
            ),
            ("attribute_basis", models.CharField(blank=True, max_length=40)),
            (
                "next_stage",
                models.CharField(blank=True, choices=[("first", "初审"), ("second", "复审"), ("final", "终审")], max_length=10),
            ),
            ("approved_on", models.DateField(null=True)),
            ("first_published_on", models.DateField(null=True)),
            ("published_on", models.DateField(null=True, verbose_name="发布日期")),
            ("withdrawn_on", models.DateField(null=True)),
            ("due_on", models.DateField(null=True, verbose_name="公开期限")),
            ("assessed_on", models.DateField(null=True)),
            ("explained", models.PositiveSmallIntegerField(default=0)),
            (
                "validity",
                models.CharField(
                    blank=True,
                    choices=[
                        ("", "不适用"),
                        ("coming", "尚未生效"),
                        ("valid", "有效"),
                        ("amended", "已修改"),
                        ("expired", "失效"),
                        ("repealed", "废止"),
                    ],
                    max_length=10,
                    verbose_name="有效性",
                ),
            ),
        ],
        options={
            "ordering": ["-published_on", "-created_at"],
            "indexes": [
                models.Index(fields=["organ", "phase", "due_on"], name="publication_organ_i_f1fd41_idx"),
                models.Index(fields=["organ", "column", "-published_on"], name="publication_organ_i_1f7bb6_idx"),
                models.Index(fields=["organ", "genre", "-published_on"], name="publication_organ_i_577328_idx"),
                models.Index(condition=models.Q(("scheduled_for__isnull", False)), fields=["scheduled_for"], name="items_scheduled"),
            ],
        },
    ),
    migrations.CreateModel(
        name="Complaint",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="complaints", to="organs.organ")),
            (
                "item",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="complaints", to="publication.item"),
            ),
            ("page", models.CharField(max_length=300, verbose_name="页面")),
            ("kind", models.CharField(max_length=40, verbose_name="哪里不对")),
            ("text", models.TextField(verbose_name="说明")),
            ("contact", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="all")),
            ("key", models.CharField(max_length=64, null=True, unique=True)),
            ("created_at", models.DateTimeField()),
            ("due_on", models.DateField(null=True)),
            (
                "state",
                models.CharField(
                    choices=[("new", "待处理"), ("answered", "已处理"), ("invalid", "不属实，已说明")], default="new", max_length=10
                ),
            ),
            ("answer", models.TextField(blank=True, verbose_name="处理结果")),
            ("answered_at", models.DateTimeField(null=True)),
            ("answered_by", models.CharField(blank=True, max_length=64)),
        ],
        options={
            "ordering": ["-created_at"],
        },
    ),
    migrations.CreateModel(
        name="Note",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="publication.item")),
            ("key", models.CharField(max_length=40)),
            ("text", models.TextField()),
            ("created_at", models.DateTimeField()),
            ("created_by", models.CharField(max_length=64)),
        ],
        options={
            "ordering": ["created_at"],
        },
    ),
    migrations.CreateModel(
        name="Upward",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("item", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="upward", to="publication.item")),
            ("on", models.DateField()),
            ("taken", models.BooleanField(default=False)),
        ],
        options={
            "ordering": ["on"],
        },
    ),
    migrations.CreateModel(
        name="Version",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="publication.item")),
            ("number", models.PositiveIntegerField()),
            ("title", models.CharField(max_length=300)),
            ("fields", models.JSONField(default=dict)),
            ("html", models.TextField(blank=True)),
            ("text", models.TextField(blank=True)),
            ("note", models.CharField(blank=True, max_length=300, verbose_name="变更说明")),
            ("changed_on", models.DateField()),
            ("frozen", models.BooleanField(default=False)),
            ("links", models.JSONField(default=list)),
            ("links_at", models.DateTimeField(null=True)),
            ("digest", models.CharField(blank=True, max_length=64)),
            ("created_at", models.DateTimeField()),
            ("created_by", models.CharField(max_length=64)),
        ],
        options={
            "ordering": ["number"],
            "constraints": [models.UniqueConstraint(fields=("item", "number"), name="one_version_per_number")],
        },
    ),
]
