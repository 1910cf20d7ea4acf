"""Whether a person or a machine wrote a mail, by established criteria; bounce > ooo > list > system."""

import re

from qiao.channels.rules.absences import says_only_absent
from qiao.channels.rules.challenges import asks_for_proof
from qiao.channels.rules.headers import header_text
from qiao.channels.rules.mail import Address, Bounce, Machine, MachineKind, Notes
from qiao.channels.rules.mime import Entity

OOO_SUBJECT = re.compile(
    r"^\s*(?:\[[^\]]{0,40}\]\s*)?[\[(<]?(?:(?:automatic|auto(?:mated)?)[- ]?(?:reply|response)\b|"
    r"auto(?:reply|response)?\s*:|"
    r"auto:\s|out[- ]of[- ](?:the[- ])?office|(?:i'm |i am )?(?:on )?(?:vacation|holiday|annual leave|"
    r"leave)\s*(?:[:\-(]|re:|notice|reply|message|notification)|"
    r"away from (?:my )?(?:office|desk|mail)|ooo\s*[:\-(]|"
    r"自动(?:回复|答复|回覆|应答)|自動(?:回覆|回復|回复|応答|返信|答覆)|休假(?:自动回复|通知)|外出自动|"
    r"不在(?:通知|連絡)|不在にして|"
    r"automatische? (?:antwort|abwesenheit|beantwoording|antwoord)|abwesenheits(?:notiz|benachrichtigung|meldung|"
    r"nachricht)|"
    r"abwesend|abwesenheit\s*[:\-]|réponse automatique|message d['’]absence|absence du bureau|"
    r"absent(?:e)? du bureau|respuesta automática|"
    r"fuera de la oficina|risposta automatica|fuori sede|resposta automática|fora do escritório|autosvar|"
    r"automatiskt? svar|automatisk svar|automaattinen vastaus|automatická odpověď|odpowiedź automatyczna|"
    r"automatyczna odpowiedź|răspuns automat|automatikus válasz|otomatik yanıt|αυτόματη απάντηση|"
    r"autoodpowiedź|автоответ|автоматический ответ|자동 ?(?:회신|응답)|부재 ?중|afwezig|niet aanwezig|"
    r"nicht im (?:haus|büro)|urlaubs(?:notiz|benachrichtigung|abwesenheit|vertretung)|en vacances|"
    r"休暇(?:中|の(?:お知らせ|ご連絡))|"
    r"(?:absence|absente?|ausente|ausência|assenza|assente|en congés?)\s*[:\-(]|"
    r"trả lời tự động|(?:การ)?ตอบกลับอัตโนมัติ|автоматична відповідь|автоматично отговаряне|תשובה אוטומטית|מענה אוטומטי|"
    r"(?:ال)?رد (?:ال)?تلقائي|automatski odgovor|automaatvastus|automātiskā atbilde|automatinis atsakymas|"
    r"samodejni odgovor|respon automàtica|balasan otomatis)",
    re.IGNORECASE,
)
OOO_INSIDE = re.compile(
    r"out of (?:the )?office|auto-?reply|自动回复|自動応答|自動回覆|abwesenheitsnotiz|"
    r"automatic (?:reply|response)",
    re.IGNORECASE,
)
# How such mails begin; only beside other evidence that a machine sent this one.
OOO_WORDS = re.compile(
    r"(?:i am|i'm|i will be|currently|we are)\b.{0,40}\b(?:out of (?:the |my )?office|away from|on (?:annual |"
    r"parental |maternity |sick )?(?:leave|vacation|holiday))|out of (?:the )?office (?:until|from|till|and|on)|"
    r"this is an automat(?:ic|ed) (?:reply|response)|"
    r"thank you for (?:your|contacting|you) .{0,80}(?:reply|respond|get back|in touch|return)|"
    r"ich bin\b.{0,60}\b(?:abwesend|urlaub|nicht (?:im (?:haus|büro)|erreichbar))|automatische (?:antwort|e-?mail)|"
    r"je suis\b.{0,40}\b(?:absente?|en congés?|en vacances)|réponse automatique|"
    r"estoy\b.{0,30}\b(?:fuera|ausente|vacaciones)|respuesta automática|jestem\b.{0,30}\b(?:nieobecn|urlop)|"
    r"来信(?:我)?(?:已|已经)?(?:收到|收悉)|邮件(?:我)?(?:已|已经)?收到.{0,30}尽快|正在休假|休假(?:中|期间)|这是一封自动回复|"
    r"不在に|休暇をいただ|自動(?:返信|応答)",
    re.IGNORECASE | re.DOTALL,
)
# Mails whose first words say that they are automatic; no other evidence is needed.
OOO_OPENING = re.compile(
    r"^\W*(?:这是(?:一封)?.{0,20}自动(?:回复|答复|回覆|应答)|[本此该](?:封)?(?:邮件|信)[为是](?:系统)?自动(?:回复|答复)|"
    r"這是.{0,15}自動回[覆復]|this is an? (?:automat(?:ed|ic)|auto)[- ]?(?:reply|response|answer)|"
    r"dies ist eine automatische (?:antwort|abwesenheit)|ceci est une réponse automatique|"
    r"est[ae] es una respuesta automática|esta é uma resposta automática|questa è una risposta automatica|"
    r"(?:これは|本メールは|このメールは)自動(?:返信|応答))",
    re.IGNORECASE,
)
# A confirmation that a mail was read, where its form was lost: subject and words together.
READ_SUBJECT = re.compile(
    r"^\s*(?:read|not read|gelesen|ungelesen|lu|non lu|leído|letto|lido|gelezen|"
    r"已读|未读|已讀|開封済み|읽음|прочитано)\s*[:：]",
    re.IGNORECASE,
)
READ_WORDS = re.compile(
    r"(?:was|were) (?:read|deleted without being read)|wurde (?:am .{0,60})?(?:gelesen|ungelesen)|"
    r"a été (?:lu|supprimé)|fue leído|è stato letto|foi lid[ao]|is gelezen|已于.{0,40}(?:阅读|读取)|"
    r"已在.{0,40}(?:讀取|閱讀)|開封されました|прочитано",
    re.IGNORECASE | re.DOTALL,
)
# GroupWise: what became of a mail that was not refused.
STATUS_SUBJECT = re.compile(
    r"^\s*message status - (?:delivered|opened|read|deleted|accepted|completed)\b", re.IGNORECASE
)
# How notices of systems begin or end; only in mail that answers nothing and is no forward.
NOTICES = (
    r"(?:please )?(?:do not|don't) (?:reply|respond) (?:directly )?to this (?:e-?mail|mail|message|notification)",
    r"replies to this (?:e-?mail|message|address) (?:are|will) not",
    r"this is an? (?:one-time )?(?:automated|automatic|auto-generated|automatically (?:generated|sent)|"
    r"system[- ]generated) (?:e-?mail|mail|message|notification)",
    r"this (?:e-?mail|mail|message|notification) (?:was|has been|is) (?:(?:sent|generated|created) automatically|"
    r"(?:automatically|auto-?) ?(?:sent|generated|created))",
    r"请勿(?:直接)?回复|請勿(?:直接)?回[復覆]",
    r"[此本该該这這]封?(?:邮件|郵件|信件?|消息|通知)[为為由是]{0,2}(?:系统|系統)?(?:自动|自動)(?:发|發|生成|回)",
    r"このメールは.{0,20}自動|このメールに(?:は)?(?:ご)?返信(?:しない|いただいても|されても|できません)",
    r"diese (?:e-?mail|nachricht|mail) (?:wurde|wird|ist) automatisch|dies ist eine automatisch",
    r"(?:bitte )?antworten sie (?:bitte )?nicht (?:direkt )?auf diese|bitte nicht auf diese (?:e-?mail|mail|nachricht)",
    r"cet?(?:te)? (?:e-?mail|message|courriel) (?:a été |est )?(?:envoyé |généré )?automatique",
    r"(?:merci de )?ne pas répondre à ce",
    r"este (?:correo|mensaje|e-?mail) (?:ha sido |fue |se ha )?(?:generado|enviado|es) automátic",
    r"(?:por favor,? )?(?:no responda a este|não responda a est)",
    r"questo (?:messaggio|e-?mail) (?:è stat[oa] )?(?:generat|inviat)\w+ automatic",
    r"(?:si prega di )?non rispondere a quest",
    r"(?:prosimy |proszę )?nie odpowiada\w* na t|(?:пожалуйста,? )?не отвечайте на это",
)
NOTICE_WORDS = re.compile(rf"(?:^|[.!?。！？;；])[\W_]*(?:{'|'.join(NOTICES)})", re.IGNORECASE)
GENERATED_SUBJECT = re.compile(r"\[?\bauto(?:matically)?[- ]generated\b|^cron <|^\[?cron\b", re.IGNORECASE)
REPLY_HEADERS = (
    "x-autoreply",
    "x-autorespond",
    "x-autoresponse",
    "x-mail-autoreply",
    "x-autoreply-from",
    "x-autoresponder",
    "x-auto-reply-from",
    "x-vacation",
    "x-autorespond-loop",
    "x-autoresponderid",
)
LIST_HEADERS = (
    "list-id",
    "list-post",
    "list-unsubscribe",
    "list-subscribe",
    "list-help",
    "list-archive",
    "list-owner",
    "mailing-list",
    "x-mailing-list",
    "x-mailman-version",
    "x-beenthere",
    "x-list-id",
    "x-list",
)
# Spam-tool verdicts and campaign headers that say a machine made the mail.
SYSTEM_HEADERS = (
    "x-auto-response-suppress",
    "x-fc-machinegenerated",
    "x-jira-fingerprint",
    "x-github-reason",
    "x-autogenerated",
    "x-cron-env",
    "x-rt-loop-prevention",
    "x-otrs-loop",
    "x-zammad-send-auto-response",
    "x-php-originating-script-auto",
    "x-freescout-mail-type",
    "x-campaign",
    "x-campaignid",
    "x-sfmc-stack",
    "x-mc-user",
    "x-csa-complaints",
)
MARKED_SUBJECT = re.compile(r"\s*(?:\w{1,4}|回复|转发|回覆|轉寄|答复)\s*(?:\[\d+\])?\s*[:：]", re.IGNORECASE)
PERSONAL_EVIDENCE = ("return-path-null", "precedence", "x-precedence", "auto-submitted", "x-auto-response-suppress")
MACHINE_LOCAL = re.compile(
    r"^(?:mailer-?daemon|postmaster|mail-?daemon|(?:do-?)?no(?:t)?[-_.]?reply(?:[-_.+].*)?|do[-_.]?not[-_.]?reply.*|"
    r".*[-_.+]no[-_.]?reply|noreply.*|bounces?(?:[-+_.=].*)?|double-bounce|owner-.*|.*-(?:request|owner|bounces?)|"
    r"nobody|daemon|cron|www-data|majordomo|listserv|mailman|automailer|auto-?confirm.*|robot|"
    r"notifications?|alerts?|mailer|system|autoreply|auto-reply|no_reply)$",
    re.IGNORECASE,
)


