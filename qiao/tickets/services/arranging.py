"""Desk settings for everybody: quick replies, custom fields, names of states, targets, policy."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import slugify

from qiao.kernel import audit
from qiao.kernel.access import Actor
from qiao.kernel.errors import NotAllowed, NotFound
from qiao.kernel.i18n import Bilingual
from qiao.kernel.models import Calendar
from qiao.kernel.text.names import name_keys
from qiao.staff.models import Person
from qiao.tickets.house import forget_states
from qiao.tickets.labels import FIELD_PROBLEMS
from qiao.tickets.models import CustomField, DeskPolicy, QuickReply, SlaTarget, StateName
from qiao.tickets.refusals import AlreadyThere, FieldsWrong
from qiao.tickets.rules.custom_fields import LONGEST_KEY, LONGEST_LABEL
from qiao.tickets.rules.states import LONGEST_STATE_NAME, STATES
from qiao.tickets.rules.words import FIELD_KINDS, PRIORITIES
from qiao.tickets.rules.writing import unknown_variables
from qiao.tickets.services.changing import staff_id
from qiao.tickets.services.fields import problem_text
from qiao.tickets.services.inputs import CustomFieldDraft, QuickReplyDraft


@transaction.atomic
def save_quick_reply(draft: QuickReplyDraft, *, by: Actor, reply_id: int | None = None) -> int:
    """Keep a quick reply; its id. Raises FieldsWrong for missing text or variables that do not exist."""
    person = acting_person(by)
    body = Bilingual.of(draft.body)
    unknown = unknown_variables(f"{body.en}\n{body.zh_hans}")
    missing = [name for name, value in (("name", draft.name.strip()), ("body", body)) if not value]
    if missing:
        raise FieldsWrong({name: problem_text("missing", name) for name in missing})
    if unknown:
        names = ", ".join(f"{{{{{name}}}}}" for name in unknown)
        raise FieldsWrong({"body": str(FIELD_PROBLEMS["not_a_variable"]) % {"field": names}})
    reply = _own_reply(reply_id, person) if reply_id else QuickReply()
    reply.name, reply.body = draft.name.strip()[:120], body
    reply.name_py, reply.name_initials = name_keys(reply.name)
    reply.owner = None if draft.is_shared else person
    reply.updated_at = timezone.now()
    reply.save()
    reply.products.set(draft.product_ids)
    audit.record(by, "quick_reply.saved", reply, data={"name": reply.name, "body": body.as_json()})
    return reply.pk


def count_quick_reply(reply_id: int, *, by: Actor) -> None:
    """A quick reply was inserted into a text. Changes nothing else and is not audited. Raises NotFound."""
    usable = QuickReply.objects.filter(Q(owner=None) | Q(owner=acting_person(by)), pk=reply_id)
    if not usable.update(used_count=F("used_count") + 1):
        raise NotFound


@transaction.atomic
def delete_quick_reply(reply_id: int, *, by: Actor) -> None:
    """Delete a quick reply. Raises NotFound."""
    reply = _own_reply(reply_id, acting_person(by))
    audit.record(by, "quick_reply.deleted", reply, data={"name": reply.name, "body": reply.body.as_json()})
    reply.delete()


@transaction.atomic
def save_custom_field(draft: CustomFieldDraft, *, by: Actor, field_id: int | None = None) -> int:
    """Define a field of tickets; its id. Key and kind of a field in use never change.

    Raises FieldsWrong, AlreadyThere, NotFound.
    """
    key = slugify(draft.key).replace("-", "_")
    label = Bilingual.of(draft.label)
    choices = [_choice(one) for one in draft.choices]
    needed = {"key": key, "label": label, "choices": choices if draft.kind == "choice" else True}
    problems = {name: problem_text("missing", name) for name, value in needed.items() if not value}
    too_long = {"key": len(key) > LONGEST_KEY, "label": max(len(label.en), len(label.zh_hans)) > LONGEST_LABEL}
    problems |= {name: problem_text("too_long", name) for name, is_so in too_long.items() if is_so}
    if not 0 <= draft.position < 2**31:
        problems["position"] = problem_text("out_of_range", "position")
    if draft.kind not in FIELD_KINDS:
        problems["kind"] = problem_text("not_a_choice", "kind")
    if problems:
        raise FieldsWrong(problems)
    if field_id:
        field = CustomField.objects.filter(pk=field_id).first()
        if field is None:
            raise NotFound
    elif CustomField.objects.filter(key=key).exists():
        raise AlreadyThere
    else:
        field = CustomField(key=key, kind=draft.kind)
    field.label, field.choices, field.position = label, choices, draft.position
    field.is_required_to_solve, field.is_active = draft.is_required_to_solve, True
    field.save()
    field.products.set(draft.product_ids)
    audit.record(by, "custom_field.saved", field, data={"key": field.key, "kind": field.kind, "choices": choices})
    return field.pk


@transaction.atomic
def retire_custom_field(field_id: int, *, by: Actor) -> None:
    """Ask for the field no longer; values that tickets have stay."""
    field = CustomField.objects.filter(pk=field_id).first()
    if field is None:
        raise NotFound
    field.is_active = False
    field.save(update_fields=["is_active"])
    audit.record(by, "custom_field.retired", field, data={"key": field.key})


@transaction.atomic
def name_states(names: Mapping[str, object], *, by: Actor) -> None:
    """Set the installation's names of states; a state without one has the default name.

    `names` maps keys of states to bilingual texts. Raises NotFound for a state there is not, FieldsWrong.
    """
    if names.keys() - STATES.keys():
        raise NotFound
    labels = {key: Bilingual.of(given) for key, given in names.items()}
    if any(len(text) > LONGEST_STATE_NAME for label in labels.values() for text in (label.en, label.zh_hans)):
        raise FieldsWrong({"name": problem_text("too_long", "name")})
    known = {row.key: row for row in StateName.objects.select_for_update(no_key=True)}
    for key, label in labels.items():
        row = known.get(key) or StateName(key=key)
        before, row.label = row.label, label
        if label == before:
            continue
        row.save()
        audit.record(by, "state.named", row, data={"key": key, "label": [before.as_json(), label.as_json()]})
        if not label:
            row.delete()
    forget_states()
    transaction.on_commit(forget_states)


@transaction.atomic
def set_sla_target(
    priority: str, *, first_reply_seconds: int | None, solve_seconds: int | None, calendar_id: int, by: Actor
) -> None:
    """What is promised for a priority, in working seconds; running clocks keep what they were started with."""
    known = {
        "priority": priority in PRIORITIES,
        "calendar": Calendar.objects.filter(pk=calendar_id).exists(),
    }
    possible = {"first_reply": first_reply_seconds, "solve": solve_seconds}
    problems = {name: problem_text("not_a_choice", name) for name, is_known in known.items() if not is_known}
    problems |= {
        name: problem_text("out_of_range", name)
        for name, seconds in possible.items()
        if seconds is not None and not 0 < seconds < 2**31
    }
    if problems:
        raise FieldsWrong(problems)
    values = {
        "first_reply_seconds": first_reply_seconds, "solve_seconds": solve_seconds, "calendar_id": calendar_id,
    }  # fmt: skip
    target, _ = SlaTarget.objects.update_or_create(priority=priority, defaults=values)
    audit.record(by, "sla_target.set", target, data={"priority": priority, **values})


@transaction.atomic
def set_promises(targets: Mapping[str, Mapping[str, Any]], policy: Mapping[str, int], *, by: Actor) -> None:
    """Targets by priority and the closing rules, all or none; values as `set_sla_target` and `set_desk_policy` take."""
    for priority, target in targets.items():
        set_sla_target(priority, by=by, **target)
    set_desk_policy(by=by, **policy)


@transaction.atomic
def set_desk_policy(*, auto_close_days: int, follow_up_days: int, by: Actor) -> None:
    """After how many days solved tickets close, and closed ones stay closed."""
    least = {"auto_close_days": (auto_close_days, 1), "follow_up_days": (follow_up_days, 0)}
    wrong = [name for name, (days, minimum) in least.items() if not minimum <= days <= 365]
    if wrong:
        raise FieldsWrong({name: problem_text("out_of_range", name) for name in wrong})
    values = {"auto_close_days": auto_close_days, "follow_up_days": follow_up_days}
    policy, _ = DeskPolicy.objects.update_or_create(pk=1, defaults=values)
    audit.record(by, "desk_policy.set", policy, data=values)


def _choice(given: Any) -> dict[str, str]:
    label = Bilingual.of(given)
    key = slugify(str(given.get("key", ""))).replace("-", "_")
    if not key or not label:
        raise FieldsWrong({"choices": problem_text("missing", "key" if not key else "label")})
    return {"key": key, **label.as_json()}


def acting_person(by: Actor) -> Person:
    """The colleague who acts. Raises NotAllowed for anybody else."""
    person = Person.objects.filter(pk=staff_id(by), is_active=True).first()
    if person is None:
        raise NotAllowed
    return person


def _own_reply(reply_id: int, person: Person) -> QuickReply:
    reply = QuickReply.objects.filter(pk=reply_id).first()
    if reply is None or reply.owner_id not in {None, person.pk}:
        raise NotFound
    return reply
