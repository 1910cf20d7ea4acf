"""What is new to a person: messages others put into a ticket since that person last looked."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from qiao.staff.models import Person
from qiao.tickets.rules.states import OPEN_STATES

MOST_TICKETS = 1_000

_NEWS = """
SELECT family.root, count(*) FROM (
  SELECT id AS root, id FROM tickets_ticket WHERE id = ANY(%(ids)s)
  UNION ALL SELECT merged_into_id, id FROM tickets_ticket WHERE merged_into_id = ANY(%(ids)s)
) AS family
JOIN tickets_seen seen ON seen.ticket_id = family.root AND seen.person_id = %(person)s
JOIN tickets_message message ON message.ticket_id = family.id AND message.id > seen.message_id
WHERE message.person_id IS DISTINCT FROM %(person)s
GROUP BY family.root
UNION ALL
SELECT ticket.id, 1 FROM tickets_ticket ticket
LEFT JOIN tickets_seen seen ON seen.ticket_id = ticket.id AND seen.person_id = %(person)s
WHERE ticket.id = ANY(%(ids)s) AND seen.id IS NULL AND ticket.last_direction = 'in' AND ticket.state = ANY(%(open)s)
"""
_MINE = """
SELECT id FROM tickets_ticket WHERE assignee_id = %(person)s AND state = ANY(%(open)s)
UNION SELECT ticket_id FROM tickets_follower WHERE person_id = %(person)s
LIMIT %(most)s
"""


def unread_counts(viewer: Person, ticket_ids: Sequence[int]) -> dict[int, int]:
    """How many messages of others are new to the viewer, by ticket; tickets without news are left out.

    A ticket they never opened is news (counted as one) only while a customer waits in it: what colleagues have
    dealt with needs no second pair of eyes.
    """
    if not ticket_ids:
        return {}
    values: dict[str, Any] = {"ids": list(ticket_ids), "person": viewer.pk, "open": list(OPEN_STATES)}
    with connection.cursor() as cursor:
        cursor.execute(_NEWS, values)
        return dict(cursor.fetchall())


def unread_ids(viewer: Person) -> list[int]:
    """Tickets with news among the open ones the viewer is in charge of and those they follow."""
    with connection.cursor() as cursor:
        cursor.execute(_MINE, {"person": viewer.pk, "open": list(OPEN_STATES), "most": MOST_TICKETS})
        mine = [row[0] for row in cursor.fetchall()]
    return list(unread_counts(viewer, mine))