def classify(entity: Entity, sender: Address, subject: str, text: str, bounce: Bounce | None, notes: Notes) -> Machine:
    """Kind and evidence; kind None is a person's mail."""
    reasons: dict[MachineKind, list[str]] = {"bounce": [], "ooo": [], "list": [], "system": []}
    if bounce is not None:
        reasons["bounce"].append("delivery-report")
    _report_type(entity, bounce, reasons)
    _auto_submitted(entity, subject, reasons, notes)
    _reply_headers(entity, subject, reasons)
    _precedence(entity, reasons, notes)
    _list(entity, reasons, notes)
    _sender(entity, sender, reasons, notes)
    if OOO_SUBJECT.search(subject) or (OOO_INSIDE.search(subject) and (reasons["system"] or reasons["ooo"])):
        reasons["ooo"].append("subject")
    elif _sounds_absent(sender, text, reasons) or (
        not reasons["list"] and (_opens_as_answer(text) or (_is_answer(entity, subject) and says_only_absent(text)))
    ):
        reasons["ooo"].append("text")
    if GENERATED_SUBJECT.search(subject):
        reasons["system"].append("subject")
    elif _sounds_generated(entity, subject, text):
        reasons["system"].append("text")
    if _is_answer(entity, subject) and asks_for_proof(text):
        reasons["system"].append("challenge")
    if STATUS_SUBJECT.match(subject) or (READ_SUBJECT.match(subject) and READ_WORDS.search(text[:2000])):
        reasons["system"].append("read-receipt")
    kinds: tuple[MachineKind, ...] = ("bounce", "ooo", "list", "system")
    kind = next((name for name in kinds if reasons[name]), None)
    ordered = [reason for name in kinds for reason in reasons[name]]
    return Machine(kind, tuple(dict.fromkeys(ordered)))


