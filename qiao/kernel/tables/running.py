"""Running an import: checking it, writing it in batches, stopping it, undoing it.

Each batch is one transaction with its own count of rows, so a killed worker's successor goes on behind the last
batch, and a stop keeps the batches that are done. Checking makes the same plan and does not carry it out.

Rows that have to be prepared are read and prepared by another process, when they are many: it is one batch ahead of
the one that is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import islice
from typing import BinaryIO

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kernel.access import Actor
from qiao.kernel.ahead import made_ahead
from qiao.kernel.audit import record
from qiao.kernel.errors import NotFound, Refusal
from qiao.kernel.files import open_file, store
from qiao.kernel.jobs import Retry, job
from qiao.kernel.models import ImportBatch, TableImport
from qiao.kernel.tables.columns import guess_mapping, remember_mapping
from qiao.kernel.tables.kinds import Session, TableKind, kind_of
from qiao.kernel.tables.reading import (
    Layout,
    Line,
    NotATable,
    about_how_many,
    data_lines,
    detect_layout,
    read_headers,
)
from qiao.kernel.tables.rows import Part, read_parts

BATCH = 2_000
LARGE = 10_000
"""From so many rows on another process prepares them: starting it takes as long as preparing 3,000. Reading alone does
not pay: what it saves goes into sending the rows over."""
SAMPLES = 60
_TRIES = 3
State = TableImport.State


class NotNow(Refusal):
    """The import is at another step."""

    text = _("The import has moved to another step. The page shows its current state.")


class ColumnTwice(Refusal):
    """Only some fields take several columns."""

    text = _("“%(field)s” was given to two columns. It can have only one.")
    status = 422


class ColumnMissing(Refusal):
    """A field without which no row can be taken."""

    text = _("No column is “%(field)s”. Without it nothing can be imported.")
    status = 422


@transaction.atomic
def start_import(
    kind: TableKind, file: BinaryIO, name: str, *, by: Actor, mends: int | None = None, encoding: str = ""
) -> TableImport:
    """Store a file and guess its columns; `mends` is the import whose refused rows it contains.

    Raises NotATable, OldWorkbook, EmptyTable.
    """
    stored = store(file, name=name)
    with open_file(stored) as source:
        layout = detect_layout(source, name, encoding=encoding)
        headers = read_headers(source, layout, name)
        samples = [line.cells for line in sample_lines(source, layout, name)]
    before = TableImport.objects.filter(pk=mends).first() if mends else None
    run = TableImport.objects.create(
        kind=kind.key, file=stored, file_name=name[:255], layout=layout.as_json(), headers=headers,
        mapping=guess_mapping(kind, headers, samples), mends=before, actor_kind=by.kind, actor_id=by.id,
        actor_name=by.name,
    )  # fmt: skip
    record(by, "import.started", run, data={"kind": kind.key, "name": run.file_name})
    return run


@transaction.atomic
def read_anew(run_id: int, encoding: str) -> None:
    """Read the file again in another encoding, and guess again."""
    run = _locked(run_id, State.MAPPING, State.CHECKED)
    with open_file(run.file) as source:
        layout = detect_layout(source, run.file_name, encoding=encoding)
        run.headers = read_headers(source, layout, run.file_name)
        samples = [line.cells for line in sample_lines(source, layout, run.file_name)]
    run.layout, run.mapping = layout.as_json(), guess_mapping(kind_of(run.kind), run.headers, samples)
    run.state = State.MAPPING
    run.save()


@transaction.atomic
def check_import(run_id: int, mapping: Sequence[str], *, by: Actor, makes_also: bool = False) -> None:
    """Set the meaning of each column and check every row without writing. Raises ColumnTwice, ColumnMissing, NotNow.

    `makes_also`: what rows name and is not there is to be made, where the kind offers that; else they are refused.
    """
    run = _locked(run_id, State.MAPPING, State.CHECKED)
    kind = kind_of(run.kind)
    _check_mapping(kind, mapping)
    run.mapping, run.makes_also = list(mapping), makes_also and kind.also is not None
    remember_mapping(kind, run.headers, run.mapping)
    run.batches.filter(is_check=True).delete()
    _begin(run, State.CHECKING)
    work_on_import.defer(run_id=run.pk)


@transaction.atomic
def name_columns_again(run_id: int) -> None:
    """Go back from the result of a check to the columns. Raises NotNow."""
    run = _locked(run_id, State.CHECKED, State.MAPPING)
    run.state = State.MAPPING
    run.save()


@transaction.atomic
def run_import(run_id: int, *, by: Actor) -> None:
    """Write the rows that can be taken. Raises NotNow."""
    run = _locked(run_id, State.CHECKED)
    run.started_at = timezone.now()
    _begin(run, State.RUNNING)
    record(by, "import.run", run, data={"kind": run.kind, "name": run.file_name})
    work_on_import.defer(run_id=run.pk)


@transaction.atomic
def stop_import(run_id: int, *, by: Actor) -> None:
    """Stop after the batch that is being written; what is written stays."""
    run = _locked(run_id, State.CHECKING, State.RUNNING)
    run.wants_stop = True
    run.save(update_fields=["wants_stop"])
    record(by, "import.stopped", run)


@transaction.atomic
def undo_import(run_id: int, *, by: Actor) -> None:
    """Remove what the import created and nobody has built on since. Raises NotNow."""
    run = _locked(run_id, State.DONE, State.CANCELLED, State.FAILED)
    run.state, run.done, run.removed, run.kept, run.wants_stop = State.UNDOING, 0, 0, 0, False
    created = run.batches.filter(is_check=False).values_list("created_ids", "also_ids")
    run.total = sum(len(ids) + len(also_ids) for ids, also_ids in created)
    run.save()
    record(by, "import.undone", run)
    work_on_import.defer(run_id=run.pk)


@transaction.atomic
def go_on(run_id: int) -> None:
    """Requeue an import whose worker was lost; harmless while it is being processed."""
    run = _locked(run_id, State.CHECKING, State.RUNNING, State.UNDOING)
    work_on_import.defer(run_id=run.pk)


@job(queue="default", retry=Retry(attempts=5))
def work_on_import(run_id: int) -> None:
    """Do what the import's state asks for, from where it stands."""
    run = TableImport.objects.select_related("file").get(pk=run_id)
    if run.state == State.UNDOING:
        while _undo_batch(run_id):
            pass
    elif run.is_working:
        _pass_over(run)


