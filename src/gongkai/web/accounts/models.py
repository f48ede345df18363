"""Accounts of the office: who, with which role, for which organ, and who stands in during leave."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from gongkai.web.organs.models import Organ


class Role(models.TextChoices):
    """What somebody does for an organ. The three administrators are kept apart: none of them handles cases."""

    OFFICER = "officer", "经办人"
    REVIEWER = "reviewer", "审核人"
    OFFICE_HEAD = "office_head", "工作机构负责人"
    LEGAL = "legal", "法制审核"
    LEADER = "leader", "机关负责人"
    SUPERVISOR = "supervisor", "区级监督员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDITOR = "auditor", "审计管理员"


ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)


class UserManager(BaseUserManager["User"]):
    """Makes accounts. There is no superuser."""

    def create_user(self, username: str, password: str | None, *, name: str, **fields: object) -> User:
        """An account with a hashed password, or one that cannot log in by password when None."""
        user = self.model(username=username, name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who works in an office. ``name`` is what letters and the timeline show.

    ``initial_password``: the password was given out by an administrator and must be changed first.
    ``factor_waived``: no second factor is asked for whatever the role; for accounts of a demonstration only.
    ``session_round`` is part of what every session is checked against: one more ends them all.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField("用户名", max_length=60, unique=True)
    name = models.CharField("姓名", max_length=60)
    email = models.EmailField("电子邮箱", blank=True)
    phone = models.CharField("电话", max_length=40, blank=True)
    is_active = models.BooleanField("启用", default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    initial_password = models.BooleanField("还是初始密码", default=False)
    factor_waived = models.BooleanField("不要求两步验证", default=False)
    session_round = models.PositiveIntegerField(default=0)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def actor(self) -> str:
        """How events name this person."""
        return str(self.id)

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        seen = f"{self.password}{self.session_round}"
        return salted_hmac("gongkai.accounts.session", seen, secret=secret, algorithm="sha256").hexdigest()


class Appointment(models.Model):
    """A role of a person for an organ, with all below it when ``subtree``. No appointment, no right."""

    user = models.ForeignKey(User, models.CASCADE, related_name="appointments")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="appointments")
    role = models.CharField("职责", max_length=20, choices=Role)
    subtree = models.BooleanField("包括下级", default=False)
    valid_from = models.DateField("起")
    valid_to = models.DateField("止", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "organ", "role", "valid_from"], name="one_appointment_each")]

    def __str__(self) -> str:
        return f"{self.get_role_display()}"


class Substitution(models.Model):
    """During leave: ``substitute`` may do what ``user`` may, on these days; events name who really acted."""

    user = models.ForeignKey(User, models.CASCADE, related_name="substituted_by")
    substitute = models.ForeignKey(User, models.CASCADE, related_name="substitutes_for")
    from_day = models.DateField("起")
    to_day = models.DateField("止")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(to_day__gte=F("from_day")), name="leave_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(user=F("substitute")), name="nobody_stands_in_for_himself"),
        ]

    def __str__(self) -> str:
        return f"{self.from_day} {self.to_day}"


class AdminAct(models.Model):
    """What an administrator did to accounts and settings, for the auditor. Never edited."""

    moment = models.DateTimeField()
    actor = models.ForeignKey(User, models.PROTECT, null=True)
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-moment"]

    def __str__(self) -> str:
        return self.what


class Count(models.Model):
    """How often something was tried lately: ``throttle`` reads and writes it. ``key`` is blinded, no address stands here.

    ``marks`` holds a number for each slice of the window; after ``until`` the row tells nothing any more.
    """

    action = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    marks = models.JSONField(default=dict)
    until = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["action", "key"], name="one_count_per_key")]

    def __str__(self) -> str:
        return self.action