def _sounds_absent(sender: Address, text: str, reasons: dict[MachineKind, list[str]]) -> bool:
    """Whether something besides the words shows a machine, the sender is a person, and the words are an absentee's."""
    is_sent_by_itself = any(reason.startswith(PERSONAL_EVIDENCE) for reason in reasons["system"])
    is_person = not MACHINE_LOCAL.match(sender.address.rpartition("@")[0] or sender.address)
    return is_sent_by_itself and is_person and not reasons["list"] and bool(OOO_WORDS.search(text[:600]))


def _opens_as_answer(text: str) -> bool:
    filled = [line.strip() for line in text[:2000].splitlines() if line.strip()]
    return any(OOO_OPENING.match(line) for line in filled[:2])


def _sounds_generated(entity: Entity, subject: str, text: str) -> bool:
    """Whether the first or the last lines of a mail that begins a conversation say that no person wrote it."""
    if _is_answer(entity, subject):
        return False
    lines = [line.strip()[:400] for line in (*text[:4000].splitlines()[:40], "", *text[-4000:].splitlines()[-40:])]
    filled = [line for line in lines if line and not line.startswith(">")]
    return any(NOTICE_WORDS.search(line) for line in (*filled[:3], *filled[-8:]))


def _is_answer(entity: Entity, subject: str) -> bool:
    has_ids = any(entity.headers.all(name) for name in ("in-reply-to", "references"))
    return has_ids or bool(MARKED_SUBJECT.match(subject))


