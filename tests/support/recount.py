"""The report counted again in plain SQL from the raw records of the ledger: nothing of the product's code is asked.

What the records say is mended first (a correction stands for what it corrects, what was voided never was), then each case is placed by hand-written
rules. Written against the wording of the form, apart from ``report.tally`` and the selectors of the web.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

from gongkai.ledger import codec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.courses import Course

# Decision → row of the form of 2021, typed from the table of the form.
ROWS = {
    "D01": "granted", "D02": "granted", "D03": "partial", "D04": "denied.state_secret", "D05": "denied.law_forbids", "D06": "denied.security_stability",
    "D07": "denied.third_party", "D08": "denied.internal_affairs", "D09": "denied.process_information", "D10": "denied.enforcement_file",
    "D11": "denied.administrative_query", "D12": "unavailable.not_held", "D13": "unavailable.not_held", "D14": "unavailable.needs_creation",
    "D15": "unavailable.still_unclear", "D16": "not_processed.petition", "D17": "not_processed.repeat", "D18": "not_processed.publication",
    "D19": "not_processed.excessive", "D20": "not_processed.confirm_or_reissue", "D21": "other.no_correction", "D22": "other.fee_unpaid", "D23": "other.rest",
}  # fmt: skip
_SCHEMA = """
CREATE TABLE record(stream TEXT, stream_kind TEXT, number INTEGER, kind TEXT, effective_on TEXT, payload TEXT);
CREATE TABLE rows(decision TEXT PRIMARY KEY, row TEXT);
"""
# The last word on each step: of a corrected one the correction's day and content; voided ones are out.
_TOLD = """
CREATE TEMP TABLE mend AS
  SELECT stream, json_extract(payload, '$.number') AS step, kind, json_extract(payload, '$.effective_on') AS day,
         json_extract(payload, '$.event.payload') AS content,
         row_number() OVER (PARTITION BY stream, json_extract(payload, '$.number') ORDER BY number DESC) AS latest
  FROM record WHERE kind IN ('corrected', 'voided');
CREATE TEMP TABLE told AS
  SELECT r.stream, r.stream_kind, r.number, r.kind, coalesce(m.day, r.effective_on) AS day, coalesce(m.content, r.payload) AS payload
  FROM record r LEFT JOIN mend m ON m.stream = r.stream AND m.step = r.number AND m.latest = 1
  WHERE r.kind NOT IN ('corrected', 'voided') AND (m.kind IS NULL OR m.kind = 'corrected');
CREATE INDEX temp.told_by_stream ON told(stream, kind);
"""
_FIRST_END = """
CREATE TEMP TABLE ending AS
  SELECT stream, number, kind, day, payload FROM told t
  WHERE kind IN ('application.answered', 'application.result_imported', 'application.withdrawn', 'application.closed')
    AND number = (SELECT min(number) FROM told u WHERE u.stream = t.stream
                  AND u.kind IN ('application.answered', 'application.result_imported', 'application.withdrawn', 'application.closed'));
-- the decision of each item that stood when the first outcome came: the last one on it, without items that were split
CREATE TEMP TABLE decided AS
  SELECT t.stream, json_extract(t.payload, '$.item') AS item, json_extract(t.payload, '$.decision') AS decision
  FROM told t JOIN ending e ON e.stream = t.stream
  WHERE t.kind = 'application.item_decided' AND t.number < e.number
    AND t.number = (SELECT max(number) FROM told u WHERE u.stream = t.stream AND u.kind = t.kind AND u.number < e.number
                    AND json_extract(u.payload, '$.item') = json_extract(t.payload, '$.item'))
    AND NOT EXISTS (SELECT 1 FROM told s WHERE s.stream = t.stream AND s.kind = 'application.item_split'
                    AND json_extract(s.payload, '$.item') = json_extract(t.payload, '$.item'));
CREATE TEMP TABLE chosen AS
  SELECT t.stream, json_extract(t.payload, '$.item') AS item FROM told t JOIN ending e ON e.stream = t.stream
  WHERE t.kind = 'application.main_row_chosen' AND t.number < e.number;
