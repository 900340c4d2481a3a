"""Check and submit workbooks."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import wraps
from itertools import count
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from itadata import intake
from itadata.access import operator
from itadata.cli import options
from itadata.cli.command import (
    main,
    make_folder,
    open_store,
    write_file,
)
from itadata.documents.receipts import duplicate_notice
from itadata.errors import SystemFailure, UserError
from itadata.findings import Finding
from itadata.framework import Framework, framework_summary
from itadata.intake import ValidationResult, WorkbookKind
from itadata.intake.score_removal import remove_scores
from itadata.intake.scores import (
    NO_SCORE_OPTIONS,
    SCALES,
    ScoreLoad,
    ScoreOptions,
    figure_text,
    figure_title,
)
from itadata.language import N_, _
from itadata.scores import ReadingOptions
from itadata.scores.places import unit_label
from itadata.store import Store
from itadata.workbook import annotate, annotated_name

_MAX_CHANGES = 50  # printed; --json has all
_files = click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)


@main.command()
@_files
def framework(files: tuple[Path, ...]) -> None:
    """Load frameworks (one workbook a fiscal year)."""
    _receive(files, expected_kind=WorkbookKind.FRAMEWORK)


def _takes_score_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of score workbooks, and pass them as `score_options`."""

    @wraps(command)
    def run(
        *args: Any,
        year: int | None,
        scale: str | None,
        unit_heading: str | None,
        place: str | None,
        replace: bool,
        **rest: Any,
    ) -> None:
        reading = ReadingOptions(year, SCALES[scale] if scale else None, unit_heading)
        command(*args, score_options=ScoreOptions(reading, place, replace), **rest)

    for option in (
        click.option("--replace", is_flag=True, help="Replace real figures that are stored."),
        options.place("Province of units of which a score workbook tells none."),
        click.option("--unit-heading", help="Heading over the units, as the workbook has it."),
        click.option("--scale", type=click.Choice([*SCALES]), help="Scale of the instruments."),
        options.year(),
    ):
        run = option(run)
    return run


@main.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_takes_score_options
@click.option("--remove", is_flag=True, help="Remove the scores of --unit in --year.")
@click.option("--unit", default="", help="Unit assessed, by its whole name, with --remove.")
@click.option("--reason", default="", help="Why they are taken away, with --remove.")
@options.by("Who loads or removes, for the log.")
def scores(
    files: tuple[Path, ...],
    score_options: ScoreOptions,
    remove: bool,
    unit: str,
    reason: str,
    by: str,
) -> None:
    """Load score workbooks, or take the scores of a unit and year away."""
    if remove:
        _remove_scores(files, score_options, unit, reason, by)
        return
    if unit or reason:
        raise click.UsageError(_("Give --unit and --reason only with --remove."))
    if not files:
        raise click.UsageError(_("Give the score workbooks to load."))
    _receive(files, by, expected_kind=WorkbookKind.SCORES, score_options=score_options)


def _remove_scores(
    files: Sequence[Path], score_options: ScoreOptions, unit: str, reason: str, by: str
) -> None:
    year, place = score_options.reading.fiscal_year, score_options.place
    if files or year is None or not unit or not reason:
        message = _("Give --remove with --year, --unit and --reason, and without files.")
        raise click.UsageError(message)
    with open_store() as store:
        removed = remove_scores(store, options.actor(store, by), year, unit, place, reason)
    message = _("The scores of {unit} in fiscal year {year} were removed: {n} figures.")
    click.echo(
        message.format(
            unit=unit_label(removed.unit, removed.place),
            year=year,
            n=len(removed.score_values),
        )
    )


@main.command()
@_files
@options.by("Who submits, for the log.")
@click.option(
    "--received-at", type=options.TIME, help="When it was received, if earlier (ISO 8601)."
)
@options.as_json()
def submit(files: tuple[Path, ...], by: str, received_at: datetime | None, as_json: bool) -> None:
    """Submit workbooks: validate and store them, accepted or not."""
    _receive(files, by, received_at=received_at, as_json=as_json)


@main.command()
@_files
@_takes_score_options
@options.as_json()
@click.option(
    "--marked",
    type=click.Path(path_type=Path),
    help="Write annotated copies of files with findings: into this folder, or to this .xlsx.",
)
def check(
    files: tuple[Path, ...], score_options: ScoreOptions, as_json: bool, marked: Path | None
) -> None:
    """Validate workbooks as if they were submitted; nothing is stored."""
    if marked and _is_workbook(marked) and len(files) > 1:
        raise click.UsageError(_("More than one file needs a folder for --marked."))

    names: set[str] = set()

    def validate(upload: intake.Upload) -> ValidationResult:
        result = intake.validate(store, operator(), upload, options=score_options)
        if marked and result.findings:
            _write_annotated(marked, result, names)
        return result

    with open_store() as store:
        if marked and not _is_workbook(marked):
            make_folder(marked)
        _print(_each(files, validate), as_json, ValidationResult.as_json, store)


def _is_workbook(path: Path) -> bool:
    return path.suffix.lower() == ".xlsx" and not path.is_dir()


