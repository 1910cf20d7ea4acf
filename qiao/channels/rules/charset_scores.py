"""How much a decoded text looks like what people write, from about -1 (noise) to about 1 (prose).

Only non-ASCII characters count. The frequent-character tables are the heads of the usual frequency lists
of each script.
"""

import re
import unicodedata
from collections import Counter
from itertools import pairwise

HANS = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
    "解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件"
    "计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象"
    "完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔系统服务"
    "请您谢问题账号密码登录邮件附件客户版本升级错误无法测试产品支持发送收件主题回复原始转发退信联系电话好"
    "司您好谢谢感谢"
)
HANT = frozenset(
    "這個們來為國說時會對過發後裡種經麼學當沒動還進樣開從實軍無與長機業將兩高間問應戰頭體見產製話內"
    "號門東聲員論處義條氣題爾變總電數報結務場計資許統區隊決馬書則聽卻達強難權設記類據邊張該規萬覺術領"
    "確傳師觀讓識帶導爭運請您謝內應力產生原的一是不了在人有我他中上大和地到以要就出可也你生能而子那得於"
    "下自之年作用道行所然家事成方多去法如都同現面起看定天分好小部其些主理心本前但因只想日者意力信件附件"
    "客戶帳號密碼登入版本錯誤系統服務回覆主旨寄件者收件人轉寄"
)
KANJI = frozenset(
    "日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回"
    "新場金員九入選立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法"
    "件添付送信返信名様願致確認連絡資料株式会社担当宜"
)
CYRILLIC = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ")
# The letters beyond ASCII of one language each: the right table gives letters of one, a wrong one of several.
ALPHABETS = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "äöüß",
        "éèàçêâîôûëïùœæ",
        "áéíñóúü",
        "ãõçáéíóúâêôà",
        "àèéìòù",
        "åäöéæø",
        "ëïéèöüá",
        "áčďéěíňóřšťúůýžľĺŕôä",
        "ąćęłńóśźż",
        "áéíóöőúüű",
        "ăâîșțşţ",
        "çğıöşüİâ",
        "čćđšž",
        "ąčęėįšųūž",
        "āčēģīķļņšūž",
        "õäöüšž",
        "þðæöáéíóúý",
    )
)
LATIN = frozenset().union(*ALPHABETS)
WESTERN_MARKS = frozenset("\xa0±µ²³¹½¼¾ªº×–—‘’“”•…€«»°·¿¡£§©®™„‚")
GREEK = frozenset("αοιετσνηυρπκμλςίόάέήύώδγωχθφβξζψ")
CYRILLIC_VOWELS = frozenset("оеаиіОЕАИІ")


def _weight(char: str) -> float:
    point = ord(char)
    if char in HANS or char in HANT or char in KANJI:
        return 1.0
    if 0x4E00 <= point <= 0x9FFF:
        return 0.35 if _is_level_one(char) else -0.3
    if 0x3041 <= point <= 0x3096 or 0x30A1 <= point <= 0x30FC:
        return 1.0
    if 0xAC00 <= point <= 0xD7A3:
        return 0.9 if _is_common_hangul(char) else -0.5
    if 0x3000 <= point <= 0x3011 or point in (0xFF0C, 0xFF1A, 0xFF01, 0xFF1F, 0xFF08, 0xFF09, 0xFF1B):
        return 0.9
    if char in CYRILLIC:
        return 0.9
    if 0x410 <= point <= 0x42F:
        return 0.3
    if char in GREEK:
        return 0.85
    if char in LATIN:
        return 0.3
    if char in WESTERN_MARKS:
        return 0.6
    return _by_script(point, char)


