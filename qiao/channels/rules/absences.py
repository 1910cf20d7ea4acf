"""Mails that say nothing but that their sender is away, written by programs that leave no other trace."""

import re

from qiao.channels.rules.quotes import split_text

LONGEST = 700
# What may stand beside an absence: when, and what happens then. Anything else is a matter of its own.
_BESIDE = (
    r"(?:[\s,;–-]+(?:until|till|from|since|through|to|and|this|next|on|of|the|my|a|week|weeks|month|today|tomorrow|"
    r"inclusive|back|returning|be|with|limited|very|no|without|access|e-?mails?|phone|during|that|time|period|will|shall|"
    r"not|respond|reply|answer|get|you|your|it|this|message|mail|when|upon|once|after|as|soon|then|possible|but|we|again|i|['’]?m|am|i['’]ll|"
    r"return|return(?:ing)?|in|business|work|office|leave|days?|hours?|able|check|checking|read|reading|have|having|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d[\w./:]*|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*))*"
)
_WHEN = r"(?:[^,，;.]|\d\.){0,60}"
ABSENT = re.compile(
    r"(?:(?:please note(?: that)?|unfortunately|currently)?,? ?(?:i am|i['’]m|i will be|we are) (?:currently )?"
    rf"(?:out of (?:the |my )?office|away|on (?:[\w-]+ )?(?:leave|vacation|holidays?))\b{_BESIDE}|"
    r"(?:derzeit |zur ?zeit |leider )?(?:bin ich|ich bin)\b(?:[^,;.]|\d\.){0,60}"
    rf"\b(?:nicht im (?:büro|haus)|im urlaub|abwesend|außer haus|nicht erreichbar){_WHEN}|"
    rf"je suis\b[^,;.]{{0,40}}\b(?:absente?|en congés?|en vacances|en déplacement){_WHEN}|"
    rf"(?:estoy|estaré)\b[^,;.]{{0,40}}\b(?:fuera de la oficina|de vacaciones|ausente){_WHEN}|"
    r"(?:目前|现在|近期)?(?:我|本人)(?:目前|现在|正在|将|于|从|自|在|至|到|\s|[\d年月日号\-—~～/]){0,30}"
    r"(?:休假|休年假|年假|产假|出差|外出|不在办公室)(?:中|期间|，|,|至|到|\s|[\d年月日号\-—~～/]){0,30}"
    r"(?:(?:回来|返回|上班|假期结束|结束)后?[^，。]{0,4}(?:回复|处理|联系|答复)[^，。]{0,8})?)",
    re.IGNORECASE,
)
PROMISE = re.compile(
    rf"(?:and )?(?:i|we) ?(?:will|shall|['’]ll){_BESIDE}|"
    rf"(?:i assure you(?: that)? )?(?:all )?your (?:e-?mails?|messages?) will be (?:answered|read){_BESIDE}|"
    r"(?:ab|am) (?:dem )?[^,;]{0,30}\b(?:bin ich|wieder)\b[^,;]{0,50}\b(?:erreichbar|da|im büro|zurück)|"
    r"ihre (?:e-?mail|nachricht) wird (?:nicht |automatisch )?(?:weitergeleitet|gelesen|bearbeitet)[^,;]{0,40}|"
    r"(?:ihre .{0,40} werde ich|ich werde)\b[^,;]{0,60}\b(?:antworten|beantworten|bearbeiten|melden)|"
    r"je vous répondrai\b[^,;]{0,60}|(?:le )?(?:responderé|contestaré)\b[^,;]{0,60}|"
    r"(?:我)?(?:将|会|预计)?[于在]?[\d年月日号下周星期一二三四五六日天上午中晚]{2,12}"
    r"(?:返回|回到(?:工作)?岗位|回来|上班|回公司|回复(?:您的?)?(?:邮件|来信)?)|"
    r"[^，,]{0,12}(?:无法|不能)(?:及时)?(?:回复|查看|处理)(?:您的?)?(?:邮件|来信)?|"
    r"(?!.*请)[^，,]{0,12}(?:回来|返回|上班|假期|休假|结束|届时|尽快)[^，,]{0,20}(?:回复|处理|联系|答复)[^，,]{0,8}",
    re.IGNORECASE,
)
THANKS = re.compile(
    r"(?:thank you|thanks|many thanks)(?: very much)? for (?:your|contacting|writing|reaching)\b[\w\s-]{0,40}|"
    r"(?:vielen|herzlichen|besten) dank für ihre?\b[\w\s-]{0,40}|merci (?:pour|de) votre\b[\w\s-]{0,40}|"
    r"gracias por su\b[\w\s-]{0,40}|(?:感谢|谢谢)您?的?(?:来信|邮件|来函|理解|谅解)|"
    r"您?的?(?:来信|邮件)(?:我)?(?:已|已经)?(?:收到|收悉)",
    re.IGNORECASE,
)
CONTACT = re.compile(
    r"(?:in|for|if) .{0,30}\b(?:urgent|urgency|case|emergency|immediate)\b.{0,160}|"
    r"please (?:contact|call|reach)\b.{0,160}|in dringenden\b.{0,160}|bitte wenden sie sich\b.{0,160}|"
    r"en cas d['’]urgence.{0,160}|(?:en caso de urgencia|para asuntos urgentes).{0,160}|"
    r"(?:期间)?(?:如有|如遇|若有)?(?:急事|紧急)[^？]{0,60}|请(?:直接)?(?:联系|致电|拨打|电话联系)[^？]{0,60}",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"(?:hi|hello|dear|guten tag|hallo|liebe|sehr geehrte|bonjour|hola|尊敬的)\b[^.!?]{0,40}|[您你]好", re.IGNORECASE
)
CLOSING = re.compile(
    r"(?:(?:best|kind|warm)(?: \w+)? ?|many )?(?:regards|wishes|thanks)\W*$|"
    r"(?:(?:mit )?(?:freundlichen|besten|viele) )?grüßen?\b|(?:bien )?cordialement|saludos|谢谢\W*$|祝好|此致|顺颂商祺",
    re.IGNORECASE | re.MULTILINE,
)
PROMISED = re.compile(
    r"\b(?:will|shall|['’]ll)\b.{0,30}\b(?:respond|reply|answer|get back)\b|后.{0,10}(?:回复|处理|联系|答复)",
    re.IGNORECASE,
)
FORMS = {"absent": ABSENT, "promise": PROMISE, "thanks": THANKS, "contact": CONTACT, "greeting": GREETING}
SENTENCE_END = re.compile(
    r"(?<=[^\W\d_)])[.!](?=\s|$)|(?<=\d)\.\s*$|(?:(?<=/\d\d)|(?<=\d{4}))\.(?=\s)|[。！，]|,?\n\s*\n", re.MULTILINE
)


def says_only_absent(text: str) -> bool:
    """Whether every sentence is thanks, an absence, the promise of an answer, or whom to ask meanwhile."""
    if not ABSENT.search(text[:LONGEST]):
        return False
    new = split_text(text[: 4 * LONGEST], is_reply=True).own
    if len(new) > LONGEST or "?" in new or "？" in new:
        return False
    seen = set[str]()
    for part in SENTENCE_END.split(new):
        sentence = " ".join(part.split()).strip(" ,，")
        if CLOSING.match(part.strip()):
            break
        kind = next((name for name, form in FORMS.items() if form.fullmatch(sentence)), "")
        if sentence and not kind:
            return False
        seen.add(kind)
        if PROMISED.search(sentence):
            seen.add("promise")
    return "absent" in seen and bool(seen & {"thanks", "promise", "contact"})
