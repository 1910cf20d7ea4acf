"""Threads: finding the one a mail belongs to, and remembering the ids that lead to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from qiao.channels.models import MessageRef, OutgoingMail, RawMail, Thread
from qiao.channels.models.thread import RefKind
from qiao.channels.ports import Authentication, ThreadVerdict, keeper
from qiao.channels.rules.mail import ParsedMail
from qiao.channels.rules.threading import (
    Evidence,
    base_subject,
    evidence_of,
    is_other_subject,
    newest_first,
    normal_id,
)
from qiao.channels.rules.tokens import id_parts, own_message_id, read_own_id
from qiao.kernel.copying import copy_in, like
from qiao.kernel.database import prepared_cursor
from qiao.kernel.prepared import prepared
from qiao.kernel.secrets import sign, verify_signature
from qiao.kernel.writing import insert

LOCK_CLASS = 7_240_100
_REMEMBER = """
INSERT INTO channels_messageref (thread_id, rfc_id, kind, is_ours, is_threading)
SELECT %s::bigint, one.rfc_id, one.kind, false, true FROM unnest(%s::text[], %s::text[]) AS one (rfc_id, kind)
"""

_threading = MessageRef.objects.filter(is_threading=True).values_list("rfc_id", "thread_id", "kind")
_refs_of = prepared(lambda ids: _threading.filter(rfc_id__among=ids))
# most mails name no other; the server, which cannot know how long a list will be, would plan that one each time
_refs_of_one = prepared(lambda rfc_id: _threading.filter(rfc_id=rfc_id))
_thread = prepared(lambda thread_id: Thread.objects.filter(pk=thread_id))


def new_thread(mailbox_id: int | None, subject: str) -> Thread:
    """An empty conversation; `subject` is that of its first mail."""
    thread = Thread(mailbox_id=mailbox_id, subject=base_subject(subject, settings.TICKET_PREFIX))
    insert(thread)
    return thread


@dataclass(frozen=True, slots=True)
class PastConversation:
    """A conversation from elsewhere: its subject, and its Message-IDs as (id, was it ours), ghosts named apart."""

    subject: str
    ids: tuple[tuple[str, bool], ...] = ()
    ghosts: tuple[str, ...] = ()


@transaction.atomic
def adopt_conversations(conversations: Sequence[PastConversation]) -> list[int]:
    """Threads for conversations that began elsewhere, so that answers to their mails find them."""
    blank = Thread()
    made = [like(blank, subject=base_subject(one.subject, settings.TICKET_PREFIX)) for one in conversations]
    copy_in(made)
    copy_in([ref for thread, one in zip(made, conversations, strict=True) for ref in _refs(thread, one)])
    return [thread.pk for thread in made]


@transaction.atomic
def remember_past(thread_id: int, conversation: PastConversation) -> None:
    """More Message-IDs of a conversation that goes on elsewhere."""
    refs = _refs(Thread.objects.get(pk=thread_id), conversation)
    names = [ref.rfc_id for ref in refs]
    known = set(MessageRef.objects.filter(thread=thread_id, rfc_id__in=names).values_list("rfc_id", flat=True))
    copy_in([ref for ref in refs if ref.rfc_id not in known])


def _refs(thread: Thread, conversation: PastConversation) -> list[MessageRef]:
    named = {normal_id(name): (RefKind.REFERENCE, False) for name in conversation.ghosts}
    named |= {normal_id(name): (RefKind.OWN, is_ours) for name, is_ours in conversation.ids}
    named.pop("", None)
    return [
        MessageRef(thread=thread, rfc_id=name, kind=kind, is_ours=is_ours) for name, (kind, is_ours) in named.items()
    ]


def sign_message_id(thread_id: int, mail_id: int, domain: str) -> str:
    """A Message-ID of ours; `mail_id` 0 is the root that stands in every References header."""
    return own_message_id(thread_id, mail_id, sign(*id_parts(thread_id, mail_id)), domain)


def is_signed_by_us(message_id: str) -> bool:
    """Whether we made this Message-ID."""
    claimed = read_own_id(message_id)
    return claimed is not None and verify_signature(claimed.mac, *claimed.signed)


def lock_ids(ids: Iterable[str]) -> None:
    """Lock these ids until the transaction ends, so that related mails are handled one after the other.

    Two mails of one conversation that arrive together thus meet one after the other.
    """
    ordered = sorted(set(ids))
    if not ordered:
        return
    with prepared_cursor() as cursor:
        # sorted by hash inside the database, so that two mails never wait for each other crosswise
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, key) FROM"
            " (SELECT DISTINCT hashtext(id) AS key FROM unnest(%s::text[]) AS id ORDER BY 1) AS keys",
            [LOCK_CLASS, ordered],
        )


def find_thread(mail: ParsedMail, raw: RawMail, authentication: Authentication, *, sender: str) -> ThreadVerdict:
    """Where a mail belongs; the first kind of evidence that names a thread wins."""
    evidence = evidence_of(mail, raw.envelope_to, prefix=settings.TICKET_PREFIX)
    named = _threads_of_ids((*evidence.ids, normal_id(raw.rfc_id)))
    for verdict in (
        _by_token(evidence, named),
        _by_own_id(evidence, named),
        _by_known_id(evidence, named, raw.rfc_id),
    ):
        if verdict:
            return _with_subject(verdict, mail, named)
    return _with_subject(_by_number(evidence, authentication, sender), mail, named)


def _by_token(evidence: Evidence, named: dict[str, list[int]]) -> ThreadVerdict | None:
    """The conversation of the signed address, or the one that the mail it answers was split off to."""
    for token in evidence.tokens:
        if verify_signature(token.mac, *token.signed) and Thread.objects.filter(pk=token.thread_id).exists():
            thread_id = _where_it_went(token.thread_id, evidence.ids, named)
            return ThreadVerdict(how="token", thread_id=thread_id, is_trusted=True)
    return None


def _where_it_went(thread_id: int, ids: Iterable[str], named: dict[str, list[int]]) -> int:
    """The thread that now holds the nearest of these mails which the thread has or had; itself when it had none."""
    for rfc_id in ids:
        holders = named.get(rfc_id, [])
        if thread_id in holders:
            return thread_id
        if holders and _was_in(thread_id, rfc_id):
            return holders[0]
    return thread_id


def _was_in(thread_id: int, rfc_id: str) -> bool:
    """Whether a mail was split off from the thread: our own ids name the thread in which they were made."""
    claimed = read_own_id(rfc_id)
    if claimed is not None and verify_signature(claimed.mac, *claimed.signed):
        return claimed.thread_id == thread_id
    return MessageRef.objects.filter(thread=thread_id, rfc_id=rfc_id, is_threading=False).exists()


def _threads_of_ids(ids: Iterable[str]) -> dict[str, list[int]]:
    """Threads of each id, those that hold the mail itself first, then the newest."""
    names = list(dict.fromkeys(ids))
    refs = _refs_of_one.all(names[0]) if len(names) == 1 else _refs_of.all(names)
    ordered = sorted(refs, key=lambda row: (row[2] != RefKind.OWN, -row[1]))
    found: dict[str, list[int]] = {}
    for rfc_id, thread_id, _kind in ordered:
        if thread_id not in found.setdefault(rfc_id, []):
            found[rfc_id].append(thread_id)
    return found


def _by_own_id(evidence: Evidence, named: dict[str, list[int]]) -> ThreadVerdict | None:
    for rfc_id in evidence.ids:
        claimed = read_own_id(rfc_id)
        if claimed is None or not verify_signature(claimed.mac, *claimed.signed):
            continue
        if rfc_id in named:
            return ThreadVerdict(how="own_id", thread_id=named[rfc_id][0], is_trusted=True)
        is_moved = MessageRef.objects.filter(rfc_id=rfc_id, is_threading=False).exists()
        if not is_moved and Thread.objects.filter(pk=claimed.thread_id).exists():
            return ThreadVerdict(how="own_id", thread_id=claimed.thread_id, is_trusted=True)
    return None


def _by_known_id(evidence: Evidence, named: dict[str, list[int]], own_id: str) -> ThreadVerdict | None:
    # a mail that others named before it came (a ghost) belongs to them: hence its own id, last
    for rfc_id in (*evidence.ids, normal_id(own_id)):
        if rfc_id in named:
            return ThreadVerdict(how="known_id", thread_id=named[rfc_id][0])
    return None


def _by_number(evidence: Evidence, authentication: Authentication, sender: str) -> ThreadVerdict:
    """Numbers can be guessed: they count only for people involved in the ticket whose address is not forged."""
    claims: list[int] = []
    for how, numbers in (("subject_tag", evidence.tags), ("body_marker", evidence.markers)):
        for number in numbers:
            thread_id = keeper().thread_of(number)
            if thread_id is None:
                continue
            if authentication.dmarc != "fail" and keeper().knows(thread_id, sender):
                return ThreadVerdict(how="subject_tag" if how == "subject_tag" else "body_marker", thread_id=thread_id)
            claims.append(number)
    return ThreadVerdict(claims=tuple(dict.fromkeys(claims)))


def _with_subject(verdict: ThreadVerdict, mail: ParsedMail, named: dict[str, list[int]]) -> ThreadVerdict:
    others = {thread_id for found in named.values() for thread_id in found} - {verdict.thread_id}
    thread = _thread.first(verdict.thread_id) if verdict.thread_id else None
    return ThreadVerdict(
        how=verdict.how,
        thread_id=verdict.thread_id,
        is_trusted=verdict.is_trusted,
        claims=verdict.claims,
        possibly_related=tuple(sorted(others)),
        is_subject_changed=thread is not None
        and is_other_subject(mail.subject, thread.subject, settings.TICKET_PREFIX),
        lacks_quote=not mail.quoted_text.strip(),
    )


def remember_ids(thread_id: int, mail: ParsedMail, rfc_id: str, *, is_new: bool = False) -> None:
    """Keep a mail's own id and all ids it names, so that later mails find the thread (also by ghosts).

    `is_new`: none of the ids can be known in this thread yet.
    """
    own = normal_id(rfc_id)
    parents = {normal_id(item) for item in mail.in_reply_to[:5]}
    names = [own, *(item for item in newest_first(mail.in_reply_to, mail.references) if item != own)]
    rows = MessageRef.objects.filter(thread=thread_id, rfc_id__in=names)
    known = {} if is_new else dict(rows.values_list("rfc_id", "kind"))
    if known.get(own, RefKind.OWN) != RefKind.OWN:
        rows.filter(rfc_id=own).update(kind=RefKind.OWN)
    # our own ids carry their thread in themselves
    new = [name for name in reversed(names) if name not in known and (name == own or not is_signed_by_us(name))]
    kinds = [
        RefKind.OWN if name == own else RefKind.IN_REPLY_TO if name in parents else RefKind.REFERENCE for name in new
    ]
    with prepared_cursor() as cursor:
        cursor.execute(_REMEMBER, [thread_id, new, [str(kind) for kind in kinds]])


@transaction.atomic
def move_mails(raw_ids: Sequence[int], outgoing_ids: Sequence[int], to_thread: Thread) -> None:
    """After a split: these mails, and answers to them, belong to another thread from now on."""
    incoming = RawMail.objects.filter(pk__in=raw_ids)
    # one that is being sent just now stays where it is: the caller holds its ticket and must not wait for it
    ours = OutgoingMail.objects.select_for_update(no_key=True, skip_locked=True).filter(pk__in=outgoing_ids)
    own_names = set(ours.values_list("rfc_id", flat=True))
    names = {normal_id(item) for item in (*incoming.values_list("rfc_id", flat=True), *own_names)}
    known = set(MessageRef.objects.filter(thread=to_thread, rfc_id__in=names).values_list("rfc_id", flat=True))
    MessageRef.objects.filter(rfc_id__in=names).exclude(thread=to_thread).update(is_threading=False)
    MessageRef.objects.bulk_create(
        MessageRef(thread=to_thread, rfc_id=name, kind=RefKind.OWN, is_ours=name in own_names)
        for name in sorted(names - known)
    )
    incoming.update(thread=to_thread)
    OutgoingMail.objects.filter(rfc_id__in=own_names).update(thread=to_thread)