def _value(entity: Entity, name: str, notes: Notes) -> str:
    return header_text(entity.headers.first(name), notes).lower()


def _report_type(entity: Entity, bounce: Bounce | None, reasons: dict[MachineKind, list[str]]) -> None:
    if entity.content_type == "multipart/report" and bounce is None:
        reasons["system"].append(f"report: {entity.params.get('report-type', 'unknown').lower()[:40]}")


def _auto_submitted(entity: Entity, subject: str, reasons: dict[MachineKind, list[str]], notes: Notes) -> None:
    for raw in entity.headers.all("auto-submitted"):
        value = header_text(raw, notes).lower().split(";")[0].split("(")[0].strip()
        if not value or value == "no":
            continue
        is_reply = value.startswith("auto-replied") or value in ("yes", "auto_reply", "auto-reply")
        reasons["ooo" if is_reply and not _is_generated(entity) else "system"].append(f"auto-submitted: {value[:40]}")


def _is_generated(entity: Entity) -> bool:
    """Desks acknowledge with auto-replied too; a report or a list mail is not an absence."""
    return entity.content_type == "multipart/report"


def _reply_headers(entity: Entity, subject: str, reasons: dict[MachineKind, list[str]]) -> None:
    for name in REPLY_HEADERS:
        for raw in entity.headers.all(name)[:1]:
            if raw.strip().lower() not in (b"", b"no", b"false", b"0"):
                reasons["ooo"].append(name)
    for name in SYSTEM_HEADERS:
        for raw in entity.headers.all(name)[:1]:
            value = raw.strip().lower()
            if name == "x-auto-response-suppress":
                if not re.search(rb"\b(?:dr|rn|nrn|oof|autoreply|all)\b", value):
                    continue
            elif value in (b"", b"false", b"no", b"0"):
                continue
            reasons["system"].append(name)


def _precedence(entity: Entity, reasons: dict[MachineKind, list[str]], notes: Notes) -> None:
    for name in ("precedence", "x-precedence"):
        value = _value(entity, name, notes).strip()
        if value in ("auto_reply", "auto-reply", "autoreply"):
            reasons["ooo"].append(f"{name}: {value}")
        elif value == "list":
            reasons["list"].append(f"{name}: list")
        elif value in ("bulk", "junk"):
            reasons["system"].append(f"{name}: {value}")


def _list(entity: Entity, reasons: dict[MachineKind, list[str]], notes: Notes) -> None:
    for name in LIST_HEADERS:
        if any(raw.strip() for raw in entity.headers.all(name)):
            reasons["list"].append(name)
    if re.search(r"\blist\b", _value(entity, "x-loop", notes)):
        reasons["list"].append("x-loop")
    for name in ("sender", "return-path", "errors-to"):
        local = _value(entity, name, notes).strip("<> ").rpartition("@")[0].rpartition("<")[2]
        if re.match(r"^(?:owner-.+|.+-(?:request|owner|admin)|.+-bounces?(?:\+.*)?)$", local) and not re.match(
            r"^(?:bounce|msprvs)", local
        ):
            reasons["list"].append(f"{name}: {local[:40]}")


def _sender(entity: Entity, sender: Address, reasons: dict[MachineKind, list[str]], notes: Notes) -> None:
    if any(raw.strip() in (b"<>", b"< >", b'<"">') for raw in entity.headers.all("return-path")):
        reasons["system"].append("return-path-null")
    envelope = _value(entity, "return-path", notes).strip("<> ").rpartition("@")[0]
    if re.match(r"^(?:.*[-_.+])?(?:do[-_.]?not|no)[-_.]?reply(?:[-_.+=].*)?$", envelope):
        reasons["system"].append(f"return-path: {envelope[:40]}")
    local = sender.address.rpartition("@")[0] or sender.address or sender.name
    if MACHINE_LOCAL.match(local) or re.match(r"(?i)root@(?!localhost\b)", sender.address):
        reasons["system"].append(f"sender: {local[:40]}")
    from_sender = _value(entity, "sender", notes).rpartition("<")[2].rpartition("@")[0]
    if from_sender and re.match(r"^(?:mailer-daemon|no-?reply)$", from_sender):
        reasons["system"].append("sender-header")
