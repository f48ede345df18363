"""Table three counted again in plain SQL from the raw records of the ledger: nothing of the product's code is asked.

What the records say is mended first (a correction stands for what it corrects, what was voided never was), then each case is placed by hand-written
rules. Written against the wording of the form, apart from ``report.tally``.
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
        self.database.executescript("CREATE INDEX record_by_stream ON record(stream);" + _TOLD + _FIRST_END)

    def three(self, year: int) -> dict[tuple[str, str], int]:
        """Row and column of table three → how many; without the column of totals."""
        return {(row, column): number for row, column, number in self.database.execute(_COUNTED, _days(year))}

    def four(self, year: int) -> dict[tuple[str, str], int]:
        """Row and result of table four → how many."""
        return {(sort, result): number for sort, result, number in self.database.execute(_REMEDIES, _days(year))}

    def documents(self, year: int) -> dict[str, tuple[int, int, int]]:
        """Row of table two（一） → issued, repealed, in force."""
        return {sort: tuple(figures) for sort, *figures in self.database.execute(_DOCUMENTS, _days(year))}


def _days(year: int) -> dict[str, str]:
    return {"first": f"{year}-01-01", "last": f"{year}-12-31"}