def _write_annotated(target: Path, result: ValidationResult, names: set[str]) -> None:
    """Write the annotated copy of a file; in a folder under a name that no other one has.

    `names` are the names, in lower case, of the copies before.
    """
    copy = annotate(result.upload.content, result.findings)
    if isinstance(copy, Finding):
        if copy not in result.findings:  # else it is printed with the other findings
            click.echo(f"{result.upload.name}: {copy.full_message()}", err=True)
        return
    path = target if _is_workbook(target) else target / _new_name(result.upload.name, names)
    write_file(path, copy.content)
    for loss in copy.unsupported_features:
        click.echo(f"{path}: {loss}", err=True)


def _new_name(name: str, names: set[str]) -> str:
    """The name of an annotated copy, numbered where files of several folders have one name."""
    path = Path(name)
    for number in count(1):
        numbered = name if number == 1 else f"{path.stem} ({number}){path.suffix}"
        copy = annotated_name(numbered)
        if copy.lower() not in names:
            break
    names.add(copy.lower())
    return copy


def _receive(
    files: Iterable[Path],
    by: str = "",
    *,
    received_at: datetime | None = None,
    expected_kind: WorkbookKind | None = None,
    score_options: ScoreOptions = NO_SCORE_OPTIONS,
    as_json: bool = False,
) -> None:
    def receive(upload: intake.Upload) -> ValidationResult:
        return intake.receive(
            store,
            actor,
            upload,
            received_at=received_at,
            expected_kind=expected_kind,
            options=score_options,
        )

    with open_store() as store:
        actor = options.actor(store, by)
        _print(_each(files, receive), as_json, ValidationResult.receipt_as_json, store)


def _each(
    files: Iterable[Path], act: Callable[[intake.Upload], ValidationResult]
) -> Iterator[tuple[Path, ValidationResult]]:
    paths = list(files)
    for number, path in enumerate(tqdm(paths, file=sys.stderr, disable=None), start=1):
        try:
            result = act(intake.Upload(path.name, path.read_bytes()))
        except Exception as error:
            if isinstance(error, SystemFailure) or not isinstance(error, UserError):
                _print_stop(path, paths[number:])
            raise
        yield path, result


def _print_stop(path: Path, rest: Sequence[Path]) -> None:
    """Name the file that a failure of the machine ended, and those after it."""
    click.echo(_("Stopped at {file}: nothing of it was recorded.").format(file=path), err=True)
    if rest:
        names = ", ".join(map(str, rest))
        click.echo(_("Not tried: {files}").format(files=names), err=True)


def _print(
    results: Iterable[tuple[Path, ValidationResult]],
    as_json: bool,
    fields: Callable[[ValidationResult], dict[str, Any]],
    store: Store,
) -> None:
    all_accepted = True
    for path, result in results:
        all_accepted &= result.accepted
        if as_json:
            # Files of two folders may have the same name.
            click.echo(json.dumps(fields(result) | {"path": str(path)}, ensure_ascii=False))
        else:
            _print_result(result, store)
    if not all_accepted:
        sys.exit(1)


def _print_result(result: ValidationResult, store: Store) -> None:
    outcome = N_("not accepted")
    if result.accepted:
        outcome = N_("accepted") if result.receipt else N_("can be accepted")
    kind = _(result.kind.value) if result.kind else "–"
    receipt = f" · {result.receipt}" if result.receipt else ""
    click.echo(f"{result.upload.name}: {kind} · {_(outcome)}{receipt}")
    if result.repeated:
        with store.snapshot() as snapshot:
            click.echo(f"  {duplicate_notice(result, snapshot)}")
    if isinstance(result.document, Framework):
        click.echo(f"  {framework_summary(result.document)}")
    for table in result.tables:
        click.echo(
            _("  sheet {sheet}: {rows} rows, {layout}, {scale}").format(
                sheet=table.sheet,
                rows=table.rows,
                layout=_(table.layout.value),
                scale=_(table.scale.value),
            )
        )
    if result.score_load:
        _print_changes(result.score_load)
    for finding in result.findings:
        click.echo(f"  [{_(finding.severity.value)}] {finding.full_message()}")
    for text in result.findings.left_out_texts():
        click.echo(f"  {text}")


def _print_changes(load: ScoreLoad) -> None:
    """The stored figures that a score workbook changes, real ones first."""
    for change in load.merge.changes[:_MAX_CHANGES]:
        line = _("  {unit} {year} · {figure}: {old} → {new}")
        if change.old_illustration:
            line = _("  {unit} {year} · {figure}: {old} (illustration) → {new}")
        click.echo(
            line.format(
                unit=unit_label(change.unit, change.place),
                year=change.fiscal_year,
                figure=figure_title(change.figure),
                old=figure_text(change.old),
                new=figure_text(change.new),
            )
        )
    if len(load.merge.changes) > _MAX_CHANGES:
        left = len(load.merge.changes) - _MAX_CHANGES
        click.echo(_("  and {n} more changes").format(n=f"{left:,}"))