CREATE TEMP TABLE result AS
  SELECT e.stream, e.day, CASE e.kind
    WHEN 'application.withdrawn' THEN 'other.rest'
    WHEN 'application.closed' THEN (SELECT row FROM rows WHERE decision = json_extract(e.payload, '$.decision'))
    WHEN 'application.result_imported' THEN json_extract(e.payload, '$.row')
    ELSE (SELECT CASE
            WHEN count(DISTINCT row) = 1 THEN min(row)
            WHEN max(row IN ('granted', 'partial')) = 1 THEN 'partial'
            ELSE (SELECT r.row FROM decided d2 JOIN rows r USING (decision) JOIN chosen c ON c.stream = d2.stream AND c.item = d2.item
                  WHERE d2.stream = e.stream) END
          FROM decided JOIN rows USING (decision) WHERE decided.stream = e.stream) END AS row
  FROM ending e;
CREATE TEMP TABLE cases AS
  SELECT t.stream, t.day AS received, json_extract(t.payload, '$.column') AS col, r.day AS ended, r.row,
         (SELECT h.day FROM told h WHERE h.stream = t.stream AND h.kind = 'application.handed_over') AS gone
  FROM told t LEFT JOIN result r ON r.stream = t.stream WHERE t.kind = 'application.registered';
"""
_COUNTED = """
WITH counted AS (
  SELECT *, CASE WHEN received < :first THEN 'carried_in' ELSE 'new' END AS intake,
         CASE WHEN ended IS NOT NULL AND ended <= :last THEN row ELSE 'carried_out' END AS outcome
  FROM cases WHERE received <= :last AND (ended IS NULL OR ended >= :first) AND (gone IS NULL OR gone > :last))
SELECT intake, col, count(*) FROM counted GROUP BY 1, 2
UNION ALL SELECT outcome, col, count(*) FROM counted GROUP BY 1, 2
UNION ALL SELECT 'total', col, count(*) FROM counted WHERE outcome <> 'carried_out' GROUP BY 1, 2
"""
_REMEDIES = """
WITH cases AS (
  SELECT stream, day AS received, json_extract(payload, '$.sort') AS sort,
         (SELECT f.day FROM told f WHERE f.stream = t.stream AND f.kind = 'remedy.became_final') AS final,
         (SELECT json_extract(x.payload, '$.result') FROM told x WHERE x.stream = t.stream AND x.kind = 'remedy.decided' ORDER BY x.number DESC LIMIT 1) AS result
  FROM told t WHERE kind = 'remedy.copy_received')
SELECT sort, CASE WHEN final IS NULL OR final > :last THEN 'pending' ELSE result END, count(*) FROM cases
WHERE received <= :last AND (final IS NULL OR final >= :first) GROUP BY 1, 2
"""
_DOCUMENTS = """
WITH papers AS (
  SELECT day AS issued, json_extract(payload, '$.sort') AS sort,
         (SELECT x.day FROM told x WHERE x.stream = t.stream AND x.kind IN ('document.repealed', 'document.expired')) AS ended,
         (SELECT x.kind FROM told x WHERE x.stream = t.stream AND x.kind IN ('document.repealed', 'document.expired')) AS how
  FROM told t WHERE kind = 'document.issued')
SELECT sort, sum(issued BETWEEN :first AND :last), sum(issued <= :last AND how = 'document.repealed' AND ended BETWEEN :first AND :last),
       sum(issued <= :last AND (ended IS NULL OR ended > :last)) FROM papers GROUP BY 1
"""
# The first time on each channel, the first of all, and whether the last word on each channel was that it was taken down.
_ITEMS = """
CREATE TEMP TABLE stood AS
  SELECT stream, json_extract(payload, '$.outlet') AS outlet, day FROM told t
  WHERE kind = 'publication.published' AND number = (SELECT min(number) FROM told u WHERE u.stream = t.stream AND u.kind = t.kind
                                                     AND json_extract(u.payload, '$.outlet') = json_extract(t.payload, '$.outlet'));
CREATE TEMP TABLE born AS
  SELECT stream, day FROM told t WHERE kind = 'publication.published'
    AND number = (SELECT min(number) FROM told u WHERE u.stream = t.stream AND u.kind = t.kind);
