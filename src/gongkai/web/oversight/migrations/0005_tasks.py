"""Tasks of superiors, what was sent up, platforms and their inspections."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.web.tables import CreateTables

TABLES = [
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
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
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
                models.UniqueConstraint(condition=models.Q(("account__isnull", False)), fields=("account",), name="one_platform_a_channel"),
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
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("channels", "0001_initial"),
        ("organs", "0002_former_names"),
        ("oversight", "0004_board"),
        ("publication", "0003_policies_by_day"),
        ("reporting", "0003_moved"),
    ]

    operations = [
        CreateTables(*TABLES),
    ]
