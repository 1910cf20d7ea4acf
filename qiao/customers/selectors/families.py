"""Who is the same: a contact or organisation with everything that was merged into it.

Merging is a pointer. Rows keep pointing at whom they came to, and readers ask here for all ids that count as one.
"""

from collections.abc import Collection, Iterable
from typing import TypeVar

from qiao.customers.models import Contact, Organisation
from qiao.kernel.prepared import Prepared, prepared

Kind = type[Contact] | type[Organisation]
One = TypeVar("One", Contact, Organisation)
_children: dict[Kind, Prepared[tuple[int]]] = {
    Contact: prepared(lambda ids: Contact.objects.filter(merged_into__among=ids).order_by("pk").values_list("pk")),
    Organisation: prepared(
        lambda ids: Organisation.objects.filter(merged_into__among=ids).order_by("pk").values_list("pk")
    ),
}


def shown_for(one: One) -> One:
    """The contact or organisation that stands for this one: itself unless it is merged."""
    while one.merged_into is not None:
        one = one.merged_into
    return one


def root_id(kind: Kind, object_id: int) -> int:
    """The same by id; an unknown id stands for itself."""
    parent = _parent_id(kind, object_id)
    while parent is not None:
        object_id = parent
        parent = _parent_id(kind, object_id)
    return object_id


def root_ids(kind: Kind, ids: Iterable[int]) -> dict[int, int]:
    """Who stands for each of these; one statement while nothing is merged. Unknown ids stand for themselves."""
    roots = {one: one for one in ids}
    asked: Collection[int] = set(roots)
    while asked:
        rows = kind.objects.filter(pk__among=asked, merged_into__isnull=False)
        parents = dict(rows.values_list("pk", "merged_into_id"))
        roots = {one: parents.get(root) or root for one, root in roots.items()}
        asked = {parent for parent in parents.values() if parent is not None}
    return roots


def family_ids(kind: Kind, object_id: int) -> list[int]:
    """The one that is shown, and all that were merged into it, directly or through others; itself first."""
    return family_of_root(kind, root_id(kind, object_id))


def family_of_root(kind: Kind, root: int) -> list[int]:
    """The same for one that is known to be shown."""
    family, generation = [root], [root]
    while generation:
        generation = [child for (child,) in _children[kind].all(generation)]
        family += generation
    return family


def _parent_id(kind: Kind, object_id: int) -> int | None:
    return kind.objects.filter(pk=object_id).values_list("merged_into_id", flat=True).first()
