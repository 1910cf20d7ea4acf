"""What the tags write, also about people with hostile names."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.dateformat import format as date_format
from hypothesis import given
from hypothesis import strategies as st

from qiao.ui import formats
from qiao.ui.charts import chart, chart_svg
from qiao.ui.names import hue_of, initials
from qiao.ui.widgets import Findable

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def show(template: str, **context) -> str:
    return Template("{% load ui %}" + template).render(Context(context))


@pytest.mark.parametrize(
    "template",
    [
        "{% avatar x %}",
        "{% badge x %}",
        '{% icon "mail" "sm" x %}',
        "{% tags xs %}",
        '{% empty_state "inbox" x x "/a" x %}',
        "{% status x %}",
        "{% priority x words=True %}",
        '{% button x "primary" href=x title=x data_key=x %}',
        "{% filter_chip x x x x %}",
        "{% pager x x x %}",
        '{% callout "warn" %}{{ x }}{% endcallout %}',
        "{% filedrop x x x %}",
    ],
)
def test_hostile_text_stays_text(template):
    html = show(template, x=HOSTILE, xs=[HOSTILE, HOSTILE, HOSTILE])
    assert "<script" not in html
    assert "<img" not in html


def test_a_state_is_told_by_shape_and_word():
    with translation.override("zh-hans"):
        html = show('{% status "waiting_customer" %}')
    assert "#st-wait" in html
    assert "待客户反馈" in html


def test_normal_priority_is_silent_and_urgent_has_a_name():
    assert show('{% priority "normal" %}') == ""
    assert 'aria-label="Urgent"' in show('{% priority "urgent" %}')


def test_more_than_two_tags_become_a_number():
    html = show("{% tags xs 2 %}", xs=["a", "b", "c", "d"])
    assert html.count('class="tag"') == 3
    assert 'title="c, d">+2<' in html


def test_a_deadline_says_how_late_it_is():
    html = show("{% deadline due %}", due=timezone.now() - timedelta(minutes=18, seconds=5))
    assert "sla--late" in html
    assert "18 m late" in html


def test_a_field_shows_its_error_instead_of_the_hint():
    class Sample(forms.Form):
        name = forms.CharField(help_text="the hint")

    assert "the hint" in show("{% field form.name %}", form=Sample())
    wrong = show("{% field form.name %}", form=Sample(data={}))
    assert "the hint" not in wrong
    assert 'aria-invalid="true"' in wrong
    assert 'role="alert"' in wrong


class Sample(forms.Form):
    who = forms.ChoiceField(label=HOSTILE, help_text=HOSTILE, choices=[(HOSTILE, HOSTILE)])
    text = forms.CharField(label=HOSTILE, widget=forms.Textarea)
    first = forms.DateField(initial=datetime(2026, 10, 1, tzinfo=UTC))
    last = forms.DateField(required=False)
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)


@pytest.mark.parametrize(
    "form", [Sample(), Sample({"who": HOSTILE, "text": HOSTILE, "first": HOSTILE})], ids=["empty", "wrong"]
)
@pytest.mark.parametrize(
    "template",
    [
        "{% field f.who %}",
        "{% combobox f.who x placeholder=x none=x %}",
        "{% editor f.text preview_url=x upload_url=x quick_url=x %}",
        "{% daterange f.first f.last x x %}",
        "{% field f.kind x %}",
        "{% form_errors f %}",
    ],
)
def test_hostile_text_stays_text_in_controls(template, form):
    html = show(template, x=HOSTILE, f=form)
    assert "<script" not in html
    assert "<img" not in html


def test_quotes_in_a_template_literal_cannot_end_an_attribute():
    html = show("""{% daterange f.first f.last "Dates" '{"2026-10-01": "x"}' %}""", f=Sample())
    assert 'marks="{&quot;2026-10-01&quot;: &quot;x&quot;}"' in html
    assert 'type="date"' in html
    assert 'value="2026-10-01"' in html


def test_controls_say_what_is_wrong_where_screen_readers_look():
    html = show("{% combobox f.who %}", f=Sample({}))
    assert 'aria-describedby="id_who_error"' in html
    assert 'id="id_who_error" role="alert"' in html


def test_a_group_of_choices_has_a_legend():
    html = show("{% field f.kind %}", f=Sample())
    assert html.startswith('<fieldset class="field"><legend')


NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)  # noon in Shanghai


@pytest.mark.parametrize(
    ("at", "en", "zh"),
    [
        (NOW - timedelta(seconds=20), "just now", "刚刚"),
        (NOW - timedelta(minutes=3), "3 min ago", "3 分钟前"),
        (NOW - timedelta(hours=3), "09:00", "09:00"),
        (NOW - timedelta(hours=17, minutes=40), "yesterday 18:20", "昨天 18:20"),
        (NOW - timedelta(days=2), "11-20 12:00", "11-20 12:00"),
        (NOW - timedelta(days=400), "2025-10-18", "2025-10-18"),
    ],
)
def test_times_read_as_people_write_them(at, en, zh):
    with timezone.override("Asia/Shanghai"):
        with translation.override("en"):
            assert formats.relative_time(at, NOW) == en
        with translation.override("zh-hans"):
            assert formats.relative_time(at, NOW) == zh


@given(st.integers(min_value=-(10**8), max_value=10**8))
def test_durations_have_at_most_two_units(seconds):
    with translation.override("en"):
        assert re.fullmatch(r"\d+ (d|h|m)( \d+ (h|m))?", formats.duration(seconds))


@given(st.text(max_size=30))
def test_everybody_has_an_initial_and_a_colour(name):
    assert len(initials(name)) >= 1
    assert 1 <= hue_of(name) <= 6


def test_initials_of_chinese_and_latin_names():
    assert initials("林知远") == "林"
    assert initials("ada Byron") == "A"
    assert initials("ada Byron", 2) == "AB"


def test_a_chart_is_drawn_on_the_server_in_our_colours():
    option = {
        "color": ["var(--chart-1)"],
        "xAxis": {"type": "category", "data": ["一", "二"]},
        "yAxis": {},
        "series": [{"type": "bar", "data": [3, 5]}],
    }
    svg = chart_svg(option, width=300, height=200)
    assert svg.startswith("<svg")
    assert "#116368" in svg
    assert "一" in svg


def test_a_chart_on_the_server_knows_both_themes():
    option = {"xAxis": {"type": "category", "data": ["a"]}, "yAxis": {}, "series": [{"type": "line", "data": [1]}]}
    light, dark = (chart_svg(option, width=200, height=100, theme=theme) for theme in ("light", "dark"))
    assert "#6b665d" in light
    assert "#a8a298" in dark


def test_a_chart_cannot_break_out_of_its_attribute():
    html = chart({"title": {"text": "</script><script>alert(1)</script>"}}, HOSTILE)
    assert "<script" not in html
    assert "</script" not in html
    assert html.count("<") == 2
    assert "<img" not in html


def test_options_carry_the_sound_of_names():
    class Form(forms.Form):
        who = forms.ChoiceField(
            choices=[("1", "林知远"), ("2", "Ada")],
            widget=Findable(keys={"1": "lin zhi yuan lzy"}, meta={"2": HOSTILE}),
        )

    html = show("{% combobox f.who %}", f=Form())
    assert 'data-keys="lin zhi yuan lzy"' in html
    assert html.count("data-keys") == 1
    assert "<img" not in html


def test_all_seven_days_of_the_week_are_short_in_chinese():
    with translation.override("zh-hans"):
        days = [date_format(date(2026, 11, day), "D") for day in range(16, 23)]
    assert len({day[0] for day in days}) == 1
    assert {len(day) for day in days} == {2}
    assert len(set(days)) == 7
