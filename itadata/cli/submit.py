"""What comes in: the database made, workbooks checked and submitted."""

import getpass
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from itadata import intake
from itadata.access import Actor, operator
from itadata.cli.command import advance, main, make_folder, moment, opened, write
from itadata.documents.receipts import duplicate_notice
from itadata.findings import Finding
from itadata.intake.sample import load_sample
from itadata.language import N_, _
from itadata.store import Store
from itadata.workbook import mark_findings, marked_name

_files = click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)


@main.command()
@click.option("--sample", is_flag=True, help="Load the sample data, and mark it as such.")
def init(sample: bool) -> None:
    """Make the database: empty, or with the sample."""
    with opened() as store:
        if sample:
            with tqdm(total=100, file=sys.stderr, unit="%", disable=None) as bar:
                load_sample(store, lambda share: advance(bar, share))
        click.echo(_("The database is ready."), err=True)


@main.command()
@_files
def framework(files: tuple[Path, ...]) -> None:
    """Load frameworks (one workbook a fiscal year)."""
    _receive(files, operator(getpass.getuser()), wanted=intake.WorkbookKind.FRAMEWORK)


@main.command()
@_files
def scores(files: tuple[Path, ...]) -> None:
    """Load score workbooks."""
    _receive(files, operator(getpass.getuser()), wanted=intake.WorkbookKind.SCORES)


@main.command()
@_files
@click.option("--by", "name", default=getpass.getuser, help="Who submits, for the log.")
@click.option(
    "--received-at", callback=moment, help="When it was received, if earlier (ISO 8601)."
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
@click.option(
    "--marked",
    type=click.Path(path_type=Path),
    help="Write files with findings again, marked: into this folder, or to this .xlsx.",
)
def check(files: tuple[Path, ...], as_json: bool, marked: Path | None) -> None:
    """Say what submitting would say; nothing is kept."""
    actor = operator(getpass.getuser())
    if marked and _is_workbook(marked) and len(files) > 1:
        said = N_("More than one file needs a folder for --marked.")
        raise click.UsageError(_(said))

    def judge(upload: intake.Upload) -> intake.ValidationResult:
        judgement = intake.validate(store, actor, upload)
        if marked and judgement.findings:
            _write_marked(marked, judgement)
        return judgement

    with opened() as store:
        if marked and not _is_workbook(marked):
            make_folder(marked)
        _print(_each(files, judge), as_json, intake.ValidationResult.as_json, store)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx" and not path.is_dir()


def _write_marked(where: Path, judgement: intake.ValidationResult) -> None:
    marked = mark_findings(judgement.upload.content, judgement.findings)
    if isinstance(marked, Finding):
        # What cannot be opened has said so already.
        if marked not in judgement.findings:
            click.echo(f"{judgement.upload.name}: {marked.sentence()}", err=True)
        return
    path = where if _is_workbook(where) else where / marked_name(judgement.upload.name)
    write(path, marked.content)
    for loss in marked.losses:
        click.echo(f"{path}: {loss}", err=True)


def _receive(
    files: Iterable[Path],
    actor: Actor,
    *,
    received_at: datetime | None = None,
    wanted: intake.WorkbookKind | None = None,
    as_json: bool = False,
) -> None:
    with opened() as store:
        judgements = _each(
            files,
            lambda upload: intake.receive(
                store, actor, upload, received_at=received_at, wanted=wanted
            ),
        )
        _print(judgements, as_json, intake.ValidationResult.receipt_as_json, store)


def _each(
    files: Iterable[Path], act: Callable[[intake.Upload], intake.ValidationResult]
) -> Iterator[intake.ValidationResult]:
    for path in tqdm(list(files), file=sys.stderr, disable=None):
        yield act(intake.Upload(path.name, path.read_bytes()))


def _print(
    judgements: Iterable[intake.ValidationResult],
    as_json: bool,
    fields: Callable[[intake.ValidationResult], dict[str, Any]],
    store: Store,
) -> None:
    all_accepted = True
    for judgement in judgements:
        all_accepted &= judgement.accepted
        if as_json:
            click.echo(json.dumps(fields(judgement), ensure_ascii=False))
        else:
            _print_judgement(judgement, store)
    if not all_accepted:
        sys.exit(1)


def _print_judgement(judgement: intake.ValidationResult, store: Store) -> None:
    outcome = N_("not accepted")
    if judgement.accepted:
        outcome = N_("accepted") if judgement.receipt else N_("can be accepted")
    kind = _(judgement.kind.value) if judgement.kind else "–"
    receipt = f" · {judgement.receipt}" if judgement.receipt else ""
    click.echo(f"{judgement.upload.name}: {kind} · {_(outcome)}{receipt}")
    if judgement.repeated:
        with store.snapshot() as snapshot:
            click.echo(f"  {duplicate_notice(judgement, snapshot)}")
    for table in judgement.tables:
        click.echo(
            _("  sheet {sheet}: {rows} rows, {layout}, {scale}").format(
                sheet=table.sheet,
                rows=table.rows,
                layout=_(table.layout.value),
                scale=_(table.scale.value),
            )
        )
    for finding in judgement.findings:
        click.echo(f"  [{_(finding.severity.value)}] {finding.sentence()}")
