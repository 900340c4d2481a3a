"""The framework of a year: the scheme of the assessment, measures, agencies and rounds."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from itadata.errors import UnknownAgency, UnknownRound
from itadata.framework.scheme import Adjustment, Indicator, Instrument, LevelRule, SubIndicator
from itadata.language import N_, _, current_language
from itadata.thai import matching_key, normalise


@dataclass(frozen=True)
class Step:
    """A step of a measure; `no` is "4.2". Sub-items have no answers of their own."""

    no: str
    text: str
    sub_items: tuple[str, ...] = ()

    @property
    def full_text(self) -> str:
        """The step with its sub-items, one a line."""
        return "\n".join([self.text, *self.sub_items])


@dataclass(frozen=True)
class Measure:
    """An integrity measure (มาตรการ) and its steps; `budget` in baht, None where unstated."""

    no: int
    title: str
    short: str
    title_en: str
    short_en: str
    responsible: str
    time_frame: str
    follow_up: str
    steps: tuple[Step, ...] = ()
    success_indicator: str = ""
    target: str = ""
    budget: Decimal | None = None

    @property
    def short_name(self) -> str:
        """The short name in the current language."""
        return localized(self.short, self.short_en)

    @property
    def label(self) -> str:
        """Number and short name: "8. การใช้อำนาจ"."""
        return f"{self.no}. {self.short_name}"


@dataclass(frozen=True)
class Link:
    """A measure addresses an indicator; `inferred` where only its wording suggests it."""

    measure_no: int
    indicator_no: int
    inferred: bool


@dataclass(frozen=True)
class Agency:
    """An agency (ส่วนราชการ) that reports to the province; `head_title` is its head's, or blank."""

    code: str
    name: str
    aliases: tuple[str, ...]
    parent_body: str
    head_title: str = ""

    @property
    def head(self) -> str:
        """The title of its head, as a letter addresses it."""
        return self.head_title or f"หัวหน้า{self.name}"


@dataclass(frozen=True)
class Round:
    """A round (รอบรายงาน): the months since 1 October that it covers, 6 or 12.

    A return is on time until `due_on` and accepted until `lock_on` (None: for ever).
    """

    months: int
    opens_on: date
    due_on: date
    lock_on: date | None


@dataclass(frozen=True)
class Exemption:
    """An agency is not expected in a round."""

    months: int
    agency_code: str
    reason: str


@dataclass(frozen=True)
class Extension:
    """The due date of a round moved for one agency; `lock_on` None where that was not moved."""

    months: int
    agency_code: str
    due_on: date
    lock_on: date | None
    reason: str


@dataclass(frozen=True)
class Summary:
    """The province's own results and outcomes of a measure, written once the year ends."""

    measure_no: int
    results: str
    outcomes: str

    @property
    def texts(self) -> dict[str, str]:
        """Its texts by field."""
        return {"results": self.results, "outcomes": self.outcomes}


