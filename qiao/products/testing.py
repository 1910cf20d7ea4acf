"""Factories of products, for the tests of every domain."""

from itertools import count
from typing import Any

from qiao.kernel.i18n import Bilingual
from qiao.kernel.text.names import name_keys
from qiao.products.models import Component, Product, Version
from qiao.products.rules import version_sort_key

_numbers = count(1)


def make_product(name: str = "", *, name_zh: str = "", key: str = "", **fields: Any) -> Product:
    """A product in support."""
    number = next(_numbers)
    english = name or f"Product {number}"
    name_py, initials = name_keys(name_zh or english)
    return Product.objects.create(
        key=key or f"product-{number}", name=Bilingual(english, name_zh or english),
        name_py=name_py, name_initials=initials, **fields,
    )  # fmt: skip


def make_version(product: Product, name: str = "", **fields: Any) -> Version:
    """A supported version."""
    text = name or f"1.{next(_numbers)}"
    return Version.objects.create(product=product, name=text, sort_key=version_sort_key(text), **fields)


def make_component(product: Product, name: str = "", *, name_zh: str = "", **fields: Any) -> Component:
    """A component of the product."""
    english = name or f"Component {next(_numbers)}"
    return Component.objects.create(product=product, name=Bilingual(english, name_zh or english), **fields)
