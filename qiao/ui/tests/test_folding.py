"""Folded templates say what Django's own say, in each language, with less to work out."""

from typing import Any

import pytest
from django.template import Context, Template, engines
from django.template.base import TextNode
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from qiao.ui.folding import fold

PIECES = {
    "word": '{% translate "Close" %}',
    "word in a context": '{% translate "Reply" context "composer" %}',
    "word kept": '{% translate "Search" as word %}{{ word }}',
    "word of a variable": "{% translate name %}",
    "icon": '{% icon "mail" %}',
    "speaking icon": '{% icon "mail" "sm" _("Close") %}',
    "icon of a variable": "{% icon name %}",
    "icon kept": '{% icon "mail" as mark %}{{ mark }}',
    "address": '{% url "tickets:desk" %}',
    "address of a ticket": '{% url "tickets:ticket" number %}',
    "place": '{% place "tickets:desk" %}{% place "tickets:ticket" number %}',
    "file": '{% static "ui/qiao.css" %}',
    "variable": "{{ name }}",
    "escaped": "{{ markup }}",
    "comment": "{% comment %}not shown{% endcomment %}{# nor this #}",
    "branch": '{% if number > 3 %}{% translate "Close" %}{% elif number %}<i>{% else %}{% icon "x" %}{% endif %}',
    "loop": '{% for one in numbers %}{% icon "x" %}{{ one }}{% empty %}{% translate "Close" %}{% endfor %}',
    "with": '{% with other=name %}{% translate "Close" %} {{ other }}{% endwith %}',
    "sentence": "{% blocktranslate count n=number %}{{ n }} small picture{% plural %}{{ n }} small pictures"
    "{% endblocktranslate %}",
    "text": " < & > ",
}


def engine() -> Any:
    backend: Any = engines["django"]
    return backend.engine


def compiled(source: str) -> Template:
    return Template("{% load i18n static ui %}" + source, engine=engine())


@given(
    st.lists(st.sampled_from(sorted(PIECES)), max_size=6),
    st.sampled_from(["en", "zh-hans"]),
    st.integers(0, 5),
)
def test_a_folded_template_says_the_same(names: list[str], language: str, number: int) -> None:
    source = "".join(PIECES[name] for name in names)
    values = {"name": "search", "markup": "<b>", "number": number, "numbers": range(number)}
    with translation.override(language):
        plain, folded = compiled(source), compiled(source)
        fold(folded.nodelist)
        expected = plain.render(Context(values))
        assert folded.render(Context(values)) == expected
        assert folded.render(Context(values)) == expected


def test_what_says_the_same_is_one_piece_of_text() -> None:
    template = compiled(
        '<a>{% translate "Close" %}{% icon "x" %}{% if a %}{% icon "x" %} {% url "tickets:desk" %}{% endif %}'
    )
    fold(template.nodelist)
    text, branch = template.nodelist
    branches: Any = branch
    assert isinstance(text, TextNode)
    assert [type(node) for _condition, inner in branches.conditions_nodelists for node in inner] == [TextNode]


def test_each_language_has_its_own() -> None:
    said = {}
    for language in ("en", "zh-hans", "en"):
        with translation.override(language):
            said[language] = engine().get_template("ui/error.html").render(Context({}))
    assert "Back to the desk" in said["en"]
    assert "Back to the desk" not in said["zh-hans"]


def test_templates_are_folded_and_kept() -> None:
    with translation.override("en"):
        template = engine().get_template("tickets/fragments/composer.html")
        assert engine().get_template("tickets/fragments/composer.html") is template
    assert not [node for node in template.nodelist if type(node).__name__ in {"LoadNode", "TranslateNode"}]


def test_the_product_uses_it() -> None:
    (loader,) = engine().template_loaders
    assert [type(one).__module__ for one in loader.loaders] == ["qiao.ui.folding"]


@pytest.mark.parametrize("source", ['{% include "ui/error.html" %}', '{% extends "ui/error.html" %}'])
def test_templates_of_templates_follow_the_language(source: str) -> None:
    template = compiled(source) if "include" in source else Template(source, engine=engine())
    with translation.override("en"):
        assert "Back to the desk" in template.render(Context({}))
    with translation.override("zh-hans"):
        assert "Back to the desk" not in template.render(Context({}))
