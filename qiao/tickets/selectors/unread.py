"""What is new to a person: messages others put into a ticket since that person last looked."""

from collections.abc import Sequence
from typing import Any

from qiao.kernel.database import prepared_cursor
from qiao.staff.models import Person
from qiao.tickets.rules.states import OPEN_STATES

MOST_TICKETS = 1_000

# part of the text, so that any plan for it may use the indexes of open tickets
_IS_OPEN = "state IN ({})".format(", ".join(f"'{state}'" for state in OPEN_STATES))
_NEWS = """
WITH RECURSIVE asked AS MATERIALIZED ({asked}), family AS (
  SELECT id AS root, id FROM asked
  UNION ALL SELECT family.root, merged.id FROM family JOIN tickets_ticket merged ON merged.merged_into_id = family.id
)
SELECT family.root, count(*) FROM family
JOIN tickets_seen seen ON seen.ticket_id = family.root AND seen.person_id = %(person)s
JOIN tickets_message message ON message.ticket_id = family.id AND message.id > seen.message_id
WHERE message.person_id IS DISTINCT FROM %(person)s
GROUP BY family.root
UNION ALL
SELECT ticket.id, 1 FROM tickets_ticket ticket
LEFT JOIN tickets_seen seen ON seen.ticket_id = ticket.id AND seen.person_id = %(person)s
WHERE ticket.id = ANY(ARRAY(SELECT id FROM asked)) AND seen.id IS NULL
  AND ticket.last_direction = 'in' AND ticket.{is_open}
"""
_THESE = "SELECT unnest(%(ids)s::bigint[]) AS id"
_MINE = """
SELECT id FROM (
  SELECT id, last_message_at FROM tickets_ticket WHERE assignee_id = %(person)s AND {is_open}
  UNION SELECT followed.id, followed.last_message_at FROM tickets_follower
  JOIN tickets_ticket followed ON followed.id = tickets_follower.ticket_id AND followed.{is_open}
  WHERE tickets_follower.person_id = %(person)s
) AS mine ORDER BY last_message_at DESC NULLS LAST, id DESC LIMIT %(most)s
"""


def unread_counts(viewer: Person, ticket_ids: Sequence[int]) -> dict[int, int]:
    """How many messages of others are new to the viewer, by ticket; tickets without news are left out.

    A ticket they never opened is news (counted as one) only while a customer waits in it: what colleagues have
    dealt with needs no second pair of eyes.
    """
    if not ticket_ids:
        return {}
    return _news(_THESE, viewer, ids=list(ticket_ids))


def unread_ids(viewer: Person) -> list[int]:
    """Tickets with news among the open ones the viewer is in charge of or follows; of very many the latest."""
    return list(_news(_MINE, viewer, most=MOST_TICKETS))


def _news(asked: str, viewer: Person, **values: Any) -> dict[int, int]:
    with prepared_cursor() as cursor:
        cursor.execute(
            _NEWS.format(asked=asked.format(is_open=_IS_OPEN), is_open=_IS_OPEN), {"person": viewer.pk, **values}
        )
        return dict(cursor.fetchall())
