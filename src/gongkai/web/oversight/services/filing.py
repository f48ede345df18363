"""Is the annual report at its public address? Fetched politely, read in a bounded process, compared with what was published here (条例 Art. 49)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gongkai.lib.errors import UnusableInput
from gongkai.lib.network.policy import PUBLIC
from gongkai.lib.network.safe_http import Limits, fetch
from gongkai.lib.network.target import target
from gongkai.lib.network.wire import SYSTEM
from gongkai.web.oversight.models import FilingLook
from gongkai.web.oversight.selectors.filing import edition_of
from gongkai.web.reporting.selectors.history import report_from
from gongkai.web.reporting.selectors.past import names_it
from gongkai.web.reporting.services.reading import read_apart
from gongkai.web.vault import files

if TYPE_CHECKING:
    from datetime import datetime

    from gongkai.lib.network.policy import Policy
    from gongkai.lib.network.wire import Network
    from gongkai.report.model import Report
    from gongkai.web.accounts.models import User
    from gongkai.web.organs.models import Organ
    from gongkai.web.reporting.models import Edition

_LIMITS = Limits(seconds=20.0, bytes=8 * 1024 * 1024)
_PAGE = ".html"
_LONG = 500


@transaction.atomic
def ask(*, organ: Organ, year: int, address: str, by: User, moment: datetime) -> FilingLook:
    """Note that somebody wants it looked at: at ``address``, or "" for our own page. Raises :class:`UnusableInput` for what is no address of the web."""
    wanted = str(target(address.strip())) if address.strip() else ""
    return FilingLook.objects.create(organ=organ, year=year, address=wanted, asked_at=moment, asked_by=by)


def look(*, row: FilingLook, moment: datetime, policy: Policy = PUBLIC, network: Network = SYSTEM) -> None:
    """Look, and keep what was seen. Takes up to a minute and a half; outside of any transaction."""
    edition = edition_of(row.organ, row.year)
    try:
        data = _fetched(row.address, policy, network) if row.address else _own_page(edition)
        found, words = _judged(read_apart(data, moment=moment).report, row, edition)
    except UnusableInput as problem:
        found, words = False, f"{problem.sentence()}。"
    row.found, row.words, row.looked_at = found, words[:_LONG], moment
    row.save(update_fields=["found", "words", "looked_at"])


def _fetched(address: str, policy: Policy, network: Network) -> bytes:
    answer = fetch(address, policy=policy, limits=_LIMITS, network=network)
    if not answer.fine:
        gone = "网页不存在" if answer.status in (404, 410) else "网站出错"
        raise UnusableInput(f"{gone}（{answer.status}）", "请核对网址")
    return answer.body


def _own_page(edition: Edition | None) -> bytes:
    """The sealed page that our own column shows. Raises :class:`UnusableInput` where there is none, or where it is another than was sealed."""
    held = edition.files.select_related("file").filter(suffix=_PAGE).first() if edition else None
    if held is None:
        raise UnusableInput("本系统里没有公布这份年度报告", "在别处公布的，请填写网址再核对")
    return files.read(held.file)


def _judged(report: Report, row: FilingLook, edition: Edition | None) -> tuple[bool, str]:
    """Whether it is that organ's report on that year, and whether its figures are those that were published here."""
    wrong = []
    if names_it(row.organ, report.organ) is False:
        wrong.append(f"网页上是“{report.organ}”的报告")
    if report.year is not None and report.year != row.year:
        wrong.append(f"网页上是{report.year}年度的报告")
    if wrong:
        return False, f"{'，'.join(wrong)}。"
    if edition is None:
        return True, f"网页上有{row.year}年度报告。本系统没有公布过，没有可以对照的数字。"
    others = differing(report, report_from(edition.document))
    if others:
        return False, f"网页上有{row.year}年度报告，但是有 {others} 个数和本系统公布的第{edition.number}版不一致。"
    return True, f"网页上的{row.year}年度报告和本系统公布的第{edition.number}版数字一致。"


def differing(shown: Report, published: Report) -> int:
    """How many figures of the tables are others; what the page does not have counts, what it has more does not."""
    return sum(
        index >= len(shown.rows.get(row, ())) or shown.rows[row][index].value != figure.value
        for row, figures in published.rows.items()
        for index, figure in enumerate(figures)
        if figure.value is not None
    )
