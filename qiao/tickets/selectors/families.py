"""Which tickets count as one: a ticket and all that were merged into it, directly or through others."""

from dataclasses import dataclass

from qiao.kernel.database import prepared_cursor

_FAMILY = """
WITH RECURSIVE family AS (
  SELECT id, number FROM tickets_ticket WHERE id = %s
  UNION ALL SELECT t.id, t.number FROM tickets_ticket t JOIN family f ON t.merged_into_id = f.id
) SELECT id, number, (SELECT max(id) FROM tickets_message m WHERE m.ticket_id = family.id) FROM family
"""


@dataclass(frozen=True, slots=True)
class Family:
    """Numbers by id, the ticket itself first; `newest` is the id of their newest message, 0 when there is none."""

    numbers: dict[int, int]
    newest: int


def family_of(ticket_id: int) -> Family:
    """The ticket with all merged into it; an unknown one has no family."""
    with prepared_cursor() as cursor:
        cursor.execute(_FAMILY, [ticket_id])
        rows = cursor.fetchall()
    return Family({pk: number for pk, number, _ in rows}, max((newest or 0 for _, _, newest in rows), default=0))


def family_ids(ticket_id: int) -> list[int]:
    """Their ids, the ticket itself first."""
    return list(family_of(ticket_id).numbers)
