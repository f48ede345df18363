import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from gongkai.web.reporting.migrations import _facts
from gongkai.web.reporting.protection import protect, unprotect
from gongkai.web.tables import CreateTables

TABLES = [
    migrations.CreateModel(
        name="Note",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("stream", models.UUIDField(db_index=True)),
            ("key", models.CharField(max_length=40)),
            ("text", models.TextField()),
            ("data", models.JSONField(default=dict)),
            (
                "file",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"),
            ),
            ("created_at", models.DateTimeField()),
            ("created_by", models.CharField(max_length=64)),
        ],
        options={
            "ordering": ["created_at"],
        },
    ),
    migrations.CreateModel(
        name="PastReport",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
            ("year", models.PositiveSmallIntegerField()),
            ("document", models.JSONField()),
            ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile")),
            ("findings", models.PositiveIntegerField(default=0)),
            ("created_at", models.DateTimeField()),
            ("created_by", models.CharField(max_length=64)),
            ("replaced_at", models.DateTimeField(null=True)),
        ],
        options={
            "ordering": ["-year", "-created_at"],
            "constraints": [
                models.UniqueConstraint(condition=models.Q(("replaced_at", None)), fields=("organ", "year"), name="one_past_report_a_year")
            ],
        },
    ),
    migrations.CreateModel(
        name="ReportReminder",
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
            "constraints": [models.UniqueConstraint(fields=("user", "day"), name="one_report_reminder_a_day")],
        },
    ),
    migrations.CreateModel(
        name="Trouble",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
            ("year", models.PositiveSmallIntegerField(verbose_name="列入哪一年的报告")),
            ("problem", models.TextField(verbose_name="问题")),
            ("measure", models.TextField(verbose_name="改进措施")),
            ("owner", models.CharField(blank=True, max_length=120, verbose_name="责任人")),
            ("due_on", models.DateField(blank=True, null=True, verbose_name="完成期限")),
            (
                "state",
                models.CharField(
                    choices=[("not_begun", "尚未开展"), ("going", "正在推进"), ("done", "已经完成")],
                    default="not_begun",
                    max_length=10,
                    verbose_name="进展",
                ),
            ),
            ("outcome", models.TextField(blank=True, verbose_name="改进情况")),
            ("done_on", models.DateField(blank=True, null=True, verbose_name="完成日期")),
            ("position", models.PositiveSmallIntegerField(default=0)),
            ("created_at", models.DateTimeField()),
            ("created_by", models.CharField(max_length=64)),
            ("dropped_at", models.DateTimeField(null=True)),
            ("dropped_why", models.CharField(blank=True, max_length=300)),
        ],
        options={
            "ordering": ["year", "position", "created_at"],
            "indexes": [models.Index(fields=["organ", "year"], name="troubles_of_a_year")],
        },
    ),
    migrations.CreateModel(
        name="TroubleStep",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("trouble", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="reporting.trouble")),
            ("on", models.DateField(verbose_name="日期")),
            (
                "state",
                models.CharField(choices=[("not_begun", "尚未开展"), ("going", "正在推进"), ("done", "已经完成")], max_length=10),
            ),
            ("words", models.TextField(verbose_name="做了什么")),
            (
                "file",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile"),
            ),
            ("created_at", models.DateTimeField()),
            ("created_by", models.CharField(max_length=64)),
        ],
        options={
            "ordering": ["on", "created_at"],
        },
    ),
    migrations.CreateModel(
        name="AnnualReport",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="annual_reports", to="organs.organ")),
            ("year", models.PositiveSmallIntegerField(verbose_name="报告年度")),
            (
                "scope",
                models.CharField(
                    choices=[("own", "本机关"), ("region", "本行政区域汇总")], default="own", max_length=10, verbose_name="统计范围"
                ),
            ),
            ("form", models.CharField(max_length=8, verbose_name="格式")),
            ("created_at", models.DateTimeField()),
            ("step", models.PositiveIntegerField(default=0)),
            ("edition", models.PositiveSmallIntegerField(default=0)),
            ("published_on", models.DateField(null=True, verbose_name="公布日期")),
            ("changed_on", models.DateField(null=True)),
        ],
        options={
            "ordering": ["-year", "organ__path", "scope"],
            "constraints": [models.UniqueConstraint(fields=("organ", "year", "scope"), name="one_report_a_year")],
        },
    ),
    migrations.CreateModel(
        name="Answer",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "report",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="reporting.annualreport"),
            ),
            ("mark", models.CharField(max_length=64)),
            ("code", models.CharField(max_length=8)),
            ("message", models.TextField()),
            ("reason", models.TextField(verbose_name="理由")),
            ("created_at", models.DateTimeField()),
            ("created_by", models.CharField(max_length=64)),
        ],
        options={
            "ordering": ["created_at"],
        },
    ),
    migrations.CreateModel(
        name="Edition",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "report",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="reporting.annualreport"),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("published_on", models.DateField(verbose_name="公布日期")),
            ("position", models.BigIntegerField()),
            ("ledger_head", models.CharField(max_length=64)),
            ("content", models.CharField(max_length=64)),
            ("digest", models.CharField(max_length=64)),
            ("manifest", models.TextField()),
            ("note", models.TextField(blank=True, verbose_name="改了什么")),
            ("document", models.JSONField()),
            ("sources", models.JSONField(default=dict)),
            ("created_at", models.DateTimeField()),
            ("created_by", models.CharField(max_length=64)),
        ],
        options={
            "ordering": ["number"],
            "constraints": [models.UniqueConstraint(fields=("report", "number"), name="one_edition_a_number")],
        },
    ),
    migrations.CreateModel(
        name="EditionFile",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("edition", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="files", to="reporting.edition")),
            ("suffix", models.CharField(max_length=8)),
            ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile")),
        ],
        options={
            "ordering": ["suffix"],
            "constraints": [models.UniqueConstraint(fields=("edition", "suffix"), name="one_file_a_suffix")],
        },
    ),
    migrations.CreateModel(
        name="Revision",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "report",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="reporting.annualreport"),
            ),
            ("number", models.PositiveIntegerField()),
            ("based_on", models.PositiveIntegerField(default=0)),
            ("sections", models.JSONField(default=dict)),
            ("drafted", models.JSONField(default=dict)),
            ("given", models.JSONField(default=dict)),
            ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
            ("aside", models.BooleanField(default=False)),
            (
                "settled_in",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="settles", to="reporting.revision"),
            ),
            ("created_at", models.DateTimeField()),
            ("created_by", models.CharField(max_length=64)),
        ],
        options={
            "ordering": ["number"],
            "constraints": [models.UniqueConstraint(fields=("report", "number"), name="one_revision_a_number")],
        },
    ),
    migrations.CreateModel(
        name="Submission",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            (
                "report",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="submissions", to="reporting.annualreport"),
            ),
            ("organ", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
            ("organ_name", models.CharField(max_length=120)),
            ("document", models.JSONField()),
            ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.storedfile")),
            ("created_at", models.DateTimeField()),
            ("created_by", models.CharField(max_length=64)),
            ("replaced_at", models.DateTimeField(null=True)),
        ],
        options={
            "ordering": ["created_at"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("replaced_at", None)), fields=("report", "organ_name"), name="one_submission_an_organ"
                )
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("reporting", "0001_facts"),
        ("reporting", "0002_annual"),
        ("reporting", "0003_sealed"),
        ("reporting", "0004_narrative_facts"),
    ]

    dependencies = [
        ("accounts", "__first__"),
        ("organs", "0001_initial"),
        ("vault", "0001_initial"),
    ]

    operations = [
        CreateTables(*_facts.TABLES, *TABLES),
        migrations.AddField(
            model_name="annualreport",
            name="head",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reporting.revision"),
        ),
        migrations.RunPython(protect, unprotect),
    ]
