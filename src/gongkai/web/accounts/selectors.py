"""Reading about accounts: who can be managed by whom, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Prefetch, Q

from gongkai.web.accounts.models import ADMINISTRATORS, AdminAct, Appointment, Substitution, User
from gongkai.web.accounts.permissions import ACTS, appointments, organs_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from gongkai.web.organs.models import Organ

ACTORS = {"applicant": "申请人（网上）", "system": "系统", "import": "台账导入"}


def accounts_under(organs: QuerySet[Organ]) -> QuerySet[User]:
    """Accounts with an appointment, past ones too, for one of these organs."""
    there = Appointment.objects.filter(user=OuterRef("pk"), organ__in=organs.order_by().values("pk"))
    held = Prefetch("appointments", Appointment.objects.select_related("organ").order_by("organ__path", "valid_from"))
    return User.objects.filter(Exists(there)).prefetch_related(held).order_by("-is_active", "username")


def reaches_further(user: User, organs: QuerySet[Organ], on: date) -> bool:
    """Whether the user also works, on that day or later, for an organ that is not among these."""
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return Appointment.objects.filter(in_force, user=user).exclude(organ__in=organs.order_by().values("pk")).exists()


def colleagues(user: User | AnonymousUser, on: date) -> QuerySet[User]:
    """Who may stand in for the user, or be stood in for: active accounts of the same organs that handle cases."""
    mine = appointments(user, on).values("organ")
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    there = Appointment.objects.filter(in_force, user=OuterRef("pk"), organ__in=mine, valid_from__lte=on).exclude(role__in=ADMINISTRATORS)
    return User.objects.filter(Exists(there), is_active=True).order_by("name")


def holding(acts: Iterable[str], organ: Organ, on: date) -> QuerySet[User]:
    """Active accounts appointed for the organ on that day that may do one of these acts (words of ``permissions.ACTS``)."""
    roles = {role for act in acts for role in ACTS[act]}
    in_force = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    there = Appointment.objects.filter(in_force, user=OuterRef("pk"), organ=organ, role__in=roles, valid_from__lte=on)
    return User.objects.filter(Exists(there), is_active=True).order_by("name")


def leaves(people: Iterable[User], today: date) -> QuerySet[Substitution]:
    """Substitutions of these people that run or are to come."""
    chosen = Substitution.objects.filter(user__in=[each.pk for each in people], to_day__gte=today)
    return chosen.select_related("user", "substitute").order_by("from_day")


def admin_acts(organs: QuerySet[Organ], what: str = "") -> QuerySet[AdminAct]:
    """What administrators of these organs did, the last first."""
    there = Appointment.objects.filter(user=OuterRef("actor"), organ__in=organs.order_by().values("pk"))
    found = AdminAct.objects.filter(Exists(there)).select_related("actor")
    return found.filter(what=what) if what else found


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Who stands behind the actors of events: accounts by id, and the words for those that are no account."""
    wanted = {each for each in actors if each and each not in ACTORS}
    return ACTORS | {str(pk): name for pk, name in User.objects.filter(pk__in=wanted).values_list("pk", "name")}


def managed(user: User | AnonymousUser, on: date) -> QuerySet[Organ]:
    """The organs whose accounts the user manages."""
    return organs_for(user, "accounts.manage", on)


def factors_of(user: User) -> list[str]:
    """The second factors of the user in words."""
    words = {Authenticator.Type.TOTP: "动态口令", Authenticator.Type.WEBAUTHN: "安全密钥", Authenticator.Type.RECOVERY_CODES: "恢复码"}
    return [
        words[Authenticator.Type(kind)] for kind in Authenticator.objects.filter(user=user).order_by("type").values_list("type", flat=True)
    ]
