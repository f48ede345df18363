"""Processes of an office that publishes its annual report, for tests that kill them.

``python -m support.publishing DATA office`` answers lines of standard input with one line of JSON each: ``next`` makes another content and
signs it, ``time`` says how long a publication
takes in a process that has just started, ``look`` counts everything again. ``python -m support.publishing DATA publish DIGEST [FILES]`` says ``ready``, waits for a line,
publishes, says ``published`` and waits to be killed; with FILES it kills itself when it has written that many files of the set.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

from gongkai.web.config.boot import boot

boot(sys.argv[1])

from django.db import transaction

from gongkai.web.accounts.models import User
from gongkai.web.config import ledger_check
from gongkai.web.organs.models import Organ
from gongkai.web.reporting.models import AnnualReport, Edition
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.selectors.sealed import check, differs
from gongkai.web.reporting.services.acting import state_of
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.reporting.services.publishing import prepare, publish
from gongkai.web.reporting.services.reviewing import judged
from gongkai.web.vault import files
from support import reports
from support.reports import TODAY
from support.web import at

if TYPE_CHECKING:
    from collections.abc import Callable


def office() -> None:
    """Answer until the input ends."""
    organ = Organ.objects.get()
    people = reports.team(organ, organ)
    number = 0
    for line in sys.stdin:
        if line.strip() == "next":
            number += 1
            say({"digest": another(organ, people, number)})
        elif line.strip() == "time":
            say({"seconds": length()})
        else:
            say(look())


@transaction.atomic
def another(organ: Organ, people: reports.Team, number: int) -> str:
    """The report with ``number`` licences, signed; the digest of it."""
    if number == 1:
        reports.finished(organ, people)
    reports.declared(organ, people, "table2.licences[0]", str(number), reason="补报")
    return reports.signed(reports.fresh(AnnualReport.objects.get()), people)


def length() -> float:
    """Seconds from the first look at the report to the last of its files; the seal behind it takes no more than a tenth of that."""
    begin = time.monotonic()
    with transaction.atomic():
        now = judged(AnnualReport.objects.get(), TODAY)
    prepare(now.content)
    return time.monotonic() - begin


def look() -> dict[str, Any]:
    """What stands: the number of the last edition, the digest of its content and of the content now, and everything that is wrong."""
    annual = AnnualReport.objects.select_related("organ", "head").get()
    state = state_of(annual)
    editions = list(Edition.objects.order_by("number"))
    wrong = [f"第{each.number}版 {one.what}：{one.words}" for each in editions for one in check(each, state) if not one.right]
    wrong += [words for words in (differs(annual, state), ledger_check.run().problem) if words]
    if annual.edition != len(editions) or annual.step != len(state.log):
        wrong.append(f"row {annual.edition}, {annual.step}; editions {len(editions)}; ledger {len(state.log)}")
    catch_up()
    return {"edition": len(editions), "content": editions[-1].content if editions else "", "now": content_of(annual).digest, "wrong": wrong}


def published(digest: str, dies_after: int | None) -> None:
    """Publish when told to, and wait for the end."""
    annual = AnnualReport.objects.get()
    by = User.objects.get(username="head")
    if dies_after is not None:
        files.keep = dying(files.keep, dies_after)
    say("ready")
    sys.stdin.readline()
    publish(annual=annual, digest=digest, by=by, moment=at(TODAY), on=TODAY, note_of_change="行政许可漏报")
    say("published")
    signal.pause()


def dying(keep: Callable[..., Any], after: int) -> Callable[..., Any]:
    """``files.keep`` that ends the process as a power cut would, when that many files are written."""
    written = 0

    def kept(**given: Any) -> Any:
        nonlocal written
        if written == after:
            os.kill(os.getpid(), signal.SIGKILL)
        written += 1
        return keep(**given)

    return kept


def say(what: object) -> None:
    """One line of JSON."""
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    if sys.argv[2] == "office":
        office()
    else:
        published(sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else None)
