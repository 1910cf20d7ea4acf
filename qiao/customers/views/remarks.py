"""Notes, files, people and the timeline of a customer or a contact: the pages behind the overview."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.customers import services
from qiao.customers.models import Contact, KeptFile, Note, Organisation
from qiao.customers.selectors.families import family_ids
from qiao.customers.selectors.overview import notes_of, people_of, people_page
from qiao.customers.selectors.timeline import timeline, timeline_kinds
from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotAllowed, NotFound, Refusal
from qiao.kernel.keyset import keyset_page
from qiao.kernel.parameters import number_or_none
from qiao.kernel.text import render_markdown

MOST_FILES = 200
RECENT = 8
SHOWN_IMAGES = {"image/png", "image/jpeg", "image/gif", "image/webp"}


@dataclass(frozen=True, slots=True)
class Place:
    """Whose page it is: a customer's (`organisation`) or a person's (`contact`)."""

    kind: str
    owner: Organisation | Contact
    family: list[int]

    @property
    def is_organisation(self) -> bool:
        """A customer's page."""
        return self.kind == "organisation"

    def filter(self) -> dict[str, Any]:
        """Rows of this place."""
        return {f"{self.kind}__in": self.family}

    @property
    def notes_address(self) -> str:
        """Its notes and files."""
        return reverse(f"customers:{self.kind}_notes", args=[self.owner.pk])

    @property
    def timeline_address(self) -> str:
        """Its whole timeline."""
        return reverse(f"customers:{self.kind}_timeline", args=[self.owner.pk])


def place_of(kind: str, object_id: int) -> Place:
    """Raises Http404; a merged one is shown on its own page, which links to the surviving one."""
    if kind == "organisation":
        return Place(kind, get_object_or_404(Organisation, pk=object_id), family_ids(Organisation, object_id))
    contact = get_object_or_404(Contact.objects.select_related("organisation"), pk=object_id)
    return Place(kind, contact, family_ids(Contact, object_id))


@desk_page("customer.view")
@require_safe
def people(request: DeskRequest, object_id: int, kind: str) -> HttpResponse:
    """Everybody at a customer."""
    place = place_of(kind, object_id)
    query = request.GET.get("q", "").strip()
    page = people_page(place.family, query=query, after=request.GET.get("after", ""))
    context = _context(request, place, "people") | {"page": page, "query": query}
    return render(request, "customers/people.html", context)


@desk_page("customer.view")
@require_safe
def timeline_page(request: DeskRequest, object_id: int, kind: str) -> HttpResponse:
    """All touchpoints; `recent` asks for the first few as a fragment of the overview."""
    place = place_of(kind, object_id)
    ids = {f"{kind}_ids": tuple(place.family)}
    wanted = request.GET.get("kind", "")
    is_recent = "recent" in request.GET
    page = timeline(
        request.user, kind=wanted, after=request.GET.get("after", ""), size=RECENT if is_recent else 30, **ids
    )
    context = {"page": page, "wanted": wanted, "place": place, "kinds": timeline_kinds()}
    if is_recent:
        return render(request, "customers/touchpoints.html", context | {"is_recent": True})
    if request.htmx and request.GET.get("after"):
        return render(request, "customers/touchpoints.html", context)
    return render(request, "customers/timeline.html", _context(request, place, "timeline") | context)


@desk_page("customer.view")
@require_http_methods(["GET", "POST"])
def notes(request: DeskRequest, object_id: int, kind: str) -> HttpResponse:
    """Notes and files; a new note by POST."""
    place = place_of(kind, object_id)
    problem, text = "", ""
    if request.method == "POST":
        _need_edit(request)
        text = request.POST.get("body", "")
        try:
            services.add_note(place.owner, text, is_pinned="pin" in request.POST, by=request.actor)
        except Refusal as refusal:
            problem = refusal.message
        else:
            return redirect(place.notes_address)
    context = _context(request, place, "notes") | _notes(request, place) | {"problem": problem, "text": text}
    return render(request, "customers/notes.html", context, status=422 if problem else 200)


