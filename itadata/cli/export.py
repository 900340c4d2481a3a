"""Blank frameworks, templates, receipts and tables."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pandas as pd

from itadata import exports, intake
from itadata.access import operator
from itadata.access.people import display_name
from itadata.cli import options
from itadata.cli.command import main, open_store, progress_bar, write_file
from itadata.documents.receipts import receipts_html
from itadata.errors import UserError
from itadata.framework import Framework, write_framework
from itadata.intake.blank_frameworks import blank_framework_of
from itadata.language import N_, _, current_language
from itadata.returns import write_all_templates, write_template
from itadata.scores.places import unit_label
from itadata.store import Snapshot
from itadata.tables import TABLES, Table, TableQuery, read_table
from itadata.thai import now, today


@main.command()
@options.year(required=True)
@click.option("--unit", default="", help="The province or other unit assessed.")
@options.output()
def blank_framework(year: int, unit: str, output: Path) -> None:
    """Write a framework with the scheme alone, to load for scores or to fill in."""
    with open_store() as store, store.snapshot() as snapshot:
        framework = blank_framework_of(snapshot, year, unit.strip())
    click.echo(_("Unit assessed: {unit}").format(unit=framework.unit), err=True)
    write_file(output, write_framework(framework, now(), to_fill_in=True))


@main.command()
@options.of_round
@click.option("--agency", "code", help="Code of the agency.")
@click.option("--all", "everyone", is_flag=True, help="Every expected agency, as a .zip.")
@click.option("--carry", is_flag=True, help="With the answers of the round before, marked so.")
@options.output()
def template(
    year: int | None,
    months: int | None,
    code: str | None,
    everyone: bool,
    carry: bool,
    output: Path,
) -> None:
    """Write the template of one agency, or of all."""
    if everyone == bool(code):
        raise click.UsageError(_("Give either --agency CODE or --all."))
    with open_store() as store:
        key = options.round_key(store, year, months)
        with store.snapshot() as snapshot:
            framework = snapshot.framework_with_measures(key.fiscal_year)
            period = framework.round(key.months)
            earlier = intake.prefilled_returns(snapshot, framework, period) if carry else {}
        codes = [code] if code else [agency.code for agency in framework.expected(period.months)]
        if carry:
            _warn_about_missing_answers(framework, [c for c in codes if c not in earlier])
        if code:
            agency = framework.agency(code)
            content = write_template(framework, agency, period, now(), earlier.get(code))
        else:
            with progress_bar() as on_progress:
                content = write_all_templates(
                    framework,
                    period,
                    now(),
                    lambda each: exports.agency_file_name(
                        _("Return"), framework, each, period.months, today()
                    ),
                    earlier,
                    on_progress,
                )
        write_file(output, content)


def _warn_about_missing_answers(framework: Framework, codes: Sequence[str]) -> None:
    """Name the agencies that have no earlier answers to carry over."""
    if not codes:
        return
    message = _(
        "Nothing was received in an earlier round of fiscal year {year} from {agencies}, so no "
        "answers were carried over."
    )
    names = ", ".join(framework.agency(code).name for code in codes)
    click.echo(message.format(agencies=names, year=framework.fiscal_year), err=True)


@main.command()
@click.argument("number")
@options.output()
def receipt(number: str, output: Path) -> None:
    """Write a receipt to print, as HTML."""
    with open_store() as store, store.snapshot() as snapshot:
        stored = snapshot.receipt(number)
        if stored is None:
            raise UserError(N_("No receipt has the number {number}."), number=number)
        content = receipts_html(
            [stored],
            snapshot.frameworks(),
            snapshot.user_names(),
            sample=snapshot.is_sample(),
            language=current_language(),
        )
        write_file(output, content)


@main.command()
@click.argument("name", type=click.Choice(list(TABLES)))
@options.of_round
@click.option("--unit", default="", help="Unit assessed, by its whole name.")
@options.place("Province of the unit, where several have its name.")
@click.option("--agency", "code", default="", help="Code of the agency, for a table of one.")
@click.option("--scenario", default="", help="Other scores for what_if, such as 2-94.97_4-95.")
@click.option("--target", default="", help="Level for the lifts of what_if.")
@click.option(
    "--format",
    "file_format",
    type=click.Choice(["json", "csv", "xlsx"]),
    default="json",
    help="Format.",
)
@options.output(required=False)
def table(
    name: str,
    year: int | None,
    months: int | None,
    unit: str,
    place: str | None,
    code: str,
    scenario: str,
    target: str,
    file_format: str,
    output: Path | None,
) -> None:
    """Print a table, or write it to a file."""
    with open_store() as store, store.snapshot() as snapshot:
        query = TableQuery(
            today(),
            year,
            months,
            agency_code=code,
            unit=unit,
            place=place or "",
            scenario=scenario,
            target=target,
        )
        result = read_table(snapshot, name, query, operator())
        if file_format != "xlsx" and snapshot.is_sample():
            # The spreadsheet says so itself.
            click.echo(_(exports.SAMPLE_LABEL), err=True)
        if file_format == "json":
            content = exports.to_json(name, result.frame).encode()
        elif file_format == "csv":
            content = exports.to_csv(name, result.frame)
        else:
            content = _spreadsheet(snapshot, name, result, unit_label(unit, place))
        if output:
            write_file(output, content)
            return
    sys.stdout.buffer.write(content + (b"\n" if file_format == "json" else b""))


def _spreadsheet(snapshot: Snapshot, name: str, table: Table, unit: str) -> bytes:
    frameworks = snapshot.frameworks()
    context = exports.Context(
        title=_(TABLES[name].schema.title),
        as_of=now(),
        n_of_n=_count_text(snapshot, name, table),
        filters=_filters(table.fiscal_year, table.round, unit),
        sample=snapshot.is_sample(),
        notes=exports.illustration_note(table.frame),
        by=display_name(operator().name, frameworks, {}),
        levels=exports.level_names(frameworks),
        personal=True,
    )
    return exports.to_xlsx(name, table.frame, context)


def _count_text(snapshot: Snapshot, name: str, table: Table) -> str:
    """N of N agencies of the table's round, or of each of its rounds; else its rows."""
    if name == "rates":
        label = _("{months}-month round")
        return " · ".join(
            f"{label.format(months=months)}: {count}"
            for months, count in _round_counts(table.frame)
        )
    if table.round is None:
        return _("rows: {n}").format(n=f"{len(table.frame):,}")
    query = TableQuery(today(), table.fiscal_year, table.round)
    [(_months, count)] = _round_counts(read_table(snapshot, "rates", query).frame)
    return count


def _round_counts(rates: pd.DataFrame) -> list[tuple[int, str]]:
    text = _("{n} of {of} agencies")
    columns = (rates[name] for name in ("round", "actual", "expected"))
    return [(int(months), text.format(n=n, of=of)) for months, n, of in zip(*columns, strict=True)]


def _filters(year: int | None, months: int | None, unit: str) -> list[tuple[str, str]]:
    filters = [
        (_("Fiscal year"), str(year or _("all"))),
        (_("Round (months)"), str(months or _("all"))),
    ]
    return [*filters, (_("Unit assessed"), unit)] if unit else filters
