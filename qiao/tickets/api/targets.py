"""What is promised for each priority, and when tickets close."""

from django.db import transaction
from django.http.response import HttpResponseBase

from qiao.kernel.api.auth import ApiRequest
from qiao.kernel.api.operations import Operations
from qiao.kernel.api.versions import expect_version, versioned
from qiao.tickets import selectors, services
from qiao.tickets.api.setup_schemas import ServiceTargetsGiven, ServiceTargetsShown, TargetShown
from qiao.tickets.models import SlaTarget
from qiao.tickets.rules.words import PRIORITIES

targets = Operations("service targets")


@targets.get("/service-targets", "setup.manage", ServiceTargetsShown, is_versioned=True, screens=["tickets:targets"])
def get_service_targets(request: ApiRequest) -> HttpResponseBase:
    """Get what is promised for each priority, and when tickets close."""
    return versioned(request, _shown())


@targets.patch("/service-targets", "setup.manage", ServiceTargetsShown, is_versioned=True,
               screens=["tickets:targets"])  # fmt: skip
def change_service_targets(request: ApiRequest, data: ServiceTargetsGiven) -> HttpResponseBase:
    """Change promises and closing rules, all or none; running clocks keep what they started with."""
    with transaction.atomic():
        list(SlaTarget.objects.select_for_update(no_key=True))  # one change after the other
        expect_version(request, _shown())
        for target in data.targets:
            services.set_sla_target(**target.model_dump(), by=request.actor)
        rules = data.model_dump(exclude={"targets"}, exclude_none=True)
        if rules:
            policy = selectors.desk_policy()
            known = {"auto_close_days": policy.auto_close_days, "follow_up_days": policy.follow_up_days}
            services.set_desk_policy(**known | rules, by=request.actor)
    return versioned(request, _shown())


def _shown() -> ServiceTargetsShown:
    policy, known = selectors.desk_policy(), {row.priority: row for row in selectors.sla_targets()}
    return ServiceTargetsShown(
        targets=[_target(known[priority]) for priority in PRIORITIES if priority in known],
        auto_close_days=policy.auto_close_days, follow_up_days=policy.follow_up_days,
    )  # fmt: skip


def _target(row: SlaTarget) -> TargetShown:
    return TargetShown.model_validate({
        "priority": row.priority, "first_reply_seconds": row.first_reply_seconds, "solve_seconds": row.solve_seconds,
        "calendar_id": row.calendar_id,
    })  # fmt: skip