CREATE TEMP TABLE off AS
  SELECT stream, (SELECT day FROM told d WHERE d.stream = b.stream AND d.kind = 'publication.taken_down' ORDER BY number DESC LIMIT 1) AS day
  FROM born b WHERE NOT EXISTS (
    SELECT 1 FROM told t WHERE t.stream = b.stream AND t.kind = 'publication.published' AND NOT EXISTS (
      SELECT 1 FROM told d WHERE d.stream = t.stream AND d.kind = 'publication.taken_down' AND d.number > t.number
        AND json_extract(d.payload, '$.outlet') = json_extract(t.payload, '$.outlet')));
CREATE TEMP TABLE explained AS
  SELECT stream, day, json_extract(payload, '$.publication') AS item, json_extract(payload, '$.form') AS form,
         json_extract(payload, '$.by_leader') AS leader, number
  FROM told WHERE kind = 'publication.explained';
"""
_PUBLISHED = """
SELECT
  (SELECT count(*) FROM born WHERE day BETWEEN :first AND :last) AS published,
  (SELECT count(DISTINCT stream) FROM stood WHERE day BETWEEN :first AND :last AND outlet IN ('wechat', 'weibo', 'other_media')) AS new_media,
  (SELECT count(*) FROM born WHERE day BETWEEN :first AND :last
     AND stream NOT IN (SELECT stream FROM stood WHERE outlet = 'website' AND day <= :last)) AS elsewhere,
  (SELECT count(DISTINCT stream) FROM told WHERE kind = 'publication.sent_up' AND day BETWEEN :first AND :last) AS sent_up,
  (SELECT count(DISTINCT stream) FROM told WHERE kind = 'publication.sent_up' AND day BETWEEN :first AND :last
     AND json_extract(payload, '$.taken') = 1) AS taken_up,
  (SELECT count(DISTINCT stream) FROM told WHERE kind = 'publication.reviewed' AND day BETWEEN :first AND :last) AS reviewed,
  (SELECT count(DISTINCT stream) FROM told WHERE kind = 'publication.reviewed' AND day BETWEEN :first AND :last
     AND json_extract(payload, '$.verdict') = 'returned') AS returned,
  (SELECT count(DISTINCT stream) FROM told WHERE kind = 'publication.reassessed' AND day BETWEEN :first AND :last) AS reassessed,
  (SELECT count(*) FROM (SELECT item FROM explained GROUP BY item HAVING min(day) BETWEEN :first AND :last)) AS explained,
  (SELECT count(*) FROM (SELECT item FROM explained WHERE day <= :last GROUP BY item HAVING min(day) >= :first AND max(leader) = 1)) AS explained_by_leader,
  (SELECT count(*) FROM born b WHERE day BETWEEN :first AND :last AND stream IN (SELECT stream FROM papers)
     AND NOT EXISTS (SELECT 1 FROM off o WHERE o.stream = b.stream AND o.day <= :last)) AS to_explain,
  (SELECT count(*) FROM born b WHERE day BETWEEN :first AND :last AND stream IN (SELECT stream FROM papers)
     AND NOT EXISTS (SELECT 1 FROM off o WHERE o.stream = b.stream AND o.day <= :last)
     AND EXISTS (SELECT 1 FROM explained e WHERE e.stream = b.stream AND e.day <= :last)) AS documents_explained,
  (SELECT count(*) FROM born b WHERE day BETWEEN :first AND :last
     AND NOT EXISTS (SELECT 1 FROM told t WHERE t.stream = b.stream AND t.kind = 'publication.reviewed' AND t.day <= :last)) AS unreviewed,
  (SELECT count(*) FROM told WHERE kind = 'rectification.received' AND day BETWEEN :first AND :last) AS rectifications
"""
_PAPERS = "CREATE TEMP TABLE papers AS SELECT json_extract(payload, '$.publication') AS stream FROM told WHERE kind = 'document.issued';"
_ENTRIES = """
SELECT json_extract(t.payload, '$.catalogue'), count(*) FROM born b JOIN told t ON t.stream = b.stream AND t.kind = 'publication.drafted'
WHERE b.day BETWEEN :first AND :last GROUP BY 1
"""
_OUTLETS = "SELECT outlet, count(*) FROM stood WHERE day BETWEEN :first AND :last GROUP BY 1"
_FORMS = """
SELECT form, count(*) FROM explained e
WHERE day BETWEEN :first AND :last AND NOT EXISTS (
  SELECT 1 FROM explained o WHERE o.item = e.item AND (o.day, o.stream, o.number) < (e.day, e.stream, e.number)) GROUP BY 1