@desk_page("customer.edit")
@require_http_methods(["GET", "POST"])
def note_edit(request: DeskRequest, note_id: int) -> HttpResponse:
    """Edit a note."""
    note = get_object_or_404(Note.objects.select_related("organisation", "contact"), pk=note_id, removed_at=None)
    place = _place_of_row(note)
    problem, text = "", request.POST.get("body", note.body)
    if request.method == "POST":
        try:
            services.change_note(note.pk, text, was=request.POST.get("was"), by=request.actor)
        except Refusal as refusal:
            problem = refusal.message
        else:
            return redirect(place.notes_address)
    context = _context(request, place, "notes") | {"note": note, "text": text, "problem": problem}
    return render(request, "customers/note_edit.html", context, status=422 if problem else 200)


@desk_page("customer.edit")
@require_POST
def note_pin(request: DeskRequest, note_id: int) -> HttpResponse:
    """Pin, or unpin with `release`."""
    note = services.pin_note(note_id, "release" not in request.POST, by=request.actor)
    return redirect(_place_of_row(note).notes_address)


@desk_page("customer.edit")
@require_POST
def note_remove(request: DeskRequest, note_id: int) -> HttpResponse:
    """Delete, or restore with `restore`."""
    note = services.set_note_removed(note_id, "restore" not in request.POST, by=request.actor)
    address = _place_of_row(note).notes_address
    return redirect(f"{address}?removed=note-{note.pk}" if note.removed_at else address)


@desk_page("customer.edit")
@require_POST
def file_add(request: DeskRequest, object_id: int, kind: str) -> HttpResponse:
    """Keep uploaded files."""
    place = place_of(kind, object_id)
    for upload in request.FILES.getlist("files"):
        services.keep_file(place.owner, upload, by=request.actor)
    return redirect(f"{place.notes_address}#files")


@desk_page("customer.edit")
@require_POST
def file_remove(request: DeskRequest, file_id: int) -> HttpResponse:
    """Delete, or restore with `restore`."""
    kept = services.set_file_removed(file_id, "restore" not in request.POST, by=request.actor)
    address = _place_of_row(kept).notes_address
    return redirect(f"{address}?removed=file-{kept.pk}" if kept.removed_at else address)


def _context(request: DeskRequest, place: Place, tab: str) -> dict[str, Any]:
    organisation = place.owner if isinstance(place.owner, Organisation) else place.owner.organisation
    contact = place.owner if isinstance(place.owner, Contact) else None
    return {
        "place": place, "tab": tab, "organisation": organisation, "contact": contact,
        "may_edit": request.user.may("customer.edit"),
        "contact_count": people_of(place.family).count() if place.is_organisation else 0,
    }  # fmt: skip


def _notes(request: DeskRequest, place: Place) -> dict[str, Any]:
    page = keyset_page(
        notes_of(Note.objects.filter(**place.filter())),
        ("-is_pinned", "-created_at", "-pk"), after=request.GET.get("after", ""), size=30,
    )  # fmt: skip
    kept = KeptFile.objects.filter(**place.filter(), removed_at=None).select_related("file", "added_by")
    return {
        "page": page,
        "notes": [(row, render_markdown(row.body)) for row in page.rows],
        "files": [(row, row.content_type in SHOWN_IMAGES) for row in kept.order_by("-created_at", "-pk")[:MOST_FILES]],
        "removed": _removed(request.GET.get("removed", ""), place),
    }


def _removed(what: str, place: Place) -> dict[str, object] | None:
    kind, _dash, text = what.partition("-")
    number = number_or_none(text)
    if number is None:
        return None
    if kind == "note":
        note = Note.objects.filter(pk=number, removed_at__isnull=False, **place.filter()).first()
        return {"kind": kind, "id": note.pk, "name": str(note)} if note else None
    kept = KeptFile.objects.filter(pk=number, removed_at__isnull=False, **place.filter()).first()
    return {"kind": "file", "id": kept.pk, "name": kept.name} if kept else None


def _place_of_row(row: Note | KeptFile) -> Place:
    if row.organisation_id is not None:
        return place_of("organisation", row.organisation_id)
    if row.contact_id is not None:
        return place_of("contact", row.contact_id)
    raise NotFound


def _need_edit(request: DeskRequest) -> None:
    if not request.user.may("customer.edit"):
        raise NotAllowed
