"""Setup of the desk: quick replies, targets and closing rules."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qiao.kernel.access import DeskRequest, desk_page
from qiao.kernel.errors import NotFound
from qiao.kernel.in_use import InUseMultipleChoice
from qiao.kernel.models import Calendar
from qiao.kernel.parameters import chosen_number
from qiao.products.models import Product
from qiao.tickets import selectors, services
from qiao.tickets.forms import DurationField
from qiao.tickets.labels import PRIORITY_LABELS
from qiao.tickets.models import SlaTarget
from qiao.tickets.services import QuickReplyDraft
from qiao.tickets.views.acts import get_or_post


class QuickReplyForm(forms.Form):
    """A quick reply; the other language is used when one is missing."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    en = forms.CharField(
        label=gettext_lazy("Text in English"), required=False, widget=forms.Textarea(attrs={"rows": 8, "lang": "en"})
    )
    zh = forms.CharField(
        label=gettext_lazy("Text in Chinese"), required=False, widget=forms.Textarea(attrs={"rows": 8, "lang": "zh-CN"})
    )
    products = InUseMultipleChoice(Product.objects.all(), label=gettext_lazy("Only for these products"), required=False)
    is_shared = forms.BooleanField(label=gettext_lazy("For everybody"), required=False, initial=True)

    def clean(self) -> dict[str, object]:
        """One language at least."""
        cleaned: dict[str, object] = super().clean() or {}
        if not cleaned.get("en") and not cleaned.get("zh"):
            self.add_error("en", _("Write the text in at least one language."))
        return cleaned


@desk_page("ticket.reply")
@get_or_post
def quick_replies(request: DeskRequest) -> HttpResponse:
    """All quick replies, one's own and those for everybody."""
    doomed = chosen_number(request.POST.get("delete", ""))
    if doomed is not None:
        services.delete_quick_reply(doomed, by=request.actor)
        messages.success(request, _("The quick reply is deleted."))
        return redirect("tickets:quick-replies")
    return render(request, "tickets/setup/quick_replies.html", {"replies": selectors.quick_reply_list(request.user)})


@desk_page("ticket.reply")
@get_or_post
def quick_reply(request: DeskRequest, reply_id: int | None = None) -> HttpResponse:
    """Write a quick reply."""
    known = next((reply for reply in selectors.quick_reply_list(request.user) if reply.pk == reply_id), None)
    if reply_id and known is None:
        raise NotFound
    initial = (
        {"name": known.name, "en": known.body.en, "zh": known.body.zh_hans, "is_shared": known.owner_id is None,
         "products": list(known.products.all())} if known else {}
    )  # fmt: skip
    form = QuickReplyForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        draft = QuickReplyDraft(
            name=values["name"],
            body={"en": values["en"], "zh-hans": values["zh"]},
            product_ids=tuple(product.pk for product in values["products"]),
            is_shared=values["is_shared"],
        )
        services.save_quick_reply(draft, by=request.actor, reply_id=reply_id)
        messages.success(request, _("The quick reply is saved."))
        return redirect("tickets:quick-replies")
    context = {"form": form, "known": known, "variables": selectors.quick_reply_variables()}
    return render(request, "tickets/setup/quick_reply.html", context, status=422 if form.is_bound else 200)


class TargetForm(forms.Form):
    """What is promised for one priority."""

    first_reply = DurationField(
        label=gettext_lazy("First reply"), required=False, widget=forms.TextInput(attrs={"class": "input"})
    )
    solve = DurationField(
        label=gettext_lazy("Resolution"), required=False, widget=forms.TextInput(attrs={"class": "input"})
    )
    calendar = forms.ModelChoiceField(
        Calendar.objects.all(), label=gettext_lazy("Calendar"), empty_label=None,
        widget=forms.Select(attrs={"class": "select"}),
    )  # fmt: skip


class PolicyForm(forms.Form):
    """When solved tickets close."""

    auto_close_days = forms.IntegerField(
        label=gettext_lazy("Days after which a solved ticket closes"), min_value=1, max_value=365
    )
    follow_up_days = forms.IntegerField(
        label=gettext_lazy("Days after closing in which a mail reopens it"), min_value=0, max_value=365
    )


@desk_page("setup.manage")
@get_or_post
def targets(request: DeskRequest) -> HttpResponse:
    """Targets per priority, and the closing rules."""
    data = request.POST if request.method == "POST" else None
    known = {target.priority: target for target in selectors.sla_targets()}
    forms_by_priority = {
        priority: TargetForm(data, prefix=priority, initial=_target_values(known.get(priority)))
        for priority in PRIORITY_LABELS
    }
    policy = selectors.desk_policy()
    rules = PolicyForm(
        data, initial={"auto_close_days": policy.auto_close_days, "follow_up_days": policy.follow_up_days}
    )
    if data is not None and all(form.is_valid() for form in (*forms_by_priority.values(), rules)):
        _save_targets(request, forms_by_priority, rules)
        messages.success(request, _("The targets are saved. Running clocks keep the target they began with."))
        return redirect("tickets:targets")
    rows = [(PRIORITY_LABELS[priority], priority, form) for priority, form in forms_by_priority.items()]
    context = {"rows": rows, "rules": rules}
    return render(request, "tickets/setup/targets.html", context, status=200 if data is None else 422)


def _target_values(target: SlaTarget | None) -> dict[str, object]:
    if target is None:
        return {}
    return {
        "first_reply": target.first_reply_seconds, "solve": target.solve_seconds, "calendar": target.calendar_id,
    }  # fmt: skip


def _save_targets(request: DeskRequest, forms_by_priority: dict[str, TargetForm], rules: PolicyForm) -> None:
    targets = {
        priority: {
            "first_reply_seconds": form.cleaned_data["first_reply"],
            "solve_seconds": form.cleaned_data["solve"],
            "calendar_id": form.cleaned_data["calendar"].pk,
        }
        for priority, form in forms_by_priority.items()
    }
    services.set_promises(targets, rules.cleaned_data, by=request.actor)
