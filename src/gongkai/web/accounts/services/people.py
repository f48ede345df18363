"""Accounts: made with a password that is shown once, disabled, their sessions ended. None is deleted: events name them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F

from gongkai.web.accounts.models import User
from gongkai.web.accounts.services.appointing import appoint
from gongkai.web.accounts.services.recording import record
from gongkai.web.accounts.services.refusals import Refusal, unless

if TYPE_CHECKING:
    from datetime import date, datetime

    from gongkai.web.organs.models import Organ

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read as another
_GROUPS, _GROUP = 4, 4


class Given(NamedTuple):
    """An account and the password that is shown once and kept nowhere."""

    user: User
    password: str


@transaction.atomic
def make(
    *,
    username: str,
    name: str,
    organ: Organ,
    role: str,
    subtree: bool,
    on: date,
    by: User,
    moment: datetime,
    phone: str = "",
    email: str = "",
) -> Given:
    """A new account with its first role and an initial password. Raises :class:`Refusal` with all reasons."""
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal([f"用户名“{username}”已经有人用，请换一个。"])
    password = _password()
    user = User.objects.create_user(username, password, name=name, phone=phone, email=email, initial_password=True)
    record(what="account.make", about=username, by=by, moment=moment, detail={"name": name})
    appoint(user=user, organ=organ, role=role, subtree=subtree, valid_from=on, by=by, moment=moment)
    return Given(user, password)


@transaction.atomic
def new_password(*, user: User, by: User, moment: datetime) -> Given:
    """A new initial password; the old one and all sessions end."""
    locked = _other(user, by)
    password = _password()
    locked.set_password(password)
    locked.initial_password = True
    locked.save(update_fields=["password", "initial_password"])
    _end(locked)
    record(what="account.password", about=locked.username, by=by, moment=moment)
    return Given(locked, password)


@transaction.atomic
def disable(*, user: User, by: User, moment: datetime) -> None:
    """The account cannot log in any more, and its sessions end. Roles stay: who did what is still told."""
    locked = _other(user, by)
    unless([] if locked.is_active else [f"{locked.name}的账号已经停用。"])
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    _end(locked)
    record(what="account.disable", about=locked.username, by=by, moment=moment)


@transaction.atomic
def enable(*, user: User, by: User, moment: datetime) -> None:
    """The account can log in again, with the password it had."""
    locked = _other(user, by)
    unless([f"{locked.name}的账号没有停用。"] if locked.is_active else [])
    locked.is_active = True
    locked.save(update_fields=["is_active"])
    record(what="account.enable", about=locked.username, by=by, moment=moment)


@transaction.atomic
def reset_factor(*, user: User, by: User, moment: datetime) -> int:
    """Take all second factors away (a lost phone); how many. Sessions end; a role that needs one asks for it anew."""
    locked = _other(user, by)
    number: int = Authenticator.objects.filter(user=locked).delete()[0]
    _end(locked)
    record(what="account.factor", about=locked.username, by=by, moment=moment, detail={"number": number})
    return number


@transaction.atomic
def end_sessions(*, user: User, by: User, moment: datetime) -> None:
    """Every session of the account ends with its next page."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    _end(locked)
    record(what="account.sessions", about=locked.username, by=by, moment=moment)


def _other(user: User, by: User) -> User:
    if user.pk == by.pk:
        raise Refusal(["不能对自己的账号这样做，请另一位安全管理员办理。"])
    return User.objects.select_for_update().get(pk=user.pk)


def _end(user: User) -> None:
    User.objects.filter(pk=user.pk).update(session_round=F("session_round") + 1)


def _password() -> str:
    """79 bits: 16 characters of 31."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
