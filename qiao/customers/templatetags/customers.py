"""What the pages of customers need beyond the common tags."""

from collections.abc import Iterable

from django import template

from qiao.customers.models import Deployment

register = template.Library()


@register.filter
def runs(deployments: Iterable[Deployment]) -> list[str]:
    """Products with their versions, each once however many installations run it."""
    return list(
        dict.fromkeys(f"{one.product.name} {one.version.name if one.version else ''}".strip() for one in deployments)
    )
