"""Every text for people is found by those who translate it, wherever in the code it stands."""

import pytest

from tools.messages import check_agreement, texts_of_code


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('_("Accept")', (None, "Accept", None)),
        ("f'<b>{escape(_(\"Accept\"))}</b>'", (None, "Accept", None)),
        ('f\'{translation.gettext("Accept " "it")}\'', (None, "Accept it", None)),
        ('pgettext("verb", "Open")', ("verb", "Open", None)),
        ('ngettext("%(n)s mail", "%(n)s mails", n)', (None, "%(n)s mail", "%(n)s mails")),
        ('npgettext("in", "%(n)s mail", "%(n)s mails", n)', ("in", "%(n)s mail", "%(n)s mails")),
    ],
)
def test_a_text_is_found_wherever_it_stands(code, found):
    assert [*texts_of_code(code)] == [found]


def test_what_is_only_known_at_run_time_is_no_text():
    assert not [*texts_of_code("_(label); gettext(f'{a} of {b}'); translate('Open')")]


def test_no_text_is_translated_in_two_ways(capsys):
    count = check_agreement()
    assert not count, capsys.readouterr().out
