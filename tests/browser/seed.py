"""Run by ``place.py`` in a process of its own, with Django set up for the data folder of the demonstration: adds one object of each kind and prints what a browser may open.

The test's own process must not set Django up for another data folder, and Playwright's loop forbids the database there.
"""

from __future__ import annotations

import json
import sys
import uuid

from gongkai.law.reminders import APPLICANT
from gongkai.ledger.states.parts import Phase
from gongkai.ledger.vocabulary.codes import Way
from gongkai.report import codec
from gongkai.web.accounts.models import Role, User
from gongkai.web.applications.acts import ACTS, case_of, offer
from gongkai.web.applications.codes import code_of
from gongkai.web.applications.demo import office as demo
from gongkai.web.applications.models import Application, Consulted, Letter, Remedy
from gongkai.web.applications.services import citizen, revealing
from gongkai.web.applications.services.acting import state_of
from gongkai.web.clock import day_of, now
from gongkai.web.organs.models import Organ
from gongkai.web.oversight.services import likeness
from gongkai.web.reporting.models import Edition
from support import sealed, web
from support.addresses import ROLES, address_of, addresses, office

ENOUGH = 60  # cases that are looked at for each act


def accounts(organs: dict[str, Organ]) -> dict[str, str]:
    """One account for each role of the town; those over it belong to the district with all below."""
    over = (Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)
    for role in ROLES:
        organ = organs[demo.DISTRICT if role in over else demo.TOWN]
        web.account(f"browser-{role.value}", role.label, organ, role, subtree=role in over)
    return {role.value: f"browser-{role.value}" for role in ROLES}


def acts(town: Organ) -> dict[str, str]:
    """The page of each act about a case in which it is possible."""
    found: dict[str, str] = {}
    today = day_of(now())
    for application in Application.objects.filter(organ=town).order_by("-created_at")[:ENOUGH]:
        case = case_of(application, state_of(application), today)
        for key, act in ACTS.items():
            if key not in found and not offer(act, case).reasons:
                found[key] = f"/desk/acts/{application.pk}/{key}"
    return found


def cases(town: Organ) -> dict[str, tuple[str, str]]:
    """Number and 查询码 of a case for each thing that the applicant's page may show."""
    held = Application.objects.filter(organ=town).exclude(register_number="").order_by("-created_at")
    sent = Letter.objects.filter(organ=town, state=Letter.State.ISSUED, way=Way.ONLINE.value)
    wanted = {
        "open": held.filter(phase=Phase.OPEN, waiting_who="", due_on__gte=day_of(now())), "overdue": held.filter(phase=Phase.OPEN, due_on__lt=day_of(now())),
        "to_correct": held.filter(waiting_who=APPLICANT, waiting_what__contains="补正"), "to_pay": held.filter(waiting_what__contains="缴费"),
        "unread": held.filter(pk__in=sent.values("stream")), "answered": held.filter(phase=Phase.ANSWERED, pk__in=Letter.objects.filter(act="answer").values("stream")), "withdrawn": held.filter(phase=Phase.WITHDRAWN),
        "unregistered": held.filter(phase=Phase.UNREGISTERED),
    }  # fmt: skip
    found = {what: rows.first() for what, rows in wanted.items()}
    return {what: (case.register_number, code_of(case.pk)) for what, case in found.items() if case is not None}


def consultations(by: User) -> list[str]:
    """One-time links for somebody who was asked and has not answered: one to be answered, and of a twin of the row one that is only looked at."""
    asked = Consulted.objects.filter(answered_at=None, application__phase=Phase.OPEN, party="third_party").order_by("pk")[0]
    twin = Consulted.objects.get(pk=asked.pk)
    twin.pk, twin.label, twin._state.adding = uuid.uuid4(), f"{asked.label}（二）", True
    twin.save()
    return [f"/consult/{citizen.make_link(consulted=each, by=by, moment=now())}/" for each in (twin, asked)]


def alike(organs: dict[str, Organ]) -> str:
    """The page of two reports that are alike: the bureau handed in that of the town."""
    town, bureau, moment = organs[demo.TOWN], organs[demo.BUREAU], now()
    year = moment.year - 1
    document = Edition.objects.filter(report__organ=town, report__year=year).latest("number").document
    sealed.past(bureau, codec.from_dict(document), on=day_of(moment))
    row = likeness.ask(district=organs[demo.DISTRICT], year=year, moment=moment)
    likeness.make(row=row, moment=moment)
    return f"/desk/oversight/filing/likeness/{year}/{town.slug}/{bureau.slug}/overview/"


def main() -> None:
    """Add, and print as JSON: accounts by role with the password, addresses by name, pages of acts, letters and remedies in each state."""
    organs = {organ.slug: organ for organ in Organ.objects.all()}
    town = organs[demo.TOWN]
    roles = accounts(organs)
    officer = User.objects.get(username=roles[Role.OFFICER.value])
    world = office(town, officer)
    pages = {each.name: address_of(each, world) for each in addresses()}
    pages |= {f"acts/{key}": address for key, address in acts(town).items()}
    for state in Letter.State.values:
        letter = Letter.objects.filter(organ=town, state=state).exclude(act="").order_by("-drafted_at").first()
        if letter is not None:
            pages[f"letter/{state}"] = f"/desk/letters/{letter.pk}/"
    shown = revealing.reveal(person=world.person, what="phone", why="电话联系补正", by=officer, moment=now())
    pages["desk:revealed"] = f"/desk/cases/{world.application.pk}/revealed/{shown.pk}"
    pages["desk:filing_pair"] = alike(organs)
    waiting = Application.objects.filter(organ=town, phase=Phase.UNREGISTERED).first()
    if waiting is not None:
        pages["desk:confirm"] = f"/desk/cases/{waiting.pk}/confirm"
    for phase in Application.objects.filter(organ=town).values_list("phase", flat=True).distinct().order_by("phase"):
        pages[f"case/{phase}"] = f"/desk/cases/{Application.objects.filter(organ=town, phase=phase).latest('created_at').pk}/"
    for remedy in Remedy.objects.filter(organ=town):
        pages[f"remedy/{remedy.sort}"] = f"/desk/remedies/{remedy.pk}/"
    seed = {
        "accounts": roles,
        "password": web.PASSWORD,
        "demo_password": demo.PASSWORD,
        "town": demo.TOWN,
        "pages": pages,
        "cases": cases(town),
        "consultations": consultations(officer),
    }
    sys.stdout.write(json.dumps(seed, ensure_ascii=False))
