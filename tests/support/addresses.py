"""Every address of the web from its resolver, and a small world in which each of them shows something.

To add a kind of address: when a test says that it does not know a parameter, say in :data:`SPECIAL` or in
``Office.value`` which object of the office it means, and write the row in ``tests/web/access.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from gongkai.ledger.vocabulary.codes import Channel, Finding, Sort
from gongkai.web.accounts.models import Role, Substitution, User
from gongkai.web.applications.register import jobs
from gongkai.web.applications.services import letters, rectifications, remedies, revealing
from gongkai.web.vault import files
from support import web

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gongkai.web.accounts.models import Appointment
    from gongkai.web.applications.models import Application, Letter, Person, Rectification, RegisterImport, Remedy, Reveal
    from gongkai.web.organs.models import Organ
    from gongkai.web.vault.models import StoredFile

TODAY = date(2026, 3, 10)
ROLES = (
    Role.OFFICER, Role.REVIEWER, Role.LEGAL, Role.OFFICE_HEAD, Role.LEADER, Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR,
)  # fmt: skip
ANONYMOUS = "anonymous"
COLUMNS = (ANONYMOUS, *(role.value for role in ROLES))
_PDF = b"%PDF-1.4\n%%EOF\n"
_REGISTER = "登记编号,收到日期,提交方式,申请人类型,办结日期,办理结果\n旧1号,2025-03-03,当面,自然人,2025-03-10,予以公开\n"
_BACKEND = "django.contrib.auth.backends.ModelBackend"


class Address(NamedTuple):
    """One pattern: its full name and the names of its parameters."""

    name: str
    parameters: tuple[str, ...]


@dataclass
class Office:
    """An organ with one object of each kind."""

    organ: Organ
    user: User
    appointment: Appointment
    substitution: Substitution
    application: Application
    person: Person
    reveal: Reveal
    file: StoredFile
    letter: Letter
    remedy: Remedy
    rectification: Rectification
    rectification_letter: Letter
    register_job: RegisterImport

    def value(self, address: Address, parameter: str) -> Any:
        """What stands for the parameter in an address about this office. KeyError for one that nobody has told."""
        special = SPECIAL.get((address.name, parameter)) or SPECIAL.get((_stem(address.name), parameter))
        if special:
            return self._of(special)
        return self._of(BY_PARAMETER[parameter])

    def _of(self, what: str) -> Any:
        if what.startswith("="):
            return what[1:]
        found = self
        for part in what.split("."):
            found = getattr(found, part)
        return found


# What a parameter means wherever it stands, and where it means something else; "=" is a value as it is.
BY_PARAMETER = {
    "slug": "organ.slug", "organ": "organ.slug", "pk": "application.pk", "application": "application.pk", "person": "person.pk",
    "reveal": "reveal.pk", "letter": "letter.pk", "appointment": "appointment.pk", "year": "=2026", "kind": "=csv", "channel": "=in_person",
    "code": "=P01", "key": "=extend", "what": "=letter", "paper": "=reply", "act": "=sessions", "suffix": "=docx", "token": "=unknown",
    "number": "=1", "row": "=granted", "path": "=openapi.json",
}  # fmt: skip
SPECIAL = {
    ("accounts:account", "pk"): "user.pk", ("accounts:appoint", "pk"): "user.pk", ("accounts:dismiss", "pk"): "user.pk",
    ("accounts:new_password", "pk"): "user.pk", ("accounts:act", "pk"): "user.pk", ("accounts:end_leave", "pk"): "substitution.pk",
    ("desk:file", "pk"): "file.pk", ("desk:look", "pk"): "file.pk", ("desk:letter", "pk"): "letter.pk", ("desk:sign", "pk"): "letter.pk",
    ("desk:remedy", "pk"): "remedy.pk", ("desk:rectification", "pk"): "rectification.pk", ("desk:letter_paper_file", "kind"): "=docx",
    ("desk:make_paper", "kind"): "=docx", ("desk:rectification_letter", "kind"): "=docx", ("desk:archive", "kind"): "=zip",
    ("desk:remedy_draft", "kind"): "=docx", ("desk:remedy_draft", "paper"): "=answer", ("desk:rectification", "letter"): "rectification_letter.pk", ("desk:remedy_step", "key"): "=reply", ("desk:register_job", "pk"): "register_job.pk", ("desk:register_confirm", "pk"): "register_job.pk",
    ("desk:register_drop", "pk"): "register_job.pk", ("portal:apply_page", "key"): "=who",
    ("mfa_edit_webauthn", "pk"): "=1", ("mfa_remove_webauthn", "pk"): "=1",
}  # fmt: skip
_STEMS = ("desk:letter", "desk:remedy", "desk:rectification")


def addresses() -> list[Address]:
    """All named patterns, once each, in the order of the resolver; one without a name is an error."""
    found: dict[str, Address] = {}
    for address in _walk(get_resolver(), "", ()):
        assert address.name, "every address has a name"
        known = found.setdefault(address.name, address)
        if len(address.parameters) > len(known.parameters):
            found[address.name] = address
    return list(found.values())


def address_of(address: Address, office: Office) -> str:
    """The address about this office."""
    return reverse(address.name, kwargs={parameter: office.value(address, parameter) for parameter in address.parameters})


def clients(organ: Organ) -> dict[str, Client]:
    """A browser for everybody: anonymous, and one account for each role of that organ alone."""
    found = {ANONYMOUS: Client(raise_request_exception=False)}
    for role in ROLES:
        client = Client(raise_request_exception=False)
        client.force_login(web.account(f"access-{role.value}", role.label, organ, role), backend=_BACKEND)
        found[role.value] = client
    return found


def office(organ: Organ, by: User) -> Office:
    """An organ with one object of each kind, made by ``by`` on the day of the tests."""
    moment = web.at(TODAY)
    colleague = web.account(f"colleague-{organ.slug}", "同事巳", organ, Role.OFFICER)
    application = web.application(organ)
    person = application.people.get()
    rectification = _rectification(organ, by)
    decision = rectifications.Decision(finding=Finding.CORRECTED, reason="证据充分")
    letter = letters.draft(
        application=application,
        act="extend",
        answers={"extension_days": 20, "extension_reason": "需要检索的档案较多"},
        by=by,
        moment=moment,
    )
    return Office(
        organ=organ, user=colleague, appointment=colleague.appointments.get(),
        substitution=Substitution.objects.create(user=colleague, substitute=by, from_day=TODAY, to_day=TODAY),
        application=application, person=person, letter=letter, remedy=_remedy(organ, application, by),
        rectification=rectification,
        rectification_letter=rectifications.draft(rectification=rectification, decision=decision, by=by, moment=moment)[0],
        register_job=jobs.upload(organ=organ, paper=files.Upload("台账.csv", _REGISTER.encode()), by=by, moment=moment),
        reveal=revealing.reveal(person=person, what="phone", why="电话联系补正", by=by, moment=moment),
        file=files.store(
            name="证件.pdf", data=_PDF, purpose="附件", stream=application.pk, organ=organ.pk, by=by.actor, moment=moment
        ),
    )  # fmt: skip


def _remedy(organ: Organ, application: Application, by: User) -> Remedy:
    copy = remedies.Copy(
        sort=Sort.REVIEW, body_name="示例区人民政府", received_on=TODAY, application=application, claimant="申请人甲", claim="责令公开"
    )
    return remedies.register(organ=organ, copy=copy, by=by, moment=web.at(TODAY))


def _rectification(organ: Organ, by: User) -> Rectification:
    request = rectifications.Request(
        name="申请人甲", record="户籍信息", wanted="出生日期改为1990年3月7日", evidence="户口簿", channel=Channel.IN_PERSON
    )
    return rectifications.register(organ=organ, request=request, on=TODAY, by=by, moment=web.at(TODAY))


def _stem(name: str) -> str:
    return next((stem for stem in _STEMS if name.startswith(f"{stem}_")), name)


def _walk(resolver: URLResolver, space: str, outer: tuple[str, ...]) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        parameters = (*outer, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space, parameters)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{space}{pattern.name}" if pattern.name else "", parameters)
