"""What allauth keeps sealed in JSON: secrets of authenticator apps and seeds of recovery codes."""

from allauth.mfa.models import Authenticator

from qiao.kernel.secrets import reseal

_SEALED = ("secret", "seed")


def reseal_second_factors() -> int:
    """Reseal what an earlier key sealed; returns the count. Part of the caller's transaction. Raises CannotUnseal."""
    number = 0
    for factor in Authenticator.objects.select_for_update(no_key=True).order_by("pk"):
        anew = {name: reseal(factor.data[name]) for name in _SEALED if name in factor.data}
        if factor.data != factor.data | anew:
            factor.data |= anew
            factor.save(update_fields=["data"])
            number += 1
    return number
