"""Saved views, and how each person arranges them: name, sharing, order, the one the desk opens with, columns."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from qiao.kernel import audit, live
from qiao.kernel.access import Actor
from qiao.kernel.errors import NotAllowed, NotFound
from qiao.kernel.parameters import number_or_none
from qiao.staff import public as staff
from qiao.staff.models import Person
from qiao.tickets.labels import COLUMN_LABELS, VIEW_LABELS
from qiao.tickets.models import DeskHabit, SavedView
from qiao.tickets.refusals import FieldsWrong
from qiao.tickets.selectors.filters import TicketFilters, resolve_filters, saved_views_of
from qiao.tickets.selectors.rail import may_change_view, saved_views
from qiao.tickets.services.arranging import acting_person
from qiao.tickets.services.fields import problem_text


@transaction.atomic
def save_view(
    name: str,
    query: str,
    *,
    by: Actor,
    is_shared: bool = False,
    team_id: int | None = None,
    columns: Sequence[str] = (),
    view_id: int | None = None,
) -> int:
    """Save filters under a name; returns the view's id.

    Filters that narrow another saved view are kept together with that one's.

    Sharing needs the right to, with a team also membership; only the owner may change a private view.
    Raises FieldsWrong for an empty name, NotAllowed, NotFound.
    """
    person = acting_person(by)
    if (is_shared or team_id) and not person.may("view.share"):
        raise NotAllowed
    if team_id and team_id not in staff.team_ids_of(person.pk):
        raise NotAllowed
    view = _changeable(view_id, person) if view_id else SavedView(owner=person, position=_behind_all(person))
    view.name, view.is_shared, view.team_id = _clean_name(name), is_shared, team_id
    view.query = resolve_filters(person, TicketFilters.from_text(query)).to_query()
    view.columns = [column for column in columns if column in COLUMN_LABELS]
    view.save()
    audit.record(by, "view.saved", view, data={"name": view.name, "query": view.query, "is_shared": is_shared})
    _tell(person)
    return view.pk


@transaction.atomic
def rename_view(view_id: int, name: str, *, by: Actor) -> None:
    """Give a view another name. Raises FieldsWrong, NotAllowed, NotFound."""
    person = acting_person(by)
    view = _changeable(view_id, person)
    before, view.name = view.name, _clean_name(name)
    view.save(update_fields=["name"])
    audit.record(by, "view.renamed", view, data={"name": [before, view.name]})
    _tell(person)


@transaction.atomic
def share_view(view_id: int, *, is_shared: bool, by: Actor) -> None:
    """Share a view with everybody, or make it private again. Raises NotAllowed, NotFound."""
    person = acting_person(by)
    view = _changeable(view_id, person)
    if not person.may("view.share"):
        raise NotAllowed
    view.is_shared, view.team_id = is_shared, None
    view.save(update_fields=["is_shared", "team"])
    audit.record(by, "view.shared" if is_shared else "view.unshared", view, data={"name": view.name})
    _tell(person)


@transaction.atomic
def delete_view(view_id: int, *, by: Actor) -> None:
    """Hide a view from everybody; `restore_view` brings it back. Raises NotFound, NotAllowed."""
    person = acting_person(by)
    view = _changeable(view_id, person)
    view.deleted_at = timezone.now()
    view.save(update_fields=["deleted_at"])
    audit.record(by, "view.deleted", view, data={"name": view.name, "query": view.query})
    _tell(person)


@transaction.atomic
def restore_view(view_id: int, *, by: Actor) -> None:
    """Restore a deleted view with its position and sharing. Raises NotFound, NotAllowed."""
    person = acting_person(by)
    view = _changeable(view_id, person, is_deleted=True)
    view.deleted_at = None
    view.save(update_fields=["deleted_at"])
    audit.record(by, "view.restored", view, data={"name": view.name})
    _tell(person)


@transaction.atomic
def move_view(view_id: int, *, step: int, by: Actor) -> None:
    """Put a view `step` places further down in this person's own order (up when negative). Raises NotFound."""
    person = acting_person(by)
    habit = _habit(person)
    known = [view.pk for view in saved_views(person)]
    if view_id not in known:
        raise NotFound
    at = known.index(view_id)
    known.insert(max(0, min(len(known) - 1, at + step)), known.pop(at))
    habit.view_order = known
    habit.save(update_fields=["view_order"])
    _tell(person)


@transaction.atomic
def choose_start_view(view: str, *, by: Actor) -> None:
    """Set the queue the person's desk opens with; "" is their own tickets. Raises NotFound."""
    person = acting_person(by)
    prefix, _dash, number = view.partition("-")
    saved_id = number_or_none(number) if prefix == "saved" else None
    is_known = saved_views_of(person).filter(pk=saved_id).exists() if saved_id else not view or view in VIEW_LABELS
    if not is_known:
        raise NotFound
    DeskHabit.objects.update_or_create(person=person, defaults={"start_view": view})


@transaction.atomic
def choose_columns(columns: Sequence[str], *, by: Actor) -> None:
    """Which columns this person's table shows; none means the usual ones."""
    known = [column for column in COLUMN_LABELS if column in columns]
    DeskHabit.objects.update_or_create(person=acting_person(by), defaults={"columns": known})


def _habit(person: Person) -> DeskHabit:
    DeskHabit.objects.get_or_create(person=person)
    return DeskHabit.objects.select_for_update(no_key=True).get(person=person)


def _behind_all(person: Person) -> int:
    last: int | None = saved_views_of(person).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _clean_name(name: str) -> str:
    if not name.strip():
        raise FieldsWrong({"name": problem_text("missing", "name")})
    return name.strip()[:80]


def _changeable(view_id: int, person: Person, *, is_deleted: bool = False) -> SavedView:
    view = SavedView.objects.filter(pk=view_id, deleted_at__isnull=not is_deleted).first()
    if view is None:
        raise NotFound
    if not may_change_view(person, view):
        raise NotAllowed
    return view


def _tell(person: Person) -> None:
    live.notify(f"person:{person.pk}", kind="views")
