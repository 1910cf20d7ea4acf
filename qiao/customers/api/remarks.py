"""Notes and files that colleagues keep with a customer or a person."""

from typing import Any

from django.db import transaction
from django.http.response import HttpResponseBase
from ninja import File
from ninja.files import UploadedFile

from qiao.customers import services
from qiao.customers.api.care_schemas import KeptFileShown, RemarkChangeGiven, RemarkGiven, RemarkShown
from qiao.customers.api.rows import known, show
from qiao.customers.models import Contact, KeptFile, Note, Organisation
from qiao.customers.selectors.families import family_ids
from qiao.customers.services.remarks import Owner
from qiao.kernel.api.answers import Id, Listing, answer, nothing
from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.paging import Cursor, Limit, page_of
from qiao.kernel.api.problems import refuse_nul
from qiao.kernel.errors import NotFound
from qiao.kernel.files.names import UNKNOWN
from qiao.kernel.files.views import answer_file

remarks = Operations("notes and files of customers")


@remarks.get("/organisations/{organisation_id}/notes", "customer.view", Listing[RemarkShown])
def list_organisation_notes(
    request: ApiRequest, organisation_id: Id, cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List the notes about a customer, pinned ones first, with those of customers merged into it."""
    return _notes(request, known(Organisation, organisation_id), cursor, limit)


@remarks.post("/organisations/{organisation_id}/notes", "customer.edit", RemarkShown, status=201,
              screens=["customers:organisation_notes"])  # fmt: skip
def add_organisation_note(request: ApiRequest, organisation_id: Id, data: RemarkGiven) -> HttpResponseBase:
    """Write a note about a customer."""
    return _add_note(request, known(Organisation, organisation_id), data)


@remarks.get("/contacts/{contact_id}/notes", "customer.view", Listing[RemarkShown])
def list_contact_notes(request: ApiRequest, contact_id: Id, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List the notes about a contact, pinned ones first, with those of contacts merged into it."""
    return _notes(request, known(Contact, contact_id), cursor, limit)


@remarks.post("/contacts/{contact_id}/notes", "customer.edit", RemarkShown, status=201,
              screens=["customers:contact_notes"])  # fmt: skip
def add_contact_note(request: ApiRequest, contact_id: Id, data: RemarkGiven) -> HttpResponseBase:
    """Write a note about a contact."""
    return _add_note(request, known(Contact, contact_id), data)


@remarks.patch("/notes/{note_id}", "customer.edit", RemarkShown, screens=["customers:note_edit", "customers:note_pin"])
def change_customer_note(request: ApiRequest, note_id: Id, data: RemarkChangeGiven) -> HttpResponseBase:
    """Edit a note, pin or unpin it; earlier wordings are kept."""
    note = known(Note, note_id)
    if note.removed_at is not None:
        raise NotFound
    with transaction.atomic():
        if data.body is not None:
            note = services.change_note(note_id, data.body, was=data.was, by=request.actor)
        if data.is_pinned is not None:
            note = services.pin_note(note_id, data.is_pinned, by=request.actor)
    return answer(request, show(RemarkShown, note))


@remarks.delete("/notes/{note_id}", "customer.edit", screens=["customers:note_remove"])
def remove_customer_note(request: ApiRequest, note_id: Id) -> HttpResponseBase:
    """Take a note away."""
    services.set_note_removed(note_id, True, by=request.actor)
    return nothing()


@remarks.post("/notes/{note_id}/restore", "customer.edit", RemarkShown, screens=["customers:note_remove"])
def restore_customer_note(request: ApiRequest, note_id: Id) -> HttpResponseBase:
    """Bring a removed note back."""
    return answer(request, show(RemarkShown, services.set_note_removed(note_id, False, by=request.actor)))


@remarks.get("/organisations/{organisation_id}/files", "customer.view", Listing[KeptFileShown])
def list_organisation_files(
    request: ApiRequest, organisation_id: Id, cursor: Cursor = "", limit: Limit = 50
) -> HttpResponseBase:
    """List the files kept with a customer, the latest first."""
    return _files(request, known(Organisation, organisation_id), cursor, limit)


@remarks.post("/organisations/{organisation_id}/files", "customer.edit", KeptFileShown, status=201,
              screens=["customers:organisation_files"])  # fmt: skip
def keep_organisation_file(request: ApiRequest, organisation_id: Id, file: File[UploadedFile]) -> HttpResponseBase:
    """Keep a file with a customer, 100 MB at most."""
    return _keep(request, known(Organisation, organisation_id), file)


@remarks.get("/contacts/{contact_id}/files", "customer.view", Listing[KeptFileShown])
def list_contact_files(request: ApiRequest, contact_id: Id, cursor: Cursor = "", limit: Limit = 50) -> HttpResponseBase:
    """List the files kept with a contact, the latest first."""
    return _files(request, known(Contact, contact_id), cursor, limit)


@remarks.post("/contacts/{contact_id}/files", "customer.edit", KeptFileShown, status=201,
              screens=["customers:contact_files"])  # fmt: skip
def keep_contact_file(request: ApiRequest, contact_id: Id, file: File[UploadedFile]) -> HttpResponseBase:
    """Keep a file with a contact, 100 MB at most."""
    return _keep(request, known(Contact, contact_id), file)


@remarks.get("/kept-files/{file_id}", "customer.view", None, answer_type=UNKNOWN)
def download_kept_file(request: ApiRequest, file_id: Id) -> HttpResponseBase:
    """Fetch a file kept with a customer or a contact; parts of it too, by Range."""
    kept = KeptFile.objects.select_related("file").filter(pk=file_id, removed_at=None).first()
    if kept is None:
        raise NotFound
    response = answer_file(request, kept.file, kept.name)
    response.headers["Content-Type"] = UNKNOWN
    return response


@remarks.delete("/kept-files/{file_id}", "customer.edit", screens=["customers:file_remove"])
def remove_kept_file(request: ApiRequest, file_id: Id) -> HttpResponseBase:
    """Take a file away; it can be brought back for a month."""
    services.set_file_removed(file_id, True, by=request.actor)
    return nothing()


@remarks.post("/kept-files/{file_id}/restore", "customer.edit", KeptFileShown, screens=["customers:file_remove"])
def restore_kept_file(request: ApiRequest, file_id: Id) -> HttpResponseBase:
    """Bring a removed file back."""
    return answer(request, show(KeptFileShown, services.set_file_removed(file_id, False, by=request.actor)))


def _of_family(owner: Owner) -> dict[str, Any]:
    if isinstance(owner, Organisation):
        return {"organisation_id__in": family_ids(Organisation, owner.pk)}
    return {"contact_id__in": family_ids(Contact, owner.pk)}


def _notes(request: ApiRequest, owner: Owner, cursor: str, limit: int) -> HttpResponseBase:
    rows = Note.objects.filter(**_of_family(owner), removed_at=None)
    found, following = page_of(
        rows, ("-is_pinned", "-created_at", "-id"), cursor=cursor, limit=limit, name=f"notes.{_key(owner)}"
    )
    items = [show(RemarkShown, row) for row in found]
    return answer(request, Listing[RemarkShown](items=items, next_cursor=following))


def _add_note(request: ApiRequest, owner: Owner, data: RemarkGiven) -> HttpResponseBase:
    made = services.add_note(owner, data.body, is_pinned=data.is_pinned, by=request.actor)
    made.refresh_from_db()
    return answer(request, show(RemarkShown, made), status=201)


def _files(request: ApiRequest, owner: Owner, cursor: str, limit: int) -> HttpResponseBase:
    rows = KeptFile.objects.filter(**_of_family(owner), removed_at=None)
    found, following = page_of(
        rows, ("-created_at", "-id"), cursor=cursor, limit=limit, name=f"kept_files.{_key(owner)}"
    )
    items = [show(KeptFileShown, row) for row in found]
    return answer(request, Listing[KeptFileShown](items=items, next_cursor=following))


def _keep(request: ApiRequest, owner: Owner, file: UploadedFile) -> HttpResponseBase:
    refuse_nul(file)
    kept = services.keep_file(owner, file, by=request.actor)
    kept.refresh_from_db()
    return answer(request, show(KeptFileShown, kept), status=201)


def _key(owner: Owner) -> str:
    return f"{owner._meta.model_name}.{owner.pk}"
