"""Forms of how customers sign in to the portal."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qiao.customers.models import TrustedIssuer
from qiao.customers.services.portal_issuers import SHORTEST_SECRET
from qiao.products.public import brand_of_product


class IssuerForm(forms.ModelForm):  # type: ignore[type-arg]
    """A trusted identity issuer. An empty secret keeps the stored one."""

    secret = forms.CharField(
        label=gettext_lazy("Secret or public key"), required=False, strip=True,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
        help_text=gettext_lazy("OIDC: the client's secret. Token: at least 32 random characters, or a public key."),
    )  # fmt: skip

    class Meta:
        model = TrustedIssuer
        fields = (
            "key", "kind", "name", "issuer", "client_id", "secret", "organisation", "product", "adds_contacts",
            "believes_addresses", "is_active",
        )  # fmt: skip
        labels = {"client_id": gettext_lazy("Client ID")}
        help_texts = {
            "issuer": gettext_lazy("As the tokens name it in “iss”; for OIDC the address of the provider."),
            "believes_addresses": gettext_lazy(
                "For OIDC providers that never say whether an address is verified (Microsoft Entra ID). Only if people"
                " cannot choose their address there: whoever can would sign in as anybody."
            ),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, words in (("organisation", _("All customers")), ("product", _("All products"))):
            limit = self.fields[name]
            assert isinstance(limit, forms.ModelChoiceField)
            limit.empty_label = words

    def clean(self) -> dict[str, Any]:
        """What each kind needs."""
        cleaned: dict[str, Any] = super().clean() or {}
        secret = cleaned.get("secret") or (self.instance.secret if self.instance.pk else "")
        if cleaned.get("kind") == TrustedIssuer.Kind.TOKEN:
            if "-----BEGIN" not in secret and len(secret) < SHORTEST_SECRET:
                self.add_error("secret", _("Use at least 32 random characters, or a public key in PEM form."))
        elif cleaned.get("issuer"):
            URLValidator(schemes=["https", "http"])(cleaned["issuer"])
            if not cleaned.get("client_id"):
                self.add_error("client_id", _("An OIDC provider knows us by a client id."))
        product = cleaned.get("product")
        if product and brand_of_product(product.pk).address == settings.ADDRESS:
            self.add_error("product", _("The portal of this product needs a domain of its own first."))
        cleaned["secret"] = secret
        return cleaned
