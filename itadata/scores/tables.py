"""The score tables of a sheet, one or several below each other, and their titles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from itadata.scores.columns import Columns, find_columns
from itadata.scores.group_headings import Heading, has_scores, headings_in, top_row
from itadata.scores.headings import LEVEL, TOTAL, VALUE, Headings, is_no_score, is_of_counts
from itadata.scores.model import Layout
from itadata.scores.names import looks_like_unit
from itadata.thai import is_missing, is_number, parse_number, search_key
from itadata.workbook import Sheet, Value
from itadata.workbook.sheets import ROWS_SEARCHED

_FEWEST_TEXTS = 2
_ROWS_SAMPLED = 200
_SCORES = re.compile("(?<![a-z])ita(?![a-z])|คะแนน|score|คุณธรรมและความโปร่งใส")
_OF_ITA = re.compile("(?<![a-z])(?:ita|iit|eit|oit)(?![a-z])|คุณธรรม|integrity")


@dataclass(frozen=True)
class ScoreTable:
    """A score table from the row of its headings to its last row, with rows that may title it.

    `titles` are copies of the sheet with such rows only, nearest first: the rows above the table,
    then those at the top of a sheet of several tables.
    """

    sheet: Sheet
    header_row: int
    last_row: int
    columns: Columns
    titles: tuple[Sheet, ...] = ()

    @property
    def top_row(self) -> int:
        """The first line of its headings."""
        grouped = any(heading.group for heading in self.columns.read())
        return top_row(self.sheet, self.header_row) if grouped else self.header_row

    @property
    def layout(self) -> Layout:
        """Whether each row is a unit or an indicator."""
        return Layout.LONG if "label" in self.columns.labels else Layout.WIDE

    @property
    def has_owner(self) -> bool:
        """Whether the columns say whose scores they are, or of which year."""
        labels, values = self.columns.labels, self.columns.values
        named = "unit" in labels or bool(self.columns.unit_candidates) or "fiscal_year" in labels
        return named or any(value.unit or value.fiscal_year for value in values)

    @property
    def has_figure(self) -> bool:
        """Whether any column of scores has a number."""
        numbers = [value.number for value in self.columns.scores]
        rows = self.sheet.rows[self.header_row : self.last_row]
        return any(is_number(row[n - 1]) for row in rows for n in numbers if len(row) >= n)

    @property
    def has_unknown_figure(self) -> bool:
        """Whether any column that says no more than "ค่า", or nothing known, has a number."""
        vague = [h for h in self.columns.headings if h.text and _is_unknown(h)]
        numbers = [heading.number for heading in vague]
        rows = self.sheet.rows[self.header_row : self.last_row]
        return any(is_number(row[n - 1]) for row in rows for n in numbers if len(row) >= n)

    @property
    def is_of_another_assessment(self) -> bool:
        """Whether a total stands beside figures of other names, and nothing says ITA."""
        if any(value.column not in (TOTAL, LEVEL) for value in self.columns.values):
            return False
        texts = [self.sheet.name, *_texts_above(self), *(h.text for h in self.columns.headings)]
        if any(_OF_ITA.search(search_key(text)) for text in texts):
            return False
        return any(self._may_be_part(heading) for heading in self.columns.headings)

    def _may_be_part(self, heading: Heading) -> bool:
        """Whether a heading that is not known has figures of 0–100 below it."""
        if not heading.text or heading.meaning or is_no_score(heading.text):
            return False
        last = min(self.last_row, self.header_row + _ROWS_SAMPLED)
        rows = self.sheet.rows[self.header_row : last]
        cells = [row[heading.number - 1] for row in rows if len(row) >= heading.number]
        numbers = [parse_number(cell) or 0 for cell in cells if is_number(cell)]
        return bool(numbers) and all(0 <= number <= 100 for number in numbers)

    @property
    def names_scores(self) -> bool:
        """Whether a heading is one of scores alone: a bare รวม or Total is none."""
        parts = any(value.column not in (TOTAL, LEVEL, None) for value in self.columns.values)
        texts = (h.text for h in self.columns.headings if not is_of_counts(h.text))
        return parts or any(_SCORES.search(search_key(text)) for text in texts)


def _is_unknown(heading: Heading) -> bool:
    return heading.meaning is None or heading.meaning.column == VALUE


def has_score_table(sheet: Sheet, headings: Headings) -> bool:
    """Whether a sheet has a score table, without looking at each of its rows."""
    return _main_table(sheet, headings) is not None


def score_tables(sheet: Sheet, headings: Headings) -> list[ScoreTable]:
    """The score tables of a sheet from the top."""
    main = _main_table(sheet, headings)
    if main is None:
        return []
    blocks = _blocks(sheet, [*_tables_with_headings(sheet, headings, main)])
    top = _rows_of(sheet, 0, blocks[0][0].top_row - 1)
    tables = []
    end_before = 0
    for block, below in zip(blocks, [*blocks[1:], None], strict=True):
        table = main if main in block else max(block, key=lambda each: each.columns.size)
        titles = _rows_of(sheet, end_before, table.top_row - 1)
        if below:
            end_before = _last_row(sheet, table.header_row, below[0].header_row)
            table = replace(table, last_row=end_before)
        tables.append(replace(table, titles=(titles, top)))
    return tables


def near_miss_table(sheet: Sheet, headings: Headings) -> ScoreTable | None:
    """The table of a sheet that has headings of scores and yet is no score table."""
    candidates = [table for table in _candidates(sheet, headings) if _is_near_miss(table)]
    best = max(candidates, key=lambda table: table.columns.size, default=None)
    return best and replace(best, titles=(_rows_of(sheet, 0, best.top_row - 1),))


def _is_near_miss(table: ScoreTable) -> bool:
    """Whether a table has scores or units, and says that it is one of scores or of levels."""
    if "unit" not in table.columns.labels:
        return table.names_scores and bool(table.columns.scores)
    has_level = any(value.column == LEVEL for value in table.columns.values)
    return (
        table.names_scores or has_level or (table.has_unknown_figure and _is_about_scores(table))
    )


def _main_table(sheet: Sheet, headings: Headings) -> ScoreTable | None:
    """The table with the most columns; of two lines of headings the lower one."""
    main: ScoreTable | None = None
    for table in _candidates(sheet, headings):
        if not _is_complete(table, headings):
            continue
        lower = main is not None and table.header_row == main.header_row + 1
        size = table.columns.size + lower
        if main is None or size > main.columns.size:
            main = table
    return main


def _is_complete(table: ScoreTable, headings: Headings) -> bool:
    """Whether a table names scores with their unit or year, or several kinds of score."""
    kinds = {(value.column or "").partition(":")[0] for value in table.columns.scores}
    long = table.layout is Layout.LONG and bool(kinds)
    enough = long or len(kinds) >= (1 if table.has_owner else 2)
    about = (
        table.names_scores or _is_about_scores(table) or (long and _labels_parts(table, headings))
    )
    return enough and table.has_figure and about and not table.is_of_another_assessment


def _labels_parts(table: ScoreTable, headings: Headings) -> bool:
    """Whether rows are labelled as several indicators or instruments of the assessment."""
    label = table.columns.labels["label"].number
    rows = table.sheet.rows[table.header_row : table.header_row + _ROWS_SAMPLED]
    texts = (row[label - 1] for row in rows if len(row) >= label)
    parts = {headings.score_column(text) for text in texts if isinstance(text, str)}
    return len({part for part in parts if part and ":" in part}) >= _FEWEST_TEXTS


def _is_about_scores(table: ScoreTable) -> bool:
    """Whether the name of the sheet or a row above says so, and nothing that it has counts."""
    titles = [table.sheet.name, *_texts_above(table)]
    if any(map(is_of_counts, [*titles, *(h.text for h in table.columns.headings)])):
        return False
    return any(_SCORES.search(search_key(text)) for text in titles)


def _texts_above(table: ScoreTable) -> Iterator[str]:
    above = (value for row in table.sheet.rows[: table.header_row - 1] for value in row)
    return (value for value in above if isinstance(value, str))


def _candidates(sheet: Sheet, headings: Headings) -> Iterator[ScoreTable]:
    """The tables that the first rows of a sheet could head."""
    for row in range(1, min(len(sheet.rows), ROWS_SEARCHED) + 1):
        if _may_head(sheet, row, headings):
            yield _table_at(sheet, row, headings)


def _may_head(sheet: Sheet, row: int, headings: Headings) -> bool:
    values = [value for value in sheet.rows[row - 1] if not is_missing(value)]
    if len(values) < _FEWEST_TEXTS or has_scores(values):
        return False
    # Under a merged "หน่วยงาน" there may be nothing but the numbers of the indicators.
    texts = [v for v in (sheet.merged_row(row) if sheet.merges else values) if isinstance(v, str)]
    units = [text for text in texts if looks_like_unit(text) and not headings.meaning(text)]
    # Beside a unit, a number is its score, and be it as round as 88.
    if units and any(isinstance(value, (int, float)) and 0 < value <= 100 for value in values):
        return False
    return bool(units) or any(map(headings.meaning, texts))


def _table_at(sheet: Sheet, row: int, headings: Headings) -> ScoreTable:
    columns = find_columns(sheet, row, headings_in(sheet, row, headings), headings)
    last = max([len(sheet.rows), *(cell.row for cell in sheet.cell_errors)])
    return ScoreTable(sheet, row, last, columns)


def _tables_with_headings(
    sheet: Sheet, headings: Headings, main: ScoreTable
) -> Iterator[ScoreTable]:
    """The main table, and every other with units or with the same headings.

    Another one may be a summary or a legend beside the scores.
    """
    of_main = _names(main)
    for row, values in enumerate(sheet.rows, start=1):
        if row == main.header_row:
            yield main
            continue
        if not _repeats(values, of_main, headings):
            continue
        table = _table_at(sheet, row, headings)
        names = _names(table)
        if table.columns.scores and ("unit" in names or names >= of_main):
            yield table


def _repeats(values: list[Value], of_main: set[str], headings: Headings) -> bool:
    """Whether a row may head a table like the main one: it has several headings of it."""
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) < _FEWEST_TEXTS or has_scores(values):
        return False
    columns = {meaning.column for text in texts if (meaning := headings.meaning(text))}
    return len(columns) >= _FEWEST_TEXTS and not columns.isdisjoint(of_main)


def _names(table: ScoreTable) -> set[str]:
    return {*table.columns.labels, *(value.column or TOTAL for value in table.columns.values)}


def _blocks(sheet: Sheet, tables: list[ScoreTable]) -> list[list[ScoreTable]]:
    """Group rows of headings by table: there is no number between those of one table."""
    blocks = [tables[:1]]
    for table in tables[1:]:
        between = sheet.rows[blocks[-1][-1].header_row : table.header_row - 1]
        if any(is_number(value) for values in between for value in values):
            blocks.append([table])
        else:
            blocks[-1].append(table)
    return blocks


def _last_row(sheet: Sheet, header_row: int, below: int) -> int:
    """The last row of a table above another: a row of a single text is the other's title."""
    last = below - 1
    while last > header_row and _single(sheet.rows[last - 1]):
        last -= 1
    return last


def _single(values: list[Value]) -> bool:
    return sum(not is_missing(value) for value in values) <= 1


def _rows_of(sheet: Sheet, after: int, last: int) -> Sheet:
    """The sheet with these rows only, each in its place."""
    return replace(sheet, rows=[*([[]] * after), *sheet.rows[after:last]])
