"""Sentences for what happened with a product."""

from django.utils.translation import gettext_lazy as _

from qiao.kernel.history import Words, name_objects, word_acts

SENTENCES: dict[str, Words] = {
    "product.created": ("box", _("added a product")),
    "product.changed": ("edit", _("changed a product")),
    "product.archived": ("box", _("archived a product")),
    "product.restored": ("box", _("took a product back")),
    "brand.saved": ("globe", _("changed how a portal looks")),
    "component.created": ("box", _("added a component")),
    "component.changed": ("edit", _("changed a component")),
    "component.archived": ("box", _("archived a component")),
    "component.restored": ("box", _("took a component back")),
    "version.created": ("tag", _("added a version")),
    "version.changed": ("edit", _("changed a version")),
}

OBJECTS = {
    "products.product": _("Product"),
    "products.component": _("Component"),
    "products.version": _("Version"),
    "products.portalbrand": _("Portal"),
}

word_acts(SENTENCES)
name_objects(OBJECTS)
