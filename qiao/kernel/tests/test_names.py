"""Chinese names are found by sound; a surname sounds as a surname."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from qiao.kernel.text.names import name_keys


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("林晓", ("linxiao", "lx")),
        ("单雄信", ("shanxiongxin", "sxx")),
        ("曾国藩", ("zengguofan", "zgf")),
        ("仇英", ("qiuying", "qy")),
        ("解缙", ("xiejin", "xj")),
        ("查良镛", ("zhaliangyong", "zly")),
        ("区寄", ("ouji", "oj")),
        ("翟志刚", ("zhaizhigang", "zzg")),
        ("任正非", ("renzhengfei", "rzf")),
        ("令狐冲", ("linghuchong", "lhc")),
        ("尉迟恭", ("yuchigong", "ycg")),
        ("長孫無忌", ("zhangsunwuji", "zswj")),
        ("阿·凡提", ("afanti", "aft")),
        ("Alice Wang", ("alicewang", "aw")),
        ("张三 (Bob)", ("zhangsanbob", "zsb")),
        ("  ", ("", "")),
    ],
)
def test_a_person_is_found_by_pinyin_and_initials(name, keys):
    assert name_keys(name, is_person=True) == keys


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("单点科技", ("dandiankeji", "ddkj")),
        ("区域链公司", ("quyuliangongsi", "qylgs")),
        ("重庆长安", ("chongqingchangan", "cqca")),
        ("Acme 中国", ("acmezhongguo", "azg")),
    ],
)
def test_a_company_does_not_begin_with_a_surname(name, keys):
    assert name_keys(name) == keys


@given(
    st.lists(st.sampled_from(["重庆", "银行", "行长", "长安", "单", "乐", "Acme", " ", "(", "音乐", "都"]), max_size=8)
)
def test_words_that_are_remembered_sound_as_the_library_says(words):
    text = "".join(words).lower()
    parts = lazy_pinyin(text, errors=str.split) if text else []
    sounds = ["".join(filter(str.isalnum, part)) for part in parts]
    assert name_keys(text)[0] == "".join(sounds)