def sample_lines(source: BinaryIO, layout: Layout, name: str, most: int = SAMPLES) -> list[Line]:
    """The first rows below the headers."""
    with data_lines(source, layout, name) as lines:
        return list(islice(lines, most))


def _pass_over(run: TableImport) -> None:
    kind, is_check = kind_of(run.kind), run.state == State.CHECKING
    session = (kind.also.open if kind.also and run.makes_also else kind.open)()
    try:
        if is_check and not run.done:
            _count(run)
        with _parts_of(run, prepares=not is_check) as parts:
            done = 0
            for part in parts:
                if done < run.done:
                    session.plan(part.rows, lock=False)  # only to know their keys again
                elif not _batch(run.pk, done, part, session):
                    return
                done += part.lines
    except NotATable:
        TableImport.objects.filter(pk=run.pk).update(state=State.FAILED, problem="unreadable")
        return
    _finish(run.pk, State.CHECKED if is_check else State.DONE)


def _parts_of(run: TableImport, *, prepares: bool) -> AbstractContextManager[Iterable[Part]]:
    read = partial(
        read_parts, run.kind, run.file, Layout(**run.layout), run.file_name, run.mapping,
        size=BATCH, done=run.done, prepares=prepares,
    )  # fmt: skip
    is_worth_it = prepares and kind_of(run.kind).prepare and run.total - run.done >= LARGE
    return made_ahead(read) if is_worth_it else nullcontext(read())


