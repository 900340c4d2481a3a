"""`python -m itadata`: every function of the pages without a browser.

Results go to stdout, progress and remarks to stderr. Exit status: 0 when everything was accepted,
1 when something was not (or differs, for `verify`), 2 for misuse.
"""

import getpass
import io
import json
import os
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import pandas as pd
from sqlalchemy.exc import SQLAlchemyError
from tqdm import tqdm

from itadata import export, intake
from itadata.access import Actor, operator
from itadata.columns import TABLE_COLUMNS, TABLE_TITLES
from itadata.errors import UserError
from itadata.language import mark, translate, use
from itadata.returns import write_template
from itadata.sample import load_sample
from itadata.store import DATABASE_VARIABLE, Reading, Store
from itadata.tables import Scope, Table, framework_with_measures, read_table
from itadata.thai import now, parse_time, parse_year, today
from itadata.verification import verify as differences

MISUSE = 2

_files = click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)


def _year(context: click.Context, option: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    year = parse_year(value)
    if year is None:
        raise click.BadParameter("a fiscal year is needed, for example 2567")
    return year


def _moment(context: click.Context, option: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        return parse_time(value)
    except ValueError:
        raise click.BadParameter(
            "a time is needed in ISO 8601, for example 2025-04-18T16:30"
        ) from None


@click.group()
@click.option("--lang", type=click.Choice(["th", "en"]), default="th", help="Language of texts.")
def main(lang: str) -> None:
    """ITA scores, integrity measures and the returns of agencies.

    The database is that of ITA_DATABASE_URL, else SQLite in var/ita.db.
    """
    use(lang)
    _check_clock()


def _check_clock() -> None:
    try:
        now()
    except ValueError:
        said = mark("ITA_NOW is not a time: “{value}”. Give ISO 8601, for example {example}.")
        example = "2025-05-20T10:00"
        value = os.environ.get("ITA_NOW", "")
        click.echo(translate(said).format(value=value, example=example), err=True)
        sys.exit(MISUSE)


@contextmanager
def _opened() -> Iterator[Store]:
    """The store for one command; what a user did wrong becomes one sentence and status 2."""
    try:
        store = _open_store()
        try:
            yield store
        finally:
            store.close()
    except UserError as fault:
        click.echo(fault.sentence(), err=True)
        sys.exit(MISUSE)


def _open_store() -> Store:
    try:
        return Store.open()
    except (SQLAlchemyError, ImportError, OSError) as fault:
        raise UserError(
            mark("The database cannot be opened. Check {variable}: {reason}"),
            variable=DATABASE_VARIABLE,
            reason=str(fault).splitlines()[0],
        ) from fault


@main.command()
@click.option("--sample", is_flag=True, help="Load the sample data, and mark it as such.")
def init(sample: bool) -> None:
    """Make the database: empty, or with the sample."""
    with _opened() as store:
        if sample:
            with tqdm(total=100, file=sys.stderr, unit="%", disable=None) as bar:
                load_sample(store, lambda share: _advance(bar, share))
        click.echo(translate(mark("The database is ready.")), err=True)


def _advance(bar: "tqdm[Any]", share: float) -> None:
    bar.update(round(share * 100) - bar.n)


@main.command()
@_files
def framework(files: tuple[Path, ...]) -> None:
    """Load frameworks (one workbook a fiscal year)."""
    _receive(files, operator(getpass.getuser()), wanted=intake.Kind.FRAMEWORK)


@main.command()
@_files
def scores(files: tuple[Path, ...]) -> None:
    """Load score workbooks."""
    _receive(files, operator(getpass.getuser()), wanted=intake.Kind.SCORES)


@main.command()
@_files
@click.option("--by", "name", default=getpass.getuser, help="Who submits, for the log.")
@click.option(
    "--received-at", callback=_moment, help="When it was received, if earlier (ISO 8601)."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and file.")
def submit(
    files: tuple[Path, ...], name: str, received_at: datetime | None, as_json: bool
) -> None:
    """Submit workbooks: judge them and keep them, accepted or not."""
    _receive(files, operator(name), received_at=received_at, as_json=as_json)


@main.command()
@_files
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and file.")
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Say what submitting would say; nothing is kept."""
    actor = operator(getpass.getuser())
    with _opened() as store:
        judgements = _each(files, lambda upload: intake.judge(store, actor, upload))
        _print(judgements, as_json, intake.Judgement.as_json)


def _receive(
    files: Iterable[Path],
    actor: Actor,
    *,
    received_at: datetime | None = None,
    wanted: intake.Kind | None = None,
    as_json: bool = False,
) -> None:
    with _opened() as store:
        judgements = _each(
            files,
            lambda upload: intake.receive(
                store, actor, upload, received_at=received_at, wanted=wanted
            ),
        )
        _print(judgements, as_json, intake.Judgement.receipt_as_json)


def _each(
    files: Iterable[Path], act: Callable[[intake.Upload], intake.Judgement]
) -> Iterator[intake.Judgement]:
    for path in tqdm(list(files), file=sys.stderr, disable=None):
        yield act(intake.Upload(path.name, path.read_bytes()))


def _print(
    judgements: Iterable[intake.Judgement],
    as_json: bool,
    fields: Callable[[intake.Judgement], dict[str, Any]],
) -> None:
    all_accepted = True
    for judgement in judgements:
        all_accepted &= judgement.accepted
        if as_json:
            click.echo(json.dumps(fields(judgement), ensure_ascii=False))
        else:
            _print_judgement(judgement)
    if not all_accepted:
        sys.exit(1)


def _print_judgement(judgement: intake.Judgement) -> None:
    outcome = mark("accepted") if judgement.accepted else mark("not accepted")
    kind = translate(judgement.kind.value) if judgement.kind else "–"
    receipt = f" · {judgement.receipt}" if judgement.receipt else ""
    click.echo(f"{judgement.upload.name}: {kind} · {translate(outcome)}{receipt}")
    for table in judgement.tables:
        click.echo(
            translate(mark("  sheet {sheet}: {rows} rows, {layout}, {scale}")).format(
                sheet=table.sheet,
                rows=table.rows,
                layout=translate(table.layout.value),
                scale=translate(table.scale.value),
            )
        )
    for finding in judgement.findings:
        click.echo(f"  [{translate(finding.severity.value)}] {finding.sentence()}")


@main.command()
@click.option("--year", callback=_year, required=True, help="Fiscal year, B.E.")
@click.option("--round", "months", type=int, required=True, help="Round, in months.")
@click.option("--agency", "code", help="Code of the agency.")
@click.option("--all", "everyone", is_flag=True, help="Every expected agency, as a .zip.")
@click.option(
    "-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="FILE"
)
def template(year: int, months: int, code: str | None, everyone: bool, output: Path) -> None:
    """Write the template of one agency, or of all."""
    if everyone == bool(code):
        raise click.UsageError("give either --agency CODE or --all")
    with _opened() as store:
        with store.reading() as reading:
            year_framework = framework_with_measures(reading, year)
        reporting_round = year_framework.round(months)
        if code:
            agency = year_framework.agency(code)
            _write(output, write_template(year_framework, agency, reporting_round, now()))
            return
        archived = io.BytesIO()
        with zipfile.ZipFile(archived, "w", zipfile.ZIP_DEFLATED) as archive:
            for agency in tqdm(year_framework.expected(months), file=sys.stderr, disable=None):
                name = export.file_name(year, f"{months:02d}", agency.code, agency.name)
                content = write_template(year_framework, agency, reporting_round, now())
                archive.writestr(f"{name}.xlsx", content)
        _write(output, archived.getvalue())


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise UserError(
            mark("The file {path} cannot be written: {reason}"), path=path, reason=fault.strerror
        ) from fault


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and difference.")
def verify(as_json: bool) -> None:
    """Compare everything stored with the files and the log; nothing is changed."""
    with _opened() as store, tqdm(total=100, file=sys.stderr, unit="%", disable=None) as bar:
        found = 0
        for difference in differences(store, lambda share: _advance(bar, share)):
            found += 1
            if as_json:
                said = json.dumps(difference.as_json(), ensure_ascii=False, default=str)
            else:
                said = difference.sentence()
            click.echo(said)
    if found:
        click.echo(translate(mark("{n} differences.")).format(n=f"{found:,}"), err=True)
        sys.exit(1)
    click.echo(translate(mark("Nothing differs.")), err=True)


@main.command()
@click.argument("name", type=click.Choice(list(TABLE_COLUMNS)))
@click.option("--year", callback=_year, help="Fiscal year, B.E.")
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
    with _opened() as store, store.reading() as reading:
        scope = Scope(today(), year, months, agency_code=code, unit=unit)
        found = read_table(reading, name, scope)
        if form != "xlsx" and reading.is_sample():
            # The spreadsheet says so itself.
            click.echo(translate(export.SAMPLE_MARK), err=True)
        if form == "json":
            content = export.to_json(name, found.frame).encode()
        elif form == "csv":
            content = export.to_csv(name, found.frame)
        else:
            context = export.Context(
                title=translate(TABLE_TITLES[name]),
                as_of=now(),
                counted=_counted(reading, found),
                filters=_filters(found.fiscal_year, found.round, unit),
                sample=reading.is_sample(),
                notes=export.illustration_note(found.frame),
            )
            content = export.to_xlsx(name, found.frame, context)
        if output:
            _write(output, content)
            return
    sys.stdout.buffer.write(content + (b"\n" if form == "json" else b""))


def _counted(reading: Reading, found: Table) -> str:
    """N of N of the agencies of the table's round, or of each of its rounds; else its rows."""
    if found.name == "rates":
        each = translate(mark("{months}-month round"))
        return " · ".join(
            f"{each.format(months=months)}: {counted}"
            for months, counted in _counted_rounds(found.frame)
        )
    if found.round is None:
        return translate(mark("{n} rows")).format(n=f"{len(found.frame):,}")
    scope = Scope(today(), found.fiscal_year, found.round)
    [(_, counted)] = _counted_rounds(read_table(reading, "rates", scope).frame)
    return counted


def _counted_rounds(rates: pd.DataFrame) -> list[tuple[int, str]]:
    text = translate(mark("{n} of {of} agencies"))
    columns = (rates[name] for name in ("round", "actual", "expected"))
    return [(int(months), text.format(n=n, of=of)) for months, n, of in zip(*columns, strict=True)]


def _filters(year: int | None, months: int | None, unit: str) -> list[tuple[str, str]]:
    everything = translate(mark("all"))
    chosen = [
        (translate(mark("Fiscal year")), str(year or everything)),
        (translate(mark("Round (months)")), str(months or everything)),
    ]
    return [*chosen, (translate(mark("Unit assessed")), unit)] if unit else chosen
