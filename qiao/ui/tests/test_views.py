"""The gallery and the looks, through the front door."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "word"), [("en", "Close ticket"), ("zh-hans", "关闭工单")])
def test_the_gallery_shows_every_component_in_both_languages(client_of, lin, language, word):
    type(lin).objects.filter(pk=lin.pk).update(language=language)
    answer = client_of(type(lin).objects.get(pk=lin.pk)).get(reverse("ui:gallery"))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert word in html
    assert "qiao-chart" in html
    assert 'id="ui-words"' in html


def test_an_outsider_does_not_see_the_gallery(client_of, eve):
    assert client_of(eve).get(reverse("ui:gallery")).status_code == 403


def test_pinyin_initials_find_people_in_the_gallery(client_of, lin):
    found = client_of(lin).get(reverse("ui:gallery-people"), {"q": "linzhi"}).json()
    assert [one["label"] for one in found] == ["Lin Zhiyuan"]


def test_a_theme_is_kept_with_the_person(client_of, lin):
    client = client_of(lin)
    assert client.post(reverse("ui:looks"), {"theme": "dark", "density": "roomy"}).status_code == 204
    lin.refresh_from_db()
    assert (lin.theme, lin.density) == ("dark", "roomy")
    assert 'data-theme="dark"' in client.get(reverse("ui:gallery")).content.decode()


def test_a_theme_that_does_not_exist_is_not_kept(client_of, lin):
    client_of(lin).post(reverse("ui:looks"), {"theme": "neon", "is_active": ""})
    lin.refresh_from_db()
    assert lin.theme == "auto"
    assert lin.is_active


def test_nobody_may_change_looks_by_reading(client_of, lin):
    assert client_of(lin).get(reverse("ui:looks"), {"theme": "dark"}).status_code == 405


def test_a_page_that_does_not_exist_says_so_kindly(client_of, lin):
    answer = client_of(lin).get("/desk/nowhere/")
    assert answer.status_code == 404
    assert "errorpage" in answer.content.decode()


def test_the_strip_offers_only_what_a_role_may_use(client_of, lin, mei):
    agent = client_of(lin).get(reverse("ui:gallery")).content.decode()
    administrator = client_of(mei).get(reverse("ui:gallery")).content.decode()
    assert 'href="/setup/people/"' not in agent
    assert 'href="/setup/people/"' in administrator
    assert 'href="/desk/search/"' in agent


def test_the_setup_begins_with_the_first_page_one_may_use(client_of, mei, lin):
    assert client_of(mei).get("/setup/").headers["Location"] == reverse("staff:people")
    assert client_of(lin).get("/setup/").headers["Location"] == reverse("tickets:quick-replies")
