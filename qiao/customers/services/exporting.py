"""Lists as files, made in the background: streamed by keyset, with progress, and destroyed after a week."""

import io
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator
from datetime import timedelta, tzinfo
from itertools import islice
from typing import BinaryIO, cast
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Export
from qiao.customers.ports import ExportSource, export_sources
from qiao.customers.services.everything import EVERYTHING, Sink, write_everything
from qiao.customers.services.privacy.requests import wait_for_erasures
from qiao.customers.services.tables import writer_for
from qiao.kernel import files
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.errors import NotAllowed, NotFound, Refusal
from qiao.kernel.jobs import job
from qiao.kernel.models import StoredFile
from qiao.staff.models import Person

State = Export.State
DAYS_KEPT = 7
MOST_AT_ONCE = 3
_REPORT_SECONDS = 1.0
_PART = 500


class TooManyAtOnce(Refusal):
    """The machine is everybody's."""

    text = _("Three of your exports are being made already. Wait for one, or cancel it.")
    status = 429


class Cancelled(Exception):
    """Somebody said stop."""


@transaction.atomic
def request_export(
    source: str, query: str, format_: str, person: Person, *, language: str, time_zone: str, by: Actor
) -> Export:
    """Have a list made into a file. Raises NotFound, NotAllowed, TooManyAtOnce."""
    permission = "data.export" if source == EVERYTHING else _source(source).permission
    if not person.may(permission):
        raise NotAllowed
    if (source == EVERYTHING) != (format_ == Export.Format.JSONL):
        raise NotFound
    # two clicks at once count one after the other
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if Export.objects.filter(person=person, state__in=Export.GOING_ON).count() >= MOST_AT_ONCE:
        raise TooManyAtOnce
    export = Export.objects.create(
        source=source, query=query[:8_000], format=format_, language=language, time_zone=time_zone, person=person
    )
    make_export.defer(export_id=export.pk)
    record(by, "export.requested", export, data={"source": source, "query": query[:2_000], "format": format_})
    return export


def stream_export(source: str, query: str, format_: str, person: Person, *, by: Actor) -> Iterator[bytes]:
    """A list as CSV that is sent while it is made. Raises NotFound, NotAllowed."""
    wanted = _source(source)
    if not person.may(wanted.permission):
        raise NotAllowed
    record(by, "export.streamed", person, data={"source": source, "query": query[:2_000], "format": format_})
    return _parts(wanted, query, format_, person, get_language() or "en", timezone.get_current_timezone())


@transaction.atomic
def cancel_export(export_id: int, *, by: Actor) -> Export:
    """Stop one's own export. Raises NotFound."""
    export = Export.objects.select_for_update(no_key=True).filter(pk=export_id, person=by.id).first()
    if export is None:
        raise NotFound
    if export.state in Export.GOING_ON:
        export.state, export.finished_at = State.CANCELLED, timezone.now()
        export.save(update_fields=["state", "finished_at"])
        record(by, "export.cancelled", export)
    return export


@job(queue="default")
def make_export(export_id: int) -> None:
    """Write the file. After a killed worker it starts again; one that is told to stop leaves nothing."""
    wait_for_erasures()
    export = Export.objects.select_related("person").get(pk=export_id)
    if Export.objects.filter(pk=export_id, state__in=Export.GOING_ON).update(state=State.RUNNING, done=0) == 0:
        return
    try:
        with override(export.language), timezone.override(ZoneInfo(export.time_zone)):
            _make(export)
    except Cancelled:
        return
    except Exception as error:
        Export.objects.filter(pk=export_id).update(
            state=State.FAILED, error=type(error).__name__, finished_at=timezone.now()
        )
        raise


@transaction.atomic
def destroy_old_exports() -> int:
    """Destroy files whose week is over; returns how many."""
    over = Export.objects.select_for_update(no_key=True).filter(file__isnull=False, file_until__lt=timezone.now())
    number = 0
    for export in over:
        stored = export.file
        export.file, export.state = None, State.GONE
        export.save(update_fields=["file", "state"])
        number += files.forget(cast("StoredFile", stored))
    return number


class Progress:
    """Counts what is written, tells it once a second, and hears when to stop."""

    def __init__(self, export: Export) -> None:
        self.export, self.done, self._told = export, 0, time.monotonic()

    def step(self, number: int = 1) -> None:
        """So much more is written. Raises Cancelled."""
        self.done += number
        if time.monotonic() - self._told >= _REPORT_SECONDS:
            self.tell()

    def tell(self) -> None:
        """Write it down. Raises Cancelled."""
        self._told = time.monotonic()
        if Export.objects.filter(pk=self.export.pk, state=State.RUNNING).update(done=self.done) == 0:
            raise Cancelled


def _make(export: Export) -> None:
    progress = Progress(export)
    with tempfile.TemporaryFile() as target:
        if export.source == EVERYTHING:
            _write_archive(cast("BinaryIO", target), progress)
        else:
            _write_table(cast("BinaryIO", target), export, progress)
        progress.tell()
        target.seek(0)
        _finish(export, cast("BinaryIO", target), progress.done)


def _write_table(target: BinaryIO, export: Export, progress: Progress) -> None:
    source = _source(export.source)
    Export.objects.filter(pk=export.pk).update(total=source.count(export.person, export.query))
    writer = writer_for(export.format, target, str(source.title))
    for number, cells in enumerate(source.lines(export.person, export.query)):
        writer.row(cells)
        progress.step(min(number, 1))  # the names of the columns are no row
    writer.close()


def _parts(
    source: ExportSource, query: str, format_: str, person: Person, language: str, zone: tzinfo
) -> Iterator[bytes]:
    """The file in parts; other people's requests are answered between two of them."""
    lines, part = source.lines(person, query), io.BytesIO()
    writer = writer_for(format_, part, str(source.title))
    while True:
        with override(language), timezone.override(zone):
            for cells in islice(lines, _PART):
                writer.row(cells)
        if not part.tell():
            return
        yield part.getvalue()
        part.seek(0)
        part.truncate()


def _write_archive(target: BinaryIO, progress: Progress) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:

        def keep(path: str, parts: Iterable[bytes]) -> None:
            with archive.open(path, "w", force_zip64=True) as entry:
                for part in parts:
                    entry.write(part)

        write_everything(Sink(keep, progress.step))


def _finish(export: Export, target: BinaryIO, done: int) -> None:
    name = _file_name(export)
    with transaction.atomic():
        locked = Export.objects.select_for_update(no_key=True).get(pk=export.pk)
        if locked.state != State.RUNNING:
            raise Cancelled
        locked.file = files.store(target, name=name)
        locked.name, locked.done, locked.total, locked.state = name, done, done, State.READY
        locked.finished_at = timezone.now()
        locked.file_until = locked.finished_at + timedelta(days=DAYS_KEPT)
        locked.save()
        by = Actor.person(export.person)
        record(by, "export.made", locked, data={"source": export.source, "rows": done, "name": name})


def _file_name(export: Export) -> str:
    ending = {"xlsx": "xlsx", "jsonl": "zip"}.get(export.format, "csv")
    return f"{export.source}-{timezone.localtime():%Y%m%d-%H%M}.{ending}"


def _source(key: str) -> ExportSource:
    source = export_sources().get(key)
    if source is None:
        raise NotFound
    return source
