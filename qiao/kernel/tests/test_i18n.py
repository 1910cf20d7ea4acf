"""Texts in two languages, and the language and zone a page is shown in."""

from types import SimpleNamespace

import pytest
from django import forms
from django.db import connection, models
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import isolate_apps
from django.utils import timezone, translation

from qiao.kernel.i18n import (
    LONGEST_LINE,
    LONGEST_TEXT,
    Bilingual,
    BilingualField,
    BilingualFormField,
    PersonLocaleMiddleware,
    in_language,
    known_language,
)

BRIDGE = Bilingual("Bridge", "桥")


def test_a_text_shows_in_the_active_language_and_falls_back_to_the_other():
    with in_language("zh-hans"):
        assert str(BRIDGE) == "桥"
        assert Bilingual("Only English").text == "Only English"
    with in_language("en"):
        assert BRIDGE.text == "Bridge"
        assert Bilingual(zh_hans="只有中文").text == "只有中文"
    assert BRIDGE.in_language("zh-CN") == "桥"
    assert not Bilingual()


@pytest.mark.parametrize(
    ("tag", "known"),
    [("zh-CN", "zh-hans"), ("zh_TW", "zh-hans"), ("en-GB", "en"), ("fr", "en"), ("", "en"), (None, "en")],
)
def test_every_language_tag_is_one_of_the_two(tag, known):
    assert known_language(tag) == known


@pytest.mark.django_db
@isolate_apps("qiao.kernel")
def test_a_bilingual_column_keeps_both_languages_and_can_be_searched():
    class Thing(models.Model):
        name = BilingualField()
        hint = BilingualField(blank=True)

        class Meta:
            app_label = "kernel"

    with connection.schema_editor() as editor:
        editor.create_model(Thing)
    for name in (BRIDGE, {"en": "Gate", "zh-hans": "门"}, "Qiao"):
        thing = Thing(name=name)
        assert isinstance(thing.name, Bilingual)
        thing.save()
    assert [thing.name for thing in Thing.objects.order_by("id")] == [
        BRIDGE,
        Bilingual("Gate", "门"),
        Bilingual("Qiao", "Qiao"),
    ]
    assert Thing.objects.get(**{"name__zh-hans": "门"}).hint == Bilingual()
    assert Thing.objects.filter(name__en__icontains="a").count() == 2
    assert sorted(Thing.objects.values_list("name__en", flat=True)) == ["Bridge", "Gate", "Qiao"]
    assert Thing.objects.filter(name=BRIDGE).count() == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT name->>'zh-hans' FROM kernel_thing ORDER BY id LIMIT 1")
        assert cursor.fetchone() == ("桥",)


@isolate_apps("qiao.kernel")
def test_a_migration_of_the_field_needs_nothing_but_its_name():
    field = BilingualField(blank=True)
    _, path, arguments, options = field.deconstruct()
    assert (path, arguments, options) == ("qiao.kernel.i18n.BilingualField", [], {"blank": True})
    assert BilingualField(**options).get_default() == Bilingual()


class ThingForm(forms.Form):
    name = BilingualFormField()
    hint = BilingualFormField(required=False, is_long=True)


def test_one_language_is_enough_in_a_form():
    form = ThingForm({"name_en": "Bridge", "name_zh": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"name": Bilingual("Bridge"), "hint": Bilingual()}
    assert "name" in ThingForm({"name_en": " ", "name_zh": ""}).errors


def test_a_form_shows_two_labelled_inputs():
    markup = str(ThingForm(initial={"name": BRIDGE})["name"])
    assert 'name="name_en"' in markup
    assert 'value="桥"' in markup
    assert 'lang="zh-CN"' in markup
    assert "required" not in markup
    assert "<textarea" in str(ThingForm()["hint"])


def test_a_form_knows_what_changed():
    same = {"name_en": "Bridge", "name_zh": "桥"}
    assert ThingForm(same, initial={"name": BRIDGE}).changed_data == []
    assert ThingForm(same | {"name_zh": "大桥"}, initial={"name": BRIDGE}).changed_data == ["name"]


def seen(person=None, **headers):
    """(language, zone, response) a page is shown in."""
    request = RequestFactory().get("/", **headers)
    request.user = person or SimpleNamespace(is_authenticated=False)
    if cookies := headers.get("cookies"):
        request.COOKIES.update(cookies)
    found = []

    def page(request):
        found.extend([translation.get_language(), timezone.get_current_timezone_name()])
        return HttpResponse()

    response = PersonLocaleMiddleware(page)(request)
    return (*found, response)


def test_a_person_sees_pages_in_their_own_language_and_zone():
    person = SimpleNamespace(is_authenticated=True, language="zh-hans", time_zone="Europe/Berlin")
    language, zone, response = seen(person, HTTP_ACCEPT_LANGUAGE="en")
    assert (language, zone) == ("zh-hans", "Europe/Berlin")
    assert response.headers["Content-Language"] == "zh-hans"


def test_a_visitor_gets_what_browser_and_cookies_say(settings):
    language, zone, response = seen(HTTP_ACCEPT_LANGUAGE="zh-TW,zh;q=0.9")
    assert (language, zone) == ("zh-hans", settings.TIME_ZONE)
    assert "Accept-Language" in response.headers["Vary"]
    cookies = {"qiao_zone": "America/New_York", settings.LANGUAGE_COOKIE_NAME: "en"}
    assert seen(HTTP_ACCEPT_LANGUAGE="zh-CN", cookies=cookies)[:2] == ("en", "America/New_York")


@pytest.mark.parametrize("zone", ["Mars/Base", "../../etc/passwd", "", "\0"])
def test_an_unknown_zone_breaks_nothing(zone, settings):
    person = SimpleNamespace(is_authenticated=True, language="en", time_zone=zone)
    assert seen(person)[1] == settings.TIME_ZONE
    assert seen(cookies={"qiao_zone": zone})[1] == settings.TIME_ZONE


def test_texts_that_no_page_or_index_could_hold_are_refused_with_words():
    form = ThingForm({"name_en": "x" * (LONGEST_LINE + 1), "hint_zh": "y" * (LONGEST_TEXT + 1)})
    assert set(form.errors) == {"name", "hint"}
    assert f'maxlength="{LONGEST_LINE}"' in str(form["name"])
