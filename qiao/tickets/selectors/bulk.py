"""How far a bulk act is."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from qiao.kernel.errors import NotFound
from qiao.staff.models import Person
from qiao.tickets.models import UndoStep

UNDO_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class BulkProgress:
    """A bulk act: `refused` are ticket numbers with the reason, `changed` how many it (or undoing it) altered."""

    token: str
    act: str
    done: int
    total: int
    changed: int
    refused: tuple[tuple[int, str], ...]
    is_finished: bool
    is_undoing: bool
    is_undone: bool
    can_undo: bool


def bulk_progress(token: str, viewer: Person) -> BulkProgress:
    """The viewer's own bulk act. Raises NotFound."""
    try:
        step = UndoStep.objects.filter(pk=UUID(str(token)), person=viewer).first()
    except ValueError:
        step = None
    if step is None:
        raise NotFound
    changed = step.done - len(step.refused) if step.is_undoing else len(step.before)
    is_fresh = timezone.now() - step.created_at <= UNDO_WITHIN
    is_finished = step.finished_at is not None
    return BulkProgress(
        token=str(step.pk), act=step.act, done=step.done, total=step.total, changed=changed,
        refused=tuple((number, reason) for number, reason in step.refused), is_finished=is_finished,
        is_undoing=step.is_undoing, is_undone=step.undone_at is not None,
        can_undo=is_finished and is_fresh and not step.is_undoing and bool(step.before),
    )  # fmt: skip
