"""What goes out: templates, receipts, tables, and whether all is as it was received."""

import getpass
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pandas as pd
from tqdm import tqdm

from itadata import exports, intake
from itadata.access import operator
from itadata.access.people import display_name
from itadata.audit.verification import verify as differences
from itadata.cli.command import advance, main, opened, write, year
from itadata.documents.receipts import receipts_html
from itadata.errors import UserError
from itadata.framework import Framework
from itadata.language import N_, _, current
from itadata.returns import write_all_templates, write_template
from itadata.store import Snapshot
from itadata.tables import TABLES, Table, TableQuery, framework_with_measures, read_table
from itadata.thai import now, today


@main.command()
@click.option("--year", callback=year, required=True, help="Fiscal year, B.E.")
@click.option("--round", "months", type=int, required=True, help="Round, in months.")
@click.option("--agency", "code", help="Code of the agency.")
@click.option("--all", "everyone", is_flag=True, help="Every expected agency, as a .zip.")
@click.option("--carry", is_flag=True, help="With the answers of the round before, marked so.")
@click.option(
    "-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="FILE"
)
def template(
    year: int, months: int, code: str | None, everyone: bool, carry: bool, output: Path
) -> None:
    """Write the template of one agency, or of all."""
    if everyone == bool(code):
        raise click.UsageError(_("Give either --agency CODE or --all."))
    with opened() as store:
        with store.snapshot() as snapshot:
            of_year = framework_with_measures(snapshot, year)
            of_round = of_year.round(months)
            carried = intake.all_carried_over(snapshot, of_year, of_round) if carry else {}
        expected = [code] if code else [agency.code for agency in of_year.expected(months)]
        if carry and (without := [each for each in expected if each not in carried]):
            _say_not_carried(of_year, without)
        if code:
            agency = of_year.agency(code)
            before = carried.get(code)
            write(output, write_template(of_year, agency, of_round, now(), before))
            return
        with tqdm(total=100, file=sys.stderr, unit="%", disable=None) as bar:
            archive = write_all_templates(
                of_year, of_round, now(), carried, lambda share: advance(bar, share)
            )
        write(output, archive)


def _say_not_carried(framework: Framework, codes: Sequence[str]) -> None:
    """Whose templates are plain, though answers were to be carried over."""
    said = N_(
        "Nothing was received in an earlier round of fiscal year {year} from {agencies}, so no "
        "answers were carried over."
    )
    names = ", ".join(framework.agency(code).name for code in codes)
    click.echo(_(said).format(agencies=names, year=framework.fiscal_year), err=True)


@main.command()
@click.argument("number")
@click.option(
    "-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="FILE"
)
def receipt(number: str, output: Path) -> None:
    """Write a receipt to print, as HTML."""
    with opened() as store, store.snapshot() as snapshot:
        found = snapshot.receipt(number)
        if found is None:
            raise UserError(N_("No receipt has the number {number}."), number=number)
        frameworks, sample = snapshot.frameworks(), snapshot.is_sample()
        write(output, receipts_html([found], frameworks, sample=sample, language=current()))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and difference.")
def verify(as_json: bool) -> None:
    """Compare everything stored with the files and the log; nothing is changed."""
    with opened() as store, tqdm(total=100, file=sys.stderr, unit="%", disable=None) as bar:
        found = 0
        for difference in differences(store, lambda share: advance(bar, share)):
            found += 1
            if as_json:
                said = json.dumps(difference.as_json(), ensure_ascii=False, default=str)
            else:
                said = difference.sentence()
            click.echo(said)
    if found:
        click.echo(_("{n} differences.").format(n=f"{found:,}"), err=True)
        sys.exit(1)
    # With --json, stdout has objects alone.
    click.echo(_("Nothing differs."), err=as_json)


@main.command()
@click.argument("name", type=click.Choice(list(TABLES)))
@click.option("--year", callback=year, help="Fiscal year, B.E.")
@click.option("--round", "months", type=int, help="Round, in months.")
@click.option("--unit", default="", help="Unit assessed, by its whole name.")
@click.option("--agency", "code", default="", help="Code of the agency, for a table of one.")
@click.option(
    "--format", "form", type=click.Choice(["json", "csv", "xlsx"]), default="json", help="Form."
)
@click.option("-o", "output", type=click.Path(dir_okay=False, path_type=Path), help="FILE")
def table(
    name: str,
    year: int | None,
    months: int | None,
    unit: str,
    code: str,
    form: str,
    output: Path | None,
) -> None:
    """Print a table, or write it to a file."""
    with opened() as store, store.snapshot() as snapshot:
        query = TableQuery(today(), year, months, agency_code=code, unit=unit)
        found = read_table(snapshot, name, query, operator(getpass.getuser()))
        if form != "xlsx" and snapshot.is_sample():
            # The spreadsheet says so itself.
            click.echo(_(exports.SAMPLE_MARK), err=True)
        if form == "json":
            content = exports.to_json(name, found.frame).encode()
        elif form == "csv":
            content = exports.to_csv(name, found.frame)
        else:
            frameworks = snapshot.frameworks()
            context = exports.Context(
                title=_(TABLES[name].schema.title),
                as_of=now(),
                counted=_counted(snapshot, name, found),
                filters=_filters(found.fiscal_year, found.round, unit),
                sample=snapshot.is_sample(),
                notes=exports.illustration_note(found.frame),
                by=display_name(operator(getpass.getuser()).name, frameworks),
                levels=exports.levels_of(frameworks),
                personal=True,
            )
            content = exports.to_xlsx(name, found.frame, context)
        if output:
            write(output, content)
            return
    sys.stdout.buffer.write(content + (b"\n" if form == "json" else b""))


def _counted(snapshot: Snapshot, name: str, found: Table) -> str:
    """N of N of the agencies of the table's round, or of each of its rounds; else its rows."""
    if name == "rates":
        each = _("{months}-month round")
        return " · ".join(
            f"{each.format(months=months)}: {counted}"
            for months, counted in _counted_rounds(found.frame)
        )
    if found.round is None:
        return _("rows: {n}").format(n=f"{len(found.frame):,}")
    query = TableQuery(today(), found.fiscal_year, found.round)
    [(_months, counted)] = _counted_rounds(read_table(snapshot, "rates", query).frame)
    return counted


def _counted_rounds(rates: pd.DataFrame) -> list[tuple[int, str]]:
    text = _("{n} of {of} agencies")
    columns = (rates[name] for name in ("round", "actual", "expected"))
    return [(int(months), text.format(n=n, of=of)) for months, n, of in zip(*columns, strict=True)]


def _filters(year: int | None, months: int | None, unit: str) -> list[tuple[str, str]]:
    everything = _("all")
    chosen = [
        (_("Fiscal year"), str(year or everything)),
        (_("Round (months)"), str(months or everything)),
    ]
    return [*chosen, (_("Unit assessed"), unit)] if unit else chosen