def _batch(run_id: int, done: int, part: Part, session: Session) -> bool:
    """One transaction; False when the import was stopped or another worker has gone on meanwhile."""
    for attempt in range(_TRIES):
        try:
            with transaction.atomic():
                return _write_batch(run_id, done, part, session)
        except IntegrityError:
            # somebody took a key between the look and the write: look again, and the row is refused by name
            if attempt == _TRIES - 1:
                raise
    return False


def _write_batch(run_id: int, done: int, part: Part, session: Session) -> bool:
    run = TableImport.objects.select_for_update(no_key=True).get(pk=run_id)
    if run.done != done or run.state not in {State.CHECKING, State.RUNNING}:
        return False
    if run.wants_stop:
        run.state = State.MAPPING if run.state == State.CHECKING else State.CANCELLED
        run.finished_at = timezone.now()
        run.save()
        return False
    is_check = run.state == State.CHECKING
    plan = session.plan(part.fresh_rows(), lock=not is_check)
    actor = Actor(run.actor_kind, run.actor_id, run.actor_name)
    ids = [] if is_check else session.apply(plan, by=actor, cause=cause_of(run.pk))
    refused = sorted([*part.refused, *plan.refused], key=lambda one: (one.row, one.column or 0))
    ImportBatch.objects.create(
        run=run, first=part.first, is_check=is_check, created_ids=ids, also_ids=plan.also_ids,
        refused=[one.as_json() for one in refused],
    )  # fmt: skip
    run.done += part.lines
    run.created += len(plan.created)
    run.updated += len(plan.changed)
    run.unchanged += plan.unchanged
    run.also_created += len(plan.also.created) if plan.also else 0
    run.refused += len({one.row for one in refused})
    run.save()
    return True


@transaction.atomic
def _undo_batch(run_id: int) -> bool:
    run = TableImport.objects.select_for_update(no_key=True).get(pk=run_id)
    batch = run.batches.filter(is_check=False).exclude(created_ids=[], also_ids=[]).order_by("-first").first()
    if batch is None or run.state != State.UNDOING:
        run.state, run.finished_at = State.UNDONE, timezone.now()
        run.save()
        return False
    actor = Actor(run.actor_kind, run.actor_id, run.actor_name)
    kind = kind_of(run.kind)
    for one, ids in ((kind, batch.created_ids), (kind_of(kind.also.kind) if kind.also else kind, batch.also_ids)):
        removed, kept = one.undo(ids, by=actor, cause=cause_of(run.pk)) if ids else (0, 0)
        run.done, run.removed, run.kept = run.done + len(ids), run.removed + removed, run.kept + kept
    run.save()
    batch.created_ids, batch.also_ids = [], []
    batch.save(update_fields=["created_ids", "also_ids"])
    return True


def cause_of(run_id: int) -> str:
    """How the audit names an import."""
    return f"import:{run_id}"


def _begin(run: TableImport, state: str) -> None:
    run.state, run.wants_stop, run.problem = state, False, ""
    run.done = run.created = run.updated = run.unchanged = run.refused = run.also_created = 0
    run.save()


def _finish(run_id: int, state: str) -> None:
    with transaction.atomic():
        run = TableImport.objects.select_for_update(no_key=True).get(pk=run_id)
        if run.is_working:
            run.state, run.total, run.finished_at = state, run.done, timezone.now()
            run.save()


def _count(run: TableImport) -> None:
    """How many rows there are, for the progress bar."""
    with open_file(run.file) as source:
        run.total = about_how_many(source, Layout(**run.layout), run.file_name)
    TableImport.objects.filter(pk=run.pk).update(total=run.total)


def _check_mapping(kind: TableKind, mapping: Sequence[str]) -> None:
    for field in kind.fields:
        count = list(mapping).count(field.key)
        if count > 1 and not field.repeats:
            raise ColumnTwice(field=field.label)
        if not count and field.is_required:
            raise ColumnMissing(field=field.label)


def _locked(run_id: int, *states: str) -> TableImport:
    run = TableImport.objects.select_for_update(no_key=True).filter(pk=run_id).first()
    if run is None:
        raise NotFound
    if run.state not in states:
        raise NotNow
    return run
