"""Templates of which only what changes is worked out again: a page of the desk holds hundreds of words and icons.

Compiled templates are kept once for each language. In them, what says the same in every answer of that language
(translated words, icons, addresses without arguments, static files) is plain text, and neighbouring text is one piece.
"""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, TypeVar

from django.template import Context, Node, NodeList, Template
from django.template.base import FilterExpression, TextNode, Variable
from django.template.defaulttags import CommentNode, LoadNode, URLNode
from django.template.library import SimpleNode
from django.template.loaders import cached
from django.template.loaders.base import Loader as BaseLoader
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language

Tag = TypeVar("Tag", bound=Callable[..., Any])

_constant_tags: set[Callable[..., Any]] = set()


def says_the_same(tag: Tag) -> Tag:
    """Mark the function of a simple tag: same arguments, same language, same output for the life of the process."""
    _constant_tags.add(tag)
    return tag


class _FoldingLoader(BaseLoader):
    """Folds before anybody else can see the template."""

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        fold(template.nodelist)
        return template


class Loader(cached.Loader, _FoldingLoader):
    """The cached loader, with a folded template for each language."""

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        return f"{get_language()} {super().cache_key(template_name, skip)}"


def fold(nodes: NodeList) -> None:
    """Make text, in place, of what says the same in every answer of the active language."""
    for node in nodes:
        for inner in _inner_lists(node):
            fold(inner)
    nodes[:] = [kept for run in _runs(nodes) for kept in run]


def _inner_lists(node: Node) -> Iterator[NodeList]:
    # the branches of {% if %} are not among its child_nodelists
    for _condition, inner in getattr(node, "conditions_nodelists", ()):
        yield inner
    for name in node.child_nodelists:
        inner = getattr(node, name, None)
        if isinstance(inner, NodeList):
            yield inner


def _runs(nodes: NodeList) -> Iterator[list[Node]]:
    for is_constant, run in groupby(nodes, key=_is_constant):
        if not is_constant:
            yield list(run)
        elif text := "".join(str(node.render_annotated(Context())) for node in run):
            yield [TextNode(text)]


def _is_constant(node: Node) -> bool:
    match node:
        case TextNode() | LoadNode() | CommentNode():
            return True
        case TranslateNode():
            return node.asvar is None and _are_literal(node.filter_expression, node.message_context)
        case URLNode():
            return node.asvar is None and not node.args and not node.kwargs and _are_literal(node.view_name)
        case StaticNode():
            return node.varname is None and _are_literal(node.path)
        case SimpleNode():
            is_plain = node.func in _constant_tags and not node.takes_context and node.target_var is None
            return is_plain and _are_literal(*node.args, *node.kwargs.values())
    return False


def _are_literal(*expressions: FilterExpression | None) -> bool:
    return all(
        one is None or (not one.filters and (not isinstance(one.var, Variable) or one.var.lookups is None))
        for one in expressions
    )
