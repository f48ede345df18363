"""Fill the fictional town's annual reports: called once by ``config.demonstration``, behind cases and publications, inside its transaction."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from gongkai.ledger.guards import BEIJING
from gongkai.ledger.vocabulary.codes import Role, Verdict
from gongkai.web.accounts.models import User
from gongkai.web.organs.models import Organ
from gongkai.web.organs.selectors import calendar_of
from gongkai.web.reporting.demo import past, region, year
from gongkai.web.reporting.models import Scope, Trouble
from gongkai.web.reporting.selectors import figures
from gongkai.web.reporting.selectors.content import content_of
from gongkai.web.reporting.services import declaring, drafting, importing, publishing, reviewing, submitting, troubles
from gongkai.web.reporting.services.acting import act_in_year, note, stream_of_year
from gongkai.web.reporting.services.projecting import catch_up
from gongkai.web.vault.files import Upload

if TYPE_CHECKING:
    from gongkai.web.reporting.demo.year import Declared, Did, Wanting
    from gongkai.web.reporting.models import AnnualReport

TOWN, BUREAU, OLD_TOWN = "demo-zhen", "demo-jiaoyu", "demo-xiang"
_JANUARY = {"opened": 5, "declared": 8, "reviewed": 13, "signed": 14, "read": 16, "published": 20}  # days of the next January


def fill(moment: datetime) -> None:
    """Make both years. Raises :class:`NotAllowed` when the record does not carry the report."""
    office = _Office(Organ.objects.select_related("parent").get(slug=TOWN), moment)
    catch_up()
    last = office.today.year - 1
    office.bring_in(last - 1)
    office.did(last)
    office.found(last)
    for each in year.DECLARED:
        office.declare(last, each)
    catch_up()
    annual = office.open(last, office.january("opened"))
    office.write(annual)
    office.publish(annual)
    office.begin(office.today.year)
    gather(office.organ.parent, last, moment)


def gather(district: Organ | None, of_year: int, moment: datetime) -> None:
    """The report of the district on last year, as far as it has come: one town has published, two files are there, one office has sent nothing."""
    assert district is not None
    by = User.objects.get(username="qujingban")
    annual = drafting.open_report(
        organ=district, year=of_year, by=by, moment=moment, on=moment.astimezone(BEIJING).date(), scope=Scope.REGION
    )
    for slug, paper in ((district.slug, region.GOVERNMENT), (BUREAU, region.BUREAU)):
        organ = Organ.objects.get(slug=slug)
        upload = Upload(f"{organ.name}{of_year}年度报告{paper.suffix}", region.file_of(paper, organ.name, of_year))
        submitting.submit(annual=annual, upload=upload, by=by, moment=moment, organ=organ)
    submitting.leave_out(annual=annual, organ=Organ.objects.get(slug=OLD_TOWN), reason=region.GONE, by=by, moment=moment)


class _Office:
    """The town's office with its people, up to the day of the demonstration."""

    def __init__(self, organ: Organ, moment: datetime) -> None:
        self.organ, self.moment = organ, moment
        self.today = moment.astimezone(BEIJING).date()
        self.calendar = calendar_of(organ)
        people = {each.username: each for each in User.objects.filter(username__in=("jingban", "shenhe", "fuze", "lingdao", "jiandu"))}
        self.officer, self.reviewer, self.head = people["jingban"], people["shenhe"], people["fuze"]
        self.leader, self.supervisor = people["lingdao"], people["jiandu"]

    def at(self, day: date) -> datetime:
        """Ten o'clock on that day; on the last day never later than now."""
        return min(datetime.combine(day, time(10, 0), BEIJING).astimezone(UTC), self.moment)

    def january(self, what: str) -> date:
        """The working day of this January on which it is done; the day of the demonstration where that comes first."""
        return min(self.calendar.next_working(date(self.today.year, 1, _JANUARY[what])).day, self.today)

    # --- what a year is made of ---------------------------------------------------------------------------------

    def bring_in(self, past_year: int) -> None:
        """The report of the year before, from its file; it ends where the record of the next one begins."""
        rows = figures.compiled(self.organ.pk, self.organ.name, past_year + 1).report.rows
        carried = tuple(int(each.value or 0) for each in rows["table3.carried_in"])
        issued, repealed, in_force = (int(each.value or 0) for each in rows["table2.normative_documents"])
        data = past.paper(self.organ.name, past_year, carried_out=carried, in_force=in_force - issued + repealed)
        upload = Upload(f"示例镇{past_year}年政府信息公开工作年度报告.docx", data)
        waiting = importing.upload(organ=self.organ, paper=upload, by=self.officer, moment=self.moment)
        importing.confirm(organ=self.organ, pk=waiting.file.pk, year=past_year, by=self.officer, moment=self.moment)

    def did(self, of_year: int) -> None:
        """Meetings, training, open days of the year, as far as it has come."""
        for each in year.DID:
            on = self.calendar.next_working(date(of_year, each.month, each.day)).day
            if on <= self.today:
                self._activity(of_year, each, on)

    def found(self, of_year: int) -> None:
        """The register of problems: what the report before told, with what became of it, and what this one tells."""
        before = self._trouble(of_year - 1, year.BEFORE)
        troubles.done(trouble=before, on=date(of_year, 6, 20), words=year.BEFORE_DONE, by=self.head, moment=self.moment)
        for each in year.FOUND:
            self._trouble(of_year, each)

    def declare(self, of_year: int, each: Declared) -> None:
        """A figure from the office that decides."""
        figure, on = declaring.Figure(each.value, each.source, each.person), self.january("declared")
        declaring.declare(
            organ=self.organ, year=of_year, cell=each.cell, figure=figure, role=Role.OFFICER, by=self.officer, moment=self.at(on), on=on
        )

    # --- the reports ------------------------------------------------------------------------------------------------

    def open(self, of_year: int, on: date) -> AnnualReport:
        """Begin a report as the record drafts it."""
        return drafting.open_report(organ=self.organ, year=of_year, by=self.officer, moment=self.at(on), on=on)

    def write(self, annual: AnnualReport) -> None:
        """What the clerk adds to the text that the record drafted."""
        assert annual.head is not None
        problems = annual.head.sections["problems"].rstrip("\n") + year.ADDED
        on = self.january("declared")
        drafting.save(
            annual=annual, sections={"problems": problems}, based_on=annual.head.number, by=self.officer, moment=self.at(on), note="补充督办安排"
        )  # fmt: skip
        annual.refresh_from_db()

    def publish(self, annual: AnnualReport) -> None:
        """Reviewed, signed, read by the district, published."""
        digest, district = content_of(annual).digest, self.organ.parent
        assert district is not None
        on = {name: self.january(name) for name in _JANUARY}
        reviewing.review(
            annual=annual, digest=digest, verdict=Verdict.PASSED, role="reviewer", by=self.reviewer, moment=self.at(on["reviewed"]), on=on["reviewed"],
            opinion="数字已与各办公室核对，同意。",
        )  # fmt: skip
        reviewing.sign(annual=annual, digest=digest, role="leader", by=self.leader, moment=self.at(on["signed"]), on=on["signed"])
        reviewing.send_up(annual=annual, digest=digest, to=district, by=self.officer, moment=self.at(on["signed"]), on=on["signed"])
        reviewing.read(
            annual=annual, digest=digest, verdict=Verdict.PASSED, marked=[], by=self.supervisor, body=district, moment=self.at(on["read"]), on=on["read"],
            opinion="同意公布。",
        )  # fmt: skip
        publishing.publish(annual=annual, digest=digest, by=self.head, moment=self.at(on["published"]), on=on["published"])

    def begin(self, of_year: int) -> None:
        """The report of the year that runs: what was done so far, what became of last year's measures, figures asked of the offices."""
        self.did(of_year)
        told = Trouble.objects.filter(organ=self.organ, year=of_year - 1, problem=year.FOUND[0].problem).get()
        troubles.step(trouble=told, on=self.today, state=Trouble.State.GOING, words=year.PROGRESS, by=self.head, moment=self.moment)
        for cells, office in year.ASKED:
            declaring.ask(
                organ=self.organ, year=of_year, cells=cells, office=office, due_on=date(of_year + 1, 1, 8), by=self.officer, moment=self.moment, on=self.today
            )  # fmt: skip
        catch_up()
        self.open(of_year, self.today)

    def _activity(self, of_year: int, each: Did, on: date) -> None:
        stream = stream_of_year(self.organ, of_year, by=self.officer, moment=self.at(on))
        record = note(stream=stream, key="record", text=each.record, by=self.officer, moment=self.at(on))
        act_in_year(organ=self.organ, year=of_year, event=each.event(record), on=on, by=self.officer, moment=self.at(on))

    def _trouble(self, of_year: int, each: Wanting) -> Trouble:
        entry = troubles.Entry(each.problem, each.measure, each.owner, date(of_year + 1, each.month, 30))
        return troubles.add(organ=self.organ, year=of_year, entry=entry, by=self.head, moment=self.moment)