def _by_script(point: int, char: str) -> float:
    if 0x5D0 <= point <= 0x5EA or 0xE01 <= point <= 0xE5B:
        return 0.8
    if 0x620 <= point <= 0x652:
        return 0.7
    if 0xFF61 <= point <= 0xFF9F:
        return -0.4
    if 0x80 <= point <= 0x9F or 0xE000 <= point <= 0xF8FF or point == 0xFFFD:
        return -1.0
    if 0x2500 <= point <= 0x257F:
        return -0.6
    if 0x1F300 <= point <= 0x1FAFF:
        return 0.5
    return -0.2 if unicodedata.category(char).startswith("L") else -0.4


def _is_level_one(char: str) -> bool:
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        pass
    try:
        return 0xA4 <= char.encode("big5")[0] <= 0xC6
    except UnicodeEncodeError:
        return False


def _is_common_hangul(char: str) -> bool:
    try:
        char.encode("euc_kr")
    except UnicodeEncodeError:
        return False
    return True


def score(text: str) -> float:
    """Mean weight of the non-ASCII characters, less for letters that change script inside a word."""
    high = [char for char in text if char > "\x7f"][:4000]
    if not high:
        return 0.5
    head = text[:20_000]
    total = sum(_weight(char) for char in high) + _one_language(high) - _vowelless(high)
    return (total - 0.8 * (_odd_case(head) + _inside(head)) - _half_words(head) - _lone(head)) / len(high)


def is_one_language(text: str) -> bool:
    """Whether all that is not ASCII is letters of one Latin alphabet: the table it was read by is right."""
    high = {char for char in text[:20_000] if char > "\x7f"}
    return bool(high) and any(high <= alphabet for alphabet in ALPHABETS)


def has_letters(text: str) -> bool:
    """Whether what is not ASCII is letters, or signs where letters belong, rather than degrees and squares."""
    head = text[:20_000]
    return sum(1 for char in head if char in LATIN) >= 3 or _inside(head) >= 2


def _one_language(high: list[str]) -> float:
    """Up to 0.45 for each Latin letter: all of it when one language has them all."""
    counts = Counter(char for char in high if char in LATIN)
    total = sum(counts.values())
    if not total:
        return 0.0
    best = max(sum(count for char, count in counts.items() if char in alphabet) for alphabet in ALPHABETS)
    return 0.45 * total * (best / total) ** 2


def _vowelless(high: list[str]) -> float:
    """Cyrillic without its four commonest vowels is Hebrew or Greek read by the wrong table."""
    letters = [char for char in high if 0x400 <= ord(char) <= 0x45F]
    if len(letters) < 8 or sum(1 for char in letters if char in CYRILLIC_VOWELS) >= 0.2 * len(letters):
        return 0.0
    return 0.6 * len(letters)


def _inside(text: str) -> int:
    """Signs such as ¹ and ³ between letters: letters of Central Europe read by the Western table."""
    return len(re.findall(r"(?<=[a-z])[\xa1-\xb4\xb6-\xb9\xbc-\xbf\u0192\u2020\u2021](?=[a-z])", text))


def _odd_case(text: str) -> int:
    """Upper-case letters after lower-case ones inside a word: the mark of a wrong Cyrillic or Greek table."""
    return sum(1 for left, right in pairwise(text) if right > "\x7f" and left.islower() and right.isupper())


def _half_words(text: str) -> int:
    """Non-Latin letters glued to Latin ones, as when é is read as Cyrillic or Hebrew."""
    return sum(
        1
        for left, right in pairwise(text)
        if (right > "\x7f" and left.isascii() and left.isalpha() and 0x370 <= ord(right) <= 0xE5B)
        or (left > "\x7f" and right.isascii() and right.isalpha() and 0x370 <= ord(left) <= 0xE5B)
    )


def _lone(text: str) -> int:
    """Single non-Latin letters with no such letter beside them: accents of a Latin text, read wrongly."""
    padded = f" {text} "
    return sum(
        1
        for before, char, after in zip(padded, padded[1:], padded[2:], strict=False)
        if 0x370 <= ord(char) <= 0xE5B and not (0x370 <= ord(before) <= 0xE5B or 0x370 <= ord(after) <= 0xE5B)
    )
