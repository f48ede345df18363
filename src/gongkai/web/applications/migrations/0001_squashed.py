import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import gongkai.web.vault.sealed
from gongkai.web.applications.migrations import _cases
from gongkai.web.applications.protection import protect, unprotect
from gongkai.web.tables import CreateTables

TABLES = [
    migrations.CreateModel(
        name="Letter",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organs.organ")),
            ("stream", models.UUIDField(db_index=True)),
            ("act", models.CharField(max_length=40)),
            ("code", models.CharField(max_length=10, verbose_name="文书")),
            ("number", models.CharField(blank=True, max_length=60, verbose_name="文号")),
            ("answers", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="all")),
            ("facts", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="all")),
            (
                "state",
                models.CharField(
                    choices=[
                        ("draft", "草稿"),
                        ("in_approval", "审签中"),
                        ("approved", "已签发"),
                        ("issued", "已发出"),
                        ("served", "已送达"),
                        ("dropped", "作废"),
                    ],
                    default="draft",
                    max_length=20,
                ),
            ),
            ("dated", models.DateField(null=True, verbose_name="成文日期")),
            ("step", models.PositiveIntegerField(null=True)),
            ("issued_on", models.DateField(null=True)),
            ("served_on", models.DateField(null=True)),
            ("way", models.CharField(blank=True, max_length=20, verbose_name="送达方式")),
            ("posting_number", models.CharField(blank=True, max_length=40, verbose_name="邮件号码")),
            (
                "edited",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="vault.storedfile"),
            ),
            (
                "sealed_scan",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="vault.storedfile"),
            ),
            (
                "proof",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="vault.storedfile"),
            ),
            (
                "drafted_by",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            ("writers", models.JSONField(default=list)),
            ("drafted_at", models.DateTimeField()),
            ("changed_at", models.DateTimeField()),
        ],
        options={
            "ordering": ["drafted_at"],
            "indexes": [models.Index(fields=["organ", "state"], name="letters_by_state")],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("number", ""), _negated=True), fields=("organ", "number"), name="one_letter_per_number"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Approval",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "letter",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="approvals", to="applications.letter"),
            ),
            ("stage", models.CharField(choices=[("review", "审核"), ("legal", "法制审核"), ("sign", "签发")], max_length=20)),
            ("agreed", models.BooleanField()),
            ("opinion", models.TextField(blank=True, verbose_name="意见")),
            ("role", models.CharField(max_length=20)),
            (
                "user",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            ("name", models.CharField(max_length=60, verbose_name="签字人")),
            ("day", models.DateField(verbose_name="签字日期")),
            ("on_paper", models.BooleanField(default=False)),
            (
                "scan",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="vault.storedfile"),
            ),
            (
                "recorded_by",
                models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            ("recorded_at", models.DateTimeField()),
            ("round", models.PositiveSmallIntegerField(default=1)),
        ],
        options={
            "ordering": ["recorded_at", "id"],
        },
    ),
    migrations.CreateModel(
        name="Person",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "application",
                models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="people", to="applications.application"),
            ),
            (
                "capacity",
                models.CharField(choices=[("principal", "申请人"), ("joint", "共同申请人"), ("agent", "代理人")], max_length=20),
            ),
            (
                "column",
                models.CharField(
                    choices=[
                        ("person", "自然人"),
                        ("business", "商业企业"),
                        ("research", "科研机构"),
                        ("welfare", "社会公益组织"),
                        ("legal_service", "法律服务机构"),
                        ("other", "其他"),
                    ],
                    max_length=20,
                    verbose_name="申请人类型",
                ),
            ),
            ("name", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="name", verbose_name="姓名或者名称")),
            (
                "identity_kind",
                models.CharField(
                    blank=True,
                    choices=[
                        ("citizen", "居民身份证"),
                        ("passport", "护照"),
                        ("permit", "港澳台居民居住证或者通行证"),
                        ("credit", "统一社会信用代码"),
                        ("other", "其他有效证件"),
                    ],
                    max_length=20,
                    verbose_name="证件种类",
                ),
            ),
            ("identity", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="identity", verbose_name="证件号码")),
            ("phone", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="phone", verbose_name="联系电话")),
            ("email", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="email", verbose_name="电子邮箱")),
            ("address", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="address", verbose_name="通信地址")),
            ("postcode", models.CharField(blank=True, max_length=6, verbose_name="邮政编码")),
            ("contact", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="name", verbose_name="联系人")),
            ("index", models.CharField(blank=True, db_index=True, max_length=40)),
            ("name_index", models.CharField(blank=True, db_index=True, max_length=40)),
            (
                "proof",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="vault.storedfile",
                    verbose_name="身份证明",
                ),
            ),
            (
                "authority",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="vault.storedfile",
                    verbose_name="授权委托书",
                ),
            ),
        ],
        options={
            "ordering": ["capacity", "id"],
        },
    ),
    migrations.CreateModel(
        name="IdentityCheck",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="applications.person")),
            ("agrees", models.BooleanField(verbose_name="一致")),
            ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
            ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ("moment", models.DateTimeField()),
        ],
        options={
            "ordering": ["-moment"],
        },
    ),
    migrations.CreateModel(
        name="Rectification",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rectifications", to="organs.organ")),
            ("register_number", models.CharField(max_length=60, verbose_name="登记编号")),
            ("name", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="name", verbose_name="申请人")),
            ("identity", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="identity", verbose_name="证件号码")),
            ("phone", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="phone", verbose_name="联系电话")),
            ("address", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="address", verbose_name="通信地址")),
            ("record", models.TextField(verbose_name="要求更正的记录")),
            ("wanted", models.TextField(verbose_name="要求怎样更正")),
            ("evidence", models.TextField(blank=True, verbose_name="提供的证据")),
            ("erased_on", models.DateField(null=True)),
            (
                "handler",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            ("created_at", models.DateTimeField()),
            ("received_on", models.DateField(null=True)),
            ("decided_on", models.DateField(null=True)),
            ("served_on", models.DateField(null=True)),
            ("finding", models.CharField(blank=True, max_length=20)),
            ("step", models.PositiveIntegerField(default=0)),
        ],
        options={
            "constraints": [models.UniqueConstraint(fields=("organ", "register_number"), name="one_rectification_number")],
        },
    ),
    migrations.CreateModel(
        name="RegisterImport",
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
            ("rows", models.PositiveIntegerField(default=0, verbose_name="件数")),
            ("imported", models.PositiveIntegerField(default=0, verbose_name="已导入")),
            ("result", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="all")),
            ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ("created_at", models.DateTimeField()),
            ("changed_at", models.DateTimeField()),
        ],
        options={
            "ordering": ["-created_at"],
        },
    ),
    migrations.CreateModel(
        name="Remedy",
        fields=[
            ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
            ("organ", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="remedies", to="organs.organ")),
            (
                "application",
                models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="remedies", to="applications.application"
                ),
            ),
            ("register_number", models.CharField(max_length=60, verbose_name="登记编号")),
            (
                "sort",
                models.CharField(
                    choices=[
                        ("review", "行政复议"),
                        ("litigation_direct", "未经复议直接起诉"),
                        ("litigation_after_review", "复议后起诉"),
                    ],
                    max_length=30,
                    verbose_name="类型",
                ),
            ),
            ("body_name", models.CharField(max_length=120, verbose_name="复议机关或者法院")),
            ("case_number", models.CharField(blank=True, max_length=80, verbose_name="案号")),
            ("claimant", gongkai.web.vault.sealed.SealedText(blank=True, default="", mask="name", verbose_name="申请人或者原告")),
            ("claim", models.TextField(blank=True, verbose_name="请求")),
            (
                "handler",
                models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
            ),
            ("created_at", models.DateTimeField()),
            ("by_ruling", models.BooleanField(default=False, verbose_name="裁定")),
            ("performance_what", models.CharField(blank=True, max_length=200, verbose_name="须履行的内容")),
            ("performance_due", models.DateField(null=True, verbose_name="履行期限")),
            ("performed_on", models.DateField(null=True, verbose_name="已履行日期")),
            ("erased_on", models.DateField(null=True)),
            ("received_on", models.DateField(null=True)),
            ("reply_due", models.DateField(null=True)),
            ("replied_on", models.DateField(null=True)),
            ("next_due", models.DateField(null=True)),
            ("next_duty", models.CharField(blank=True, max_length=60)),
            ("result", models.CharField(blank=True, max_length=20)),
            ("final_on", models.DateField(null=True)),
            ("step", models.PositiveIntegerField(default=0)),
        ],
        options={
            "indexes": [models.Index(fields=["organ", "next_due"], name="remedies_by_duty")],
            "constraints": [models.UniqueConstraint(fields=("organ", "register_number"), name="one_remedy_number")],
        },
    ),
    migrations.CreateModel(
        name="Reveal",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            (
                "application",
                models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reveals", to="applications.application"
                ),
            ),
            (
                "rectification",
                models.ForeignKey(
                    null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reveals", to="applications.rectification"
                ),
            ),
            ("person", models.BigIntegerField(null=True)),
            ("what", models.CharField(max_length=40, verbose_name="看了什么")),
            ("why", models.CharField(max_length=200, verbose_name="为了什么")),
            ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ("moment", models.DateTimeField()),
        ],
        options={
            "ordering": ["-moment", "-id"],
            "indexes": [models.Index(fields=["moment"], name="reveals_by_moment")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("application__isnull", False), ("rectification__isnull", True)),
                        models.Q(("application__isnull", True), ("rectification__isnull", False)),
                        _connector="OR",
                    ),
                    name="reveal_of_one_thing",
                )
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("applications", "0001_initial"),
        ("applications", "0001_the_rest"),
        ("applications", "0002_reveals"),
        ("applications", "0003_beside_and_upkeep"),
        ("applications", "0004_register_import"),
        ("applications", "0005_writers"),
        ("applications", "0006_reveals_of_rectifications"),
    ]

    dependencies = [
        ("accounts", "__first__"),
        ("organs", "0001_initial"),
        ("vault", "0001_initial"),
    ]

    operations = [
        CreateTables(*_cases.TABLES, *TABLES),
        migrations.RunPython(protect, unprotect),
    ]
