"""Dictionaries of Chinese wait until somebody needs them: most processes of the product never do."""

import subprocess
import sys

_START = """
import sys, django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
heavy = {"pypinyin", "rjieba", "opencc", "snowballstemmer"}
print(sorted(heavy & sys.modules.keys()))
from qiao.kernel.search.analysis import query_words
from qiao.kernel.text.names import name_keys
name_keys("Alice Wang")
print(sorted(heavy & sys.modules.keys()))
words = query_words("\\u8c03\\u5ea6\\u5f02\\u5e38")
print(sorted(heavy & sys.modules.keys()), len(words) > 1, name_keys("\\u5355\\u96c4\\u4fe1", is_person=True)[1])
"""


def test_no_dictionary_is_loaded_before_chinese_text_comes() -> None:
    done = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["[]", "[]", "['opencc', 'rjieba'] True sxx"]