@dataclass(frozen=True)
class Framework:
    """A fiscal year (B.E.): its scheme always, its measures where the province collected them.

    `unit` is the province's name as a unit of the assessment, `target` its own target (0–100).
    `illustration` says why the measures are not real, or is blank. `version` counts the loadings
    of the year, 0 before it is stored. `extensions`, and exemptions beyond those of the workbook,
    are decisions of the province since. `report_item` and `use_of_results_item` are the OIT items
    by which the year's assessment asks for these reports of the year before, or blank.
    """

    fiscal_year: int
    unit: str
    target: Decimal | None
    illustration: str
    source: str
    instruments: tuple[Instrument, ...]
    indicators: tuple[Indicator, ...]
    level_rules: tuple[LevelRule, ...]
    subindicators: tuple[SubIndicator, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    measures: tuple[Measure, ...] = ()
    links: tuple[Link, ...] = ()
    agencies: tuple[Agency, ...] = ()
    rounds: tuple[Round, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    summaries: tuple[Summary, ...] = ()
    version: int = 0
    extensions: tuple[Extension, ...] = ()
    report_item: str = ""
    use_of_results_item: str = ""

    @property
    def template_version(self) -> str:
        """The version on a template (รุ่นแบบรายงาน) of the framework that will validate it."""
        return f"{self.fiscal_year}-{self.version}"

    def with_version(self, version: int) -> "Framework":
        """The same framework with the version that the store gave it."""
        return replace(self, version=version)

    @cached_property
    def steps(self) -> dict[str, tuple[Measure, Step]]:
        """Every step by its number, in order, with its measure."""
        return {step.no: (measure, step) for measure in self.measures for step in measure.steps}

    @cached_property
    def step_numbers(self) -> dict[str, str]:
        """The number of each step by the matching key of its text."""
        return {matching_key(step.text): no for no, (_, step) in self.steps.items()}

    @cached_property
    def instrument_codes(self) -> tuple[str, ...]:
        """The codes of the instruments in order: IIT, EIT, OIT."""
        return tuple(instrument.code for instrument in self.instruments)

    def indicators_of(self, instrument: str) -> tuple[Indicator, ...]:
        """The indicators of an instrument."""
        return self._by_instrument.get(instrument, ())

    @cached_property
    def _by_instrument(self) -> dict[str, tuple[Indicator, ...]]:
        codes = {indicator.instrument for indicator in self.indicators}
        return {code: tuple(i for i in self.indicators if i.instrument == code) for code in codes}

    def subindicators_of(self, indicator_no: int) -> tuple[SubIndicator, ...]:
        """The sub-indicators of an indicator."""
        return tuple(part for part in self.subindicators if part.indicator_no == indicator_no)

    def agency(self, code: str) -> Agency:
        """The agency by its code. Raises UnknownAgency."""
        for agency in self.agencies:
            if agency.code == code:
                return agency
        raise UnknownAgency(
            N_("Fiscal year {year} lists no agency with the code {code}."),
            year=self.fiscal_year,
            code=code,
        )

    def find_agency(self, text: str) -> Agency | None:
        """The agency by code, name or alias, as officers write it; None for none or several."""
        agencies = self.find_agencies(text)
        return agencies[0] if len(agencies) == 1 else None

    def find_agencies(self, text: str) -> tuple[Agency, ...]:
        """Every agency with this code, or else with this name or alias."""
        key = self._agency_key(text)
        if not key:
            return ()
        code = normalise(text).removesuffix(".0")  # a number in a cell of text
        by_code = [a for each in {code, code.zfill(3)} for a in self._by_code.get(each, ())]
        return tuple(by_code) or tuple(self._by_name.get(key, ()))

    @cached_property
    def agency_names(self) -> dict[str, str]:
        """The name of each agency by its code."""
        return {agency.code: agency.name for agency in self.agencies}

    @cached_property
    def _by_code(self) -> dict[str, list[Agency]]:
        agencies: dict[str, list[Agency]] = {}
        for agency in self.agencies:
            agencies.setdefault(normalise(agency.code), []).append(agency)
        return agencies

    @cached_property
    def _by_name(self) -> dict[str, list[Agency]]:
        agencies: dict[str, list[Agency]] = {}
        for agency in self.agencies:
            for key in {self._agency_key(name) for name in (agency.name, *agency.aliases)}:
                agencies.setdefault(key, []).append(agency)
        return agencies

    def short_name(self, name: str) -> str:
        """An agency's name without the province at its end."""
        province = self.unit.removeprefix("จังหวัด")
        short = name.removesuffix(province).removesuffix("จังหวัด")
        return name if short in ("", "สำนักงาน") else short

    def _agency_key(self, text: str) -> str:
        """A key of an agency's name without abbreviations and words that real files leave out."""
        for short, full in (("สนง.", "สำนักงาน"), ("สนง ", "สำนักงาน"), ("จ.", "จังหวัด")):
            text = text.replace(short, full)
        key = matching_key(text)
        province = matching_key(self.unit.removeprefix("จังหวัด"))
        for word in ("ประจำจังหวัด", "จังหวัด", province, "ส่วน"):
            key = key.replace(matching_key(word), "")
        return key

    def measure(self, no: int) -> Measure | None:
        """The measure by its number; None where the year has no such measure."""
        return next((measure for measure in self.measures if measure.no == no), None)

    def round(self, months: int) -> Round:
        """The round by its months. Raises UnknownRound."""
        for reporting_round in self.rounds:
            if reporting_round.months == months:
                return reporting_round
        raise UnknownRound(
            N_("Fiscal year {year} has no round of {round} months."),
            year=self.fiscal_year,
            round=months,
        )

    def dates(self, agency_code: str, months: int) -> Round:
        """The round for one agency, with its extension. Raises UnknownRound."""
        reporting_round = self.round(months)
        for extension in self.extensions:
            if (extension.agency_code, extension.months) == (agency_code, months):
                return _extended(reporting_round, extension)
        return reporting_round

    def exemption(self, agency_code: str, months: int) -> Exemption | None:
        """The agency's exemption from the round; None where it has none."""
        for exemption in self.exemptions:
            if (exemption.agency_code, exemption.months) == (agency_code, months):
                return exemption
        return None

    def filtered(
        self, agency_codes: Collection[str] | None = None, measure_no: int | None = None
    ) -> "Framework":
        """The same year with some of its agencies only, or one of its measures only."""
        return replace(
            self,
            agencies=tuple(
                a for a in self.agencies if agency_codes is None or a.code in agency_codes
            ),
            measures=tuple(m for m in self.measures if measure_no in (None, m.no)),
        )

    def expected(self, months: int) -> tuple[Agency, ...]:
        """The agencies expected in a round: those listed and not exempt."""
        return tuple(a for a in self.agencies if self.exemption(a.code, months) is None)


def _extended(reporting_round: Round, extension: Extension) -> Round:
    """The round with the later of its own dates and those of the extension."""
    due_on = max(reporting_round.due_on, extension.due_on)
    lock_on = reporting_round.lock_on
    if lock_on is not None:
        lock_on = max(lock_on, due_on, extension.lock_on or lock_on)
    return replace(reporting_round, due_on=due_on, lock_on=lock_on)


def framework_summary(framework: Framework) -> str:
    """The size of a framework and the province's target, in a sentence."""
    message = _(
        "{measures} measures with {steps} steps, {agencies} agencies, {rounds} rounds; the "
        "province's target: {target}"
    )
    return message.format(
        measures=len(framework.measures),
        steps=len(framework.steps),
        agencies=len(framework.agencies),
        rounds=len(framework.rounds),
        target="–" if framework.target is None else framework.target,
    )


def round_title(fiscal_year: int, months: int) -> str:
    """The title of a round: its fiscal year (B.E.) and months."""
    return _("fiscal year {year}, {round}-month round").format(year=fiscal_year, round=months)


def localized(name: str, gloss: str) -> str:
    """The name, or its English gloss where the current language is English and it has one."""
    return gloss if current_language() == "en" and gloss else name


def step_measure(no: str) -> int | None:
    """The number of the measure of a step: "4.2" → 4; None for another text."""
    head = no.partition(".")[0]
    return int(head) if head.isdecimal() else None


def step_order(no: str) -> list[int]:
    """A sort key for the numbers of steps: 1.10 comes after 1.2."""
    return [int(part) for part in no.split(".") if part.isdecimal()]
