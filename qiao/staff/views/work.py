"""Background work: waiting and failed jobs with reasons, and retrying them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.jobs.failures import described, troubled_jobs
from qiao.kernel.jobs.mending import discard_failed, retry_all_failed, retry_failed
from qiao.kernel.jobs.upkeep import queue_facts
from qiao.kernel.keyset import keyset_page

JOBS_PER_PAGE = 50


@desk_page("setup.manage")
@require_safe
def background_work(request: DeskRequest) -> HttpResponse:
    """State of the queue, and every job whose last attempt failed."""
    page = keyset_page(troubled_jobs(), ("-pk",), after=request.GET.get("after", ""), size=JOBS_PER_PAGE)
    context = {"facts": queue_facts(), "jobs": described(page.rows), "next": page.next}
    return render(request, "staff/setup/work.html", context)


@desk_page("setup.manage")
@require_POST
def mend(request: DeskRequest, job_id: int) -> HttpResponse:
    """Try one job again, or give it up."""
    if request.POST.get("act") == "discard":
        discard_failed(job_id, by=request.actor)
        messages.success(request, _("Discarded. The audit record keeps the details."))
    else:
        retry_failed(job_id, by=request.actor)
        messages.success(request, _("It is tried again now."))
    return redirect("staff:background_work")


@desk_page("setup.manage")
@require_POST
def retry_all(request: DeskRequest) -> HttpResponse:
    """Try everything that gave up once more, as after an outage."""
    count = retry_all_failed(by=request.actor)
    sentence = ngettext("%(count)d job is tried again now.", "%(count)d jobs are tried again now.", count)
    messages.success(request, sentence % {"count": count})
    return redirect("staff:background_work")