"""
# A year's work stands in the stream that was opened for it; what was declared, by the last word on its cell.
_WORK = """
WITH own AS (SELECT t.* FROM told t JOIN told o ON o.stream = t.stream AND o.kind = 'activity.opened' AND json_extract(o.payload, '$.year') = :year)
SELECT substr(kind, 10) AS sort, count(*) AS times,
       sum(coalesce(json_extract(payload, '$.participants'), json_extract(payload, '$.persons'), json_extract(payload, '$.members'), 0)) AS people
FROM own WHERE kind NOT IN ('activity.opened', 'activity.figure_declared') GROUP BY 1
"""
_DECLARED = """
WITH own AS (SELECT t.* FROM told t JOIN told o ON o.stream = t.stream AND o.kind = 'activity.opened' AND json_extract(o.payload, '$.year') = :year)
SELECT json_extract(payload, '$.cell'), json_extract(payload, '$.value') FROM own WHERE kind = 'activity.figure_declared' ORDER BY number
"""


class Recount:
    """The raw records of some courses in a database of their own."""

    def __init__(self, courses: Iterable[Course]) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.executescript(_SCHEMA)
        self.database.executemany("INSERT INTO rows VALUES (?, ?)", ROWS.items())
        for course in courses:
            raw = [(str(course.stream), course.kind, each) for each in map(codec.to_json, course.entries)]
            self.database.executemany(
                "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (stream, kind, each["number"], each["kind"], each["effective_on"], json.dumps(each["payload"]))
                    for stream, kind, each in raw
                ],
            )
        self.database.executescript("CREATE INDEX record_by_stream ON record(stream);" + _TOLD + _FIRST_END + _ITEMS + _PAPERS)

    def three(self, year: int) -> dict[tuple[str, str], int]:
        """Row and column of table three → how many; without the column of totals."""
        return {(row, column): number for row, column, number in self.database.execute(_COUNTED, _days(year))}

    def four(self, year: int) -> dict[tuple[str, str], int]:
        """Row and result of table four → how many."""
        return {(sort, result): number for sort, result, number in self.database.execute(_REMEDIES, _days(year))}

    def documents(self, year: int) -> dict[str, tuple[int, int, int]]:
        """Row of table two（一） → issued, repealed, in force."""
        return {sort: tuple(figures) for sort, *figures in self.database.execute(_DOCUMENTS, _days(year))}

    def published(self, year: int) -> dict[str, int]:
        """What was made public, sent up, reviewed, explained, by the names of the narrative; ``unreviewed`` are those without a review."""
        found = self.database.execute(_PUBLISHED, _days(year))
        return dict(zip([each[0] for each in found.description], found.fetchone(), strict=True))

    def outlets(self, year: int) -> dict[str, int]:
        """Channel → items that stood on it in the year for the first time."""
        return dict(self.database.execute(_OUTLETS, _days(year)))

    def entries(self, year: int) -> dict[str, int]:
        """Entry of the catalogue → items under it that became public in the year."""
        return dict(self.database.execute(_ENTRIES, _days(year)))

    def forms(self, year: int) -> dict[str, int]:
        """Form → interpretations that became public in the year, each once."""
        return dict(self.database.execute(_FORMS, _days(year)))

    def work(self, year: int) -> dict[str, tuple[int, int]]:
        """Sort of activity → how often in the year, how many people in all."""
        return {sort: (times, people) for sort, times, people in self.database.execute(_WORK, {"year": year})}

    def declared(self, year: int) -> dict[str, str]:
        """Cell → what was declared for it last."""
        return dict(self.database.execute(_DECLARED, {"year": year}))


def _days(year: int) -> dict[str, str]:
    return {"first": f"{year}-01-01", "last": f"{year}-12-31"}
