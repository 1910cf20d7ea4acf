"""Forms of requests about personal data."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.customers.models import DataRequest, PrivacyPolicy


class RequestForm(forms.ModelForm):  # type: ignore[type-arg]
    """What somebody asks about their own data."""

    class Meta:
        model = DataRequest
        fields = ["kind", "law", "received_on", "asked", "words"]
        widgets = {
            "kind": forms.RadioSelect,
            "law": forms.RadioSelect,
            "received_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "asked": forms.Textarea(attrs={"rows": 4}),
            "words": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "words": _(
                "One a line: maiden name, nickname, an old mail address. They are erased together with the name."
            ),
            "received_on": _("The deadline counts from this day."),
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, choices in (("kind", DataRequest.Kind.choices), ("law", DataRequest.Law.choices)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices  # without the empty one, which would be a circle beside the real ones

    def clean_received_on(self) -> object:
        """Nobody asks in the future."""
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    """Deadlines, and how long copies are kept."""

    class Meta:
        model = PrivacyPolicy
        fields = ["pipl_days", "gdpr_months", "other_days", "files_kept_days"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for name, most in (("pipl_days", 90), ("gdpr_months", 3), ("other_days", 180), ("files_kept_days", 90)):
            field = self.fields[name]
            assert isinstance(field, forms.IntegerField)
            field.min_value, field.max_value = 1, most
            field.widget.attrs |= {"min": 1, "max": most}
            field.validators = [*field.validators, *forms.IntegerField(min_value=1, max_value=most).validators]
