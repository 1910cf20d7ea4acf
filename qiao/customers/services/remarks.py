"""Notes and files that colleagues keep with a customer or a person."""

from datetime import timedelta
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import Contact, KeptFile, Note, NoteWording, Organisation
from qiao.kernel import files
from qiao.kernel.access import Actor
from qiao.kernel.audit import record
from qiao.kernel.errors import NotFound, Refusal

Owner = Organisation | Contact
LARGEST = 100 * 1024 * 1024
"""Bytes of one file."""
DAYS_KEPT = 30
"""How long a removed file can be brought back."""


class NothingWritten(Refusal):
    """A note says something."""

    text = _("Write something first.")


class ChangedMeanwhile(Refusal):
    """Somebody else changed the note since the form was opened."""

    text = _("Somebody changed this note meanwhile. Look at their text first; yours is still in the form.")


class FileTooLarge(Refusal):
    """More than we keep."""

    text = _("“%(name)s” is larger than 100 MB.")
    status = 413


@transaction.atomic
def add_note(owner: Owner, body: str, *, is_pinned: bool = False, by: Actor) -> Note:
    """Write a note about a customer or a person. Raises NothingWritten."""
    if not body.strip():
        raise NothingWritten
    note = Note.objects.create(**_of(owner), body=body.strip(), is_pinned=is_pinned, author_id=_person(by))
    record(by, "note.added", owner, data={"note": note.pk})
    return note


@transaction.atomic
def change_note(note_id: int, body: str, *, was: str | None = None, by: Actor) -> Note:
    """Edit a note; the earlier wording is kept. `was`: the text the form began with.

    Raises NothingWritten, ChangedMeanwhile.
    """
    note = _locked_note(note_id)
    if not body.strip():
        raise NothingWritten
    if was is not None and was.strip() != note.body.strip():
        raise ChangedMeanwhile
    if body.strip() == note.body:
        return note
    NoteWording.objects.create(
        note=note, body=note.body, author_id=note.author_id, written_at=note.edited_at or note.created_at
    )
    note.body, note.author_id, note.edited_at = body.strip(), _person(by), timezone.now()
    note.save(update_fields=["body", "author", "edited_at"])
    record(by, "note.changed", _owner(note), data={"note": note.pk})
    return note


@transaction.atomic
def pin_note(note_id: int, is_pinned: bool, *, by: Actor) -> Note:
    """Keep a note on top, or let it go down again."""
    note = _locked_note(note_id)
    if note.is_pinned != is_pinned:
        note.is_pinned = is_pinned
        note.save(update_fields=["is_pinned"])
        record(by, "note.pinned" if is_pinned else "note.unpinned", _owner(note), data={"note": note.pk})
    return note


@transaction.atomic
def set_note_removed(note_id: int, is_removed: bool, *, by: Actor) -> Note:
    """Take a note away or bring it back."""
    note = _locked_note(note_id)
    if (note.removed_at is not None) != is_removed:
        note.removed_at = timezone.now() if is_removed else None
        note.save(update_fields=["removed_at"])
        record(by, "note.removed" if is_removed else "note.restored", _owner(note), data={"note": note.pk})
    return note


def keep_file(owner: Owner, upload: "UploadedFile[Any]", *, by: Actor) -> KeptFile:
    """Keep an uploaded file with a customer or a person. Raises FileTooLarge."""
    name = files.safe_name(upload.name or "file")
    if (upload.size or 0) > LARGEST:
        raise FileTooLarge(name=name)
    with transaction.atomic():
        stored = files.store(cast("BinaryIO", upload.file), name=name, content_type=upload.content_type or "")
        kept = KeptFile.objects.create(
            **_of(owner), file=stored, name=name, content_type=stored.content_type, size=stored.size,
            added_by_id=_person(by),
        )  # fmt: skip
        record(by, "file.added", owner, data={"file": kept.pk, "name": name})
    return kept


@transaction.atomic
def set_file_removed(kept_id: int, is_removed: bool, *, by: Actor) -> KeptFile:
    """Take a file away or bring it back; after a month the bytes are destroyed. Raises NotFound."""
    rows = KeptFile.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation", "contact")
    kept = rows.filter(pk=kept_id).first()
    if kept is None:
        raise NotFound
    if (kept.removed_at is not None) != is_removed:
        kept.removed_at = timezone.now() if is_removed else None
        kept.save(update_fields=["removed_at"])
        owner = kept.organisation or kept.contact
        assert owner is not None  # by constraint: a file belongs to one
        record(by, "file.removed" if is_removed else "file.restored", owner, data={"file": kept.pk, "name": kept.name})
    return kept


@transaction.atomic
def destroy_removed_files() -> int:
    """Destroy what was removed long ago; returns how many."""
    over = timezone.now() - timedelta(days=DAYS_KEPT)
    gone = list(
        KeptFile.objects.select_for_update(no_key=True, of=("self",)).filter(removed_at__lt=over).select_related("file")
    )
    for kept in gone:
        stored = kept.file
        kept.delete()
        files.forget(stored)
    return len(gone)


def _locked_note(note_id: int) -> Note:
    rows = Note.objects.select_for_update(no_key=True, of=("self",)).select_related("organisation", "contact")
    note = rows.filter(pk=note_id).first()
    if note is None:
        raise NotFound
    return note


def _owner(note: Note) -> Owner:
    owner = note.organisation or note.contact
    assert owner is not None  # by constraint: a note is about one
    return owner


def _of(owner: Owner) -> dict[str, Any]:
    return {"organisation": owner} if isinstance(owner, Organisation) else {"contact": owner}


def _person(by: Actor) -> int | None:
    return by.id if by.is_staff else None
