"""A copy of a person's data: one archive with JSON for machines, a page for people, and the files."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, BinaryIO, cast

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import override

from qiao.customers.models import Contact, ContactPoint, DataRequest
from qiao.customers.ports import PersonalCopy, data_keepers
from qiao.customers.selectors.families import family_ids
from qiao.customers.services.privacy.requests import NotNow, failing_openly, locked_in_progress, policy
from qiao.kernel import files
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.files import FileMissing
from qiao.kernel.jobs import Retry, job
from qiao.kernel.models import StoredFile


@transaction.atomic
def start_copy(request_id: int, *, by: Actor) -> None:
    """Gather everything in the background. Raises NotNow."""
    request = locked_in_progress(request_id, DataRequest.Kind.EXPORT)
    request.report, request.error = {"is_working": True}, ""
    request.save(update_fields=["report", "error"])
    copy_person.defer(request_id=request.pk)
    record(by, "data_request.copying", request)


@transaction.atomic
def hand_over(request_id: int, *, by: Actor) -> None:
    """The person has got the archive. Raises NotNow while there is none."""
    request = locked_in_progress(request_id, DataRequest.Kind.EXPORT)
    if request.file_id is None:
        raise NotNow(state=request.get_state_display())
    request.state, request.finished_at = DataRequest.State.DONE, timezone.now()
    request.save(update_fields=["state", "finished_at"])
    record(by, "contact.exported", request.contact, data={"request": request.pk})
    record(by, "data_request.done", request)


@job(queue="default", retry=Retry(attempts=3))
def copy_person(request_id: int) -> None:
    """Make the archive and keep it until the policy's day."""
    with failing_openly(request_id), transaction.atomic():
        request = locked_in_progress(request_id, DataRequest.Kind.EXPORT)
        copy = copy_of(request.contact_id)
        with tempfile.TemporaryFile() as archive:
            missing = _write(cast("BinaryIO", archive), request, copy)
            archive.seek(0)
            request.file = files.store(cast("BinaryIO", archive), name="copy.zip", content_type="application/zip")
        request.file_until = timezone.now() + timedelta(days=policy().files_kept_days)
        counted = {code: len(rows) for code, rows in copy.sections.items()}
        request.report = {"sections": counted, "files": len(copy.files), "missing": missing}
        request.error = ""
        request.save(update_fields=["file", "file_until", "report", "error"])


def copy_of(contact_id: int) -> PersonalCopy:
    """Everything that all domains hold of a person and those merged with them."""
    ids = tuple(family_ids(Contact, contact_id))
    mails = ContactPoint.objects.filter(contact__in=ids, kind="email").values_list("value_norm", flat=True)
    copy = PersonalCopy(contact_ids=ids, addresses=tuple(mails))
    for keeper in reversed(data_keepers()):
        keeper.copy(copy)
    return copy


def labels() -> Mapping[str, str | Promise]:
    """What the codes of findings and sections are called."""
    return {code: label for keeper in data_keepers() for code, label in keeper.labels.items()}


@transaction.atomic
def destroy_old_copies() -> int:
    """Delete expired archives; returns how many."""
    over = DataRequest.objects.select_for_update(no_key=True).filter(file__isnull=False, file_until__lt=timezone.now())
    number = 0
    for request in over:
        stored = request.file
        request.file = None
        request.save(update_fields=["file"])
        number += files.forget(cast("StoredFile", stored))
    return number


def _write(archive: BinaryIO, request: DataRequest, copy: PersonalCopy) -> int:
    """Fill the archive; returns how many files the storage had lost."""
    missing, listed = 0, []
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
        for path, stored in copy.files:
            try:
                with files.open_file(stored) as source, bundle.open(_safe(path), "w") as target:
                    shutil.copyfileobj(source, target)
                listed.append(_safe(path))
            except FileMissing:
                missing += 1
        bundle.writestr("data.json", json.dumps(copy.sections, ensure_ascii=False, indent=1, default=str))
        bundle.writestr("index.html", _page(request, copy, listed))
    return missing


def _page(request: DataRequest, copy: PersonalCopy, listed: list[str]) -> str:
    contact = Contact.objects.select_related("organisation").get(pk=request.contact_id)
    language = contact.language or (contact.organisation.language if contact.organisation else "en")
    with override(language):
        words = labels()
        sections: list[dict[str, Any]] = [
            {"title": str(words.get(code, code)), "rows": rows} for code, rows in copy.sections.items()
        ]
        context = {"contact": contact, "sections": sections, "files": listed, "at": timezone.now()}
        return render_to_string("customers/privacy/copy.html", context | {"language": language})


def _safe(path: str) -> str:
    folder, _slash, name = path.rpartition("/")
    return f"{folder}/{files.safe_name(name)}" if folder else files.safe_name(name)
