"""The words by which mail programs of the world introduce what they quote, forward and sign."""

import re

_DASH = r"[-\u2010-\u2015_*=~\u2500]"

ORIGINAL = re.compile(
    rf"^[\s>*]*(?:{_DASH}{{2,}}\s*)(?:original(?:\s+(?:message|mail|email|e-mail|appointment))?|reply message|"
    r"(?:re)?plied message|ursprüngliche (?:nachricht|mail|e-mail)|original-?\s?nachricht|originalnachricht|"
    r"antwort nachricht|"
    r"message d['’]origine|message original|courriel original|mensaje original|mensagem original|"
    r"messaggio originale|(?:oorspronkelijk|origineel) bericht|oprindelig (?:meddelelse|besked)|original besked|"
    r"(?:ursprungligt|originalt?) ?meddelande|opprinnelig melding|alkuperäinen viesti|"
    r"(?:oryginalna wiadomość|wiadomość oryginalna)|(?:исходное|оригинальное) (?:сообщение|письмо)|"
    r"původní zpráva|eredeti üzenet|orijinal (?:ileti|mesaj)|mesaj original|"
    r"原始邮件|原邮件|原始信件|原始郵件|原始訊息|原信件|回复的原邮件|回复的邮件|邮件原件|邮件原文|原文|"
    r"(?:元|オリジナル)の?\s*(?:メッセージ|メール)|original message|원본\s*(?:메시지|메세지|메일)|회신 메일)"
    rf"(?:\s*[-:：]*\s*{_DASH}{{2,}}.*|\s*[:：]?)\s*$",
    re.IGNORECASE,
)

# The same words without dashes: only together with a header block below.
ORIGINAL_BARE = re.compile(
    r"^\s*\*?(?:(?:original|forwarded) (?:message|e-?mail)|ursprüngliche nachricht|originalnachricht|"
    r"message d['’]origine|"
    r"message original|mensaje original|mensagem original|messaggio originale|oorspronkelijk bericht|"
    r"oryginalna wiadomość|исходное сообщение|原始邮件|原始郵件|元のメッセージ)\*?\s*:?\s*$",
    re.IGNORECASE,
)
FORWARDED = re.compile(
    rf"^[\s>*]*(?:{_DASH}{{2,}}\s*(?:forwarded (?:message|mail|email)(?: from .*|: .*)?|"
    r"weitergeleitete (?:nachricht|mail)|message (?:transféré|transmis|réexpédié)|mensaje reenviado|"
    r"mensagem (?:encaminhada|reencaminhada)|messaggio inoltrato|doorgestuurd bericht|videresendt besked|"
    r"vidarebefordrat meddelande|videresendt melding|välitetty viesti|wiadomość przekazana|"
    r"пересылаемое сообщение|пересланное сообщение|přeposlaná zpráva|továbbított üzenet|"
    r"(?:转发|已转发|轉寄|被转发)的?(?:邮件|郵件|信件|消息)(?:信息)?|转发邮件信息|转发|"
    r"転送(?:メッセージ|メール|された(?:メッセージ|メール))|전달된 (?:메시지|메일))"
    rf"\s*{_DASH}{{0,}}.*|(?:begin )?forwarded message\s*:|begin forwarded message|start of forwarded message\s*:?|"
    r"anfang der weitergeleiteten (?:nachricht|e-mail)\s*:?|début du message (?:réexpédié|transféré)\s*:?|"
    r"inicio del mensaje reenviado\s*:?|início da mensagem (?:re)?encaminhada\s*:?|"
    r"inizio messaggio inoltrato\s*:?|begin doorgestuurd bericht\s*:?|start på vidarebefordrat meddelande\s*:?|"
    r"videresendt besked\s*:?|(?:下面是|以下是|开始)?被?转发的邮件\s*[:：]|開始轉寄(?:郵件|信件)\s*[:：]?|"
    r"(?:以下、)?転送(?:された)?(?:メッセージ|メール)\s*[:：]|전달된 메시지 시작\s*:?|"
    r"начало переадресованного сообщения\s*:?)\s*$",
    re.IGNORECASE,
)

_VERB = (
    r"wrote|writes|schrieb|schreibt|a écrit|écrit|escribió|escribio|ha scritto|scrisse|ha escrit|schreef|"
    r"skrev|escreveu|napisał\(?a?\)?|napisal|napsala?|napsal\(a\)|napísal\(?a?\)?|píše|пишет|пишете|писал\(?а?\)?|"
    r"написал\(?а?\)?|написав\(?ла\)?|kirjoitti|yazdı|έγραψε|a scris|írta|ezt írta|viết|menulis|"
    r"写道|寫道|写到|来信|のメッセージ|のメール|書きました|wrote the following|님이 작성|님이 씀|작성|"
    r"geschreven|geschrieben|şun(?:u|ları) yazdı|pisze|пише|napisao(?: je)?|написа|rašė|kirjutas|쓴 글|said|sent"
)
_START = (
    r"on|at|am|le|el|il|em|op|den|på|dnia|dne|dňa|w dniu|в|pe|la|a|vào|pada|kl|il giorno|il giorno|în data de|"
    r"quoting|zitat von|在|于|於|日期"
)
_DATE = r"\d{1,4}\s?[-./年년]\s?\d{1,2}|\b(?:19|20)\d\d\b|\d{1,2}:\d\d"
_EMAIL = r"[^\s<>\[\]()]+@[^\s<>\[\]()]+"

# «Your colleague wrote in the mail of 5 March:» tells of a mail and introduces none.
TELLS_OF_MAIL = re.compile(r"[中里内](?:曾|又|还|也)?(?:写道|寫道)\s*[:：]?\s*$")
# The cheap test before the dear ones: every attribution ends like this.
MAYBE_ATTRIBUTION = re.compile(r"(?:[:：,，]|写道|寫道|wrote)\s*[*_]*\s*(?:-{2,})?\s*$", re.IGNORECASE)
# «On …, X wrote:» whole; the caller joins up to four lines.
ATTRIBUTION = re.compile(
    rf"^[\s*_]*(?:(?:(?:{_START})\b|[\"'“]|在|于|於|(?=.{{0,40}}(?:{_DATE}))).{{0,400}}?(?:{_DATE}|{_EMAIL}).{{0,400}}?"
    rf"|.{{0,150}}?{_EMAIL}.{{0,200}}?(?:{_DATE}).{{0,120}}?)"
    rf"(?:{_VERB})(?:\s*(?:le|am|on)\s.{{0,80}}|\s+.{{0,150}})?\s?[*_]*\s*[:：,，]?\s*[*_]*$",
    re.IGNORECASE,
)
VERB_END = re.compile(rf"(?:{_VERB})\s*[*_]?\s*[:：]\s*[*_]*$", re.IGNORECASE)
VERB_NAME_END = re.compile(r"(?:schrieb|skrev|schreef|írta|skrifaði)\b.{1,150}[:：]\s*$", re.IGNORECASE)
DATE_NAME = re.compile(
    rf"^[\s*]*(?:\d{{4}}\s?[-/.年년]|(?:\w{{1,12}}\.?,?\s+)?\d{{1,2}}\.?\s+\S+\s+\d{{4}}).{{0,160}}?"
    rf"[<(\[]\s?{_EMAIL}[>)\]]\s*(?:님이 작성|:|：|写道[:：]|寫道[:：])\s*$",
    re.IGNORECASE,
)
# Old Gmail: no colon; only together with `>` lines below.
DATE_NAME_BARE = re.compile(rf"^\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}\s.{{0,100}}<{_EMAIL}>\s*$")
# Lotus Notes: no verb and no colon; only together with `>` lines below.
NAME_DATE_BARE = re.compile(
    rf"^[^<>\n]{{0,80}}<{_EMAIL}>\s(?:on|am|le|el|il)\s\d{{1,4}}[-./]\d{{1,2}}[-./]\d{{2,4}}\b.{{0,30}}$"
)
# «[...]», «<snip>»: what somebody left out of a quotation.
ELISION = re.compile(
    r"^\s{0,3}(?:[\[<({]\s?(?:\W{0,3}(?:snip(?:ped)?|cut|trimmed|gekürzt|schnipp|略|中略|省略)\W{0,3}|\.{2,}|…+)\s?[\])>}]|\.{3,}|…+)\s*$",
    re.IGNORECASE,
)
# «JA> …»: The Bat! quotes by the initials of who wrote it; a prompt of a program looks alike.
INITIALS = re.compile(r"^\s?(?P<who>[A-Z][A-Za-z]{0,3}[A-Z][a-z]?)>{1,5}(?=\s|$)")
PROMPTS = frozenset({"SQL", "PS", "CLI", "GDB", "IRB", "PHP", "CMD", "DB", "SH", "OK", "IN", "OUT", "RMAN", "ASM"})
# «Max <max@example.com> … 3 Jan 2024 … 10:12:» in whatever language, whatever the verb.
ADDRESSED = re.compile(rf"[<(\[]\s?(?:mailto:)?{_EMAIL}\s?[>)\]]")
BY_ADDRESS = re.compile(rf"\s(?:by|von|de|da|от|van|av|af|od|fra|från)\s{_EMAIL}\s*[:：]\s*$", re.IGNORECASE)
CLOCK = re.compile(r"\d{1,2}[:.：]\s?\d{2}|\d{1,2}[时時点点시h]\s?\d{1,2}")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)")
VERB_DATE = re.compile(
    rf"^[^:：\n]{{1,100}}\s(?:kirjoitti|schrieb|wrote|skrev|schreef|написал)\s(?:(?:am|on|den|"
    rf"op)\s)?.{{0,60}}(?:{_DATE})"
    r".{0,60}[:：]\s*$",
    re.IGNORECASE,
)
DASHED_WROTE = re.compile(
    r"^-{2,}\s*\S.{0,100}\s(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał\(?a?\)?|"
    r"написал\(?а?\)?|写道|寫道)\s*[:：]?\s*-{2,}\s*$",
    re.IGNORECASE,
)
# Words between rules; right above a header block they say «original message» in whatever language.
DASHED_WORDS = re.compile(r"^-{3,}\s*[^\W\d].{0,60}?-{3,}\s*$")
# The line GroupWise puts above what it quotes, and those of Lotus Notes and David.
PRODUCT_LINE = re.compile(
    r"^\s*\S.{0,80}?-{3}\s?\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d\d.{0,20}?-{3}|"
    r"^>{2,3}\s*[^\s>].{0,150}(?:\d|@).{0,150}>{2,3}\s*$|^\s*\[?original message processed by david\b.{0,80}$",
    re.IGNORECASE,
)
# The ends of the lines in the head Lotus Notes draws in columns.
NOTES_COLUMNS = tuple(
    re.compile(rf"\s{{8,}}(?:{words})\s*$", re.IGNORECASE)
    for words in (
        "to|an|à|para|a|aan|till",
        "cc|kopie|copie|copia|kopia",
        "subject|thema|objet|asunto|oggetto|onderwerp",
    )
)
QUOTING = re.compile(r"^(?:quoting|zitat von|citando(?: a)?|citation de|quotation)\s.{1,120}[:：]\s*$", re.IGNORECASE)
_WROTE = "wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał|写道|寫道"
SHARED_VERB = re.compile(f"(?:{_WROTE})")
# An answer, and on the same line the introduction of what it answers.
SHARED_LINE = re.compile(
    r"(?:(?<=[.!?…)。！？，；])\s{0,10}|\s*-{3}\s*|\s{2,10}|"
    r"\s(?=On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d)))"
    rf"(?P<mark>(?:(?:On|Am|Le|El|Il|Em|Op|Den|W dniu|Dnia)\s|在\s?|于)(?=.{{0,80}}\d).{{5,250}}?(?:{_WROTE})"
    r"(?:\s.{1,120}?)?\s?[:：])"
)
NAME_WROTE = re.compile(rf"^\s*[^:：\n]{{1,120}}\s(?!said|sent)(?:{_VERB})\s*[:：]\s*$", re.IGNORECASE)

# «Name <address> wrote:» on a line of its own; a sentence about somebody begins with an article or a possessive.
ADDRESS_WROTE = re.compile(
    rf"^\s*(?!(?:my|our|your|his|her|their|the|an?|and|but)\s)[^\s<>:@][^<>:@]{{0,60}}<{_EMAIL}>\s*(?!said|sent)(?:{_VERB})"
    r"\s*[:：]\s*$",
    re.IGNORECASE,
)

_LABELS = {
    "from": r"from|von|de|da|van|från|fra|od|от|відправник|kimden|gönderen|lähettäjä|feladó|expéditeur|remetente|"
    r"mittente|afzender|发件人|寄件者|寄件人|发信人|發件人|來源|從|差出人|送信者|発信者|보낸\s?사람|보낸이|"
    r"từ|dari|από|de la|від|من|מאת|saatja|nuo|pošiljatelj|šalje|nadawca|odosielateľ|จาก|発信元",
    "date": r"date|sent|datum|gesendet|envoyé(?: le)?|enviado(?: el| em)?|fecha|data|inviato|verzonden|skickat|"
    r"sendt|dato|lähetetty|päiväys|wysłano|data wysłania|отправлено|дата|надіслано|odesláno|elküldve|"
    r"gönderildi|tarih|trimis|发送时间|发送日期|日期|时间|時間|已傳送|傳送時間|寄件日期|發送時間|送信日時|日時|"
    r"보낸 날짜|보낸 시간|날짜|ngày|đã gửi|tanggal|dikirim|sent time|date sent|sent at|sent on|στάλθηκε|"
    r"ημερομηνία|odoslan[éeý]|"
    r"تم الإرسال|التاريخ|נשלח|תאריך|saadetud|išsiųsta|poslano|изпратено|enviat|ส่ง|date d['’]envoi|发送于",
    "to": r"to|an|à|a|para|aan|til|till|do|кому|kime|alıcı|vastaanottaja|címzett|destinataire|destinatario|"
    r"收件人|收信人|收件者|至|宛先|받는\s?사람|받는이|đến|"
    r"tới|kepada|komu|către|προς|إلى|אל|adressaat|kam|za|до|per a|ถึง",
    "cc": r"cc|kopie|copie|copia|kopia|копия|抄送|副本|参照|참조|bcc|reply-to|reply to|importance|priority|"
    r"attachments|organization|antwort an|kopi|másolatot kap|bilgi|密送",
    "subject": r"subject|betreff|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|тема|předmět|tárgy|"
    r"konu|subiect|sujet|主\s?题|主題|主旨|标题|件名|題名|제목|chủ đề|perihal|subjek|predmet|věc|θέμα|"
    r"الموضوع|נושא|teema|tema|"
    r"zadeva|относно|assumpte|เรื่อง",
}
LABEL = re.compile(
    r"^[\s>*_|\-]{0,10}(?:"
    + "|".join(f"(?P<{key}>{words})" for key, words in _LABELS.items())
    + r")[*_\s\u3000]*[:：](?!//)\s*[*_]*\s*(?P<value>.*)$",
    re.IGNORECASE,
)

LABEL_INSIDE = re.compile(
    r"(?:^|(?<=[\s,;>]))\*?(?:(?P<from>From|Von|De|Da|Van|Från|Fra|Od|От|发件人|寄件者|差出人)|"
    r"(?P<date>Sent|Date|Gesendet|Datum|Envoyé|Enviado(?: el)?|Enviada em|Inviato|Data|"
    r"Verzonden|Skickat|Sendt|Wysłane|"
    r"Отправлено|Дата|发送时间|日期|寄件日期|送信日時)|"
    r"(?P<to>To|An|À|Para|A|Aan|Till|Til|Do|Кому|收件人|收件者|宛先)|"
    r"(?P<subject>Subject|Betreff|Objet|Asunto|Assunto|Oggetto|Onderwerp|Ämne|Emne|Temat|Тема|主题|主旨|件名))"
    r"\*?\s?[:：](?!//)"
)
# Lines that no program writes above what it quotes: somebody shows the raw head of a mail.
TECHNICAL = re.compile(
    r"^\s{0,3}(?:received|return-path|dkim-signature|mime-version|content-type|delivered-to|"
    r"authentication-results|x-[a-z0-9-]{2,40})\s?:\s\S",
    re.IGNORECASE,
)
# A log also has lines «From: 10.0.0.1», and nobody is called that.
HOST_ONLY = re.compile(r"^[\d.:/\[\]]+$")
NOTES_TO = re.compile(r"^\s*(?:to|an|para|à|aan|til|till|do|a|please respond to|bitte antworten an)\s*$", re.IGNORECASE)
SIGNATURE_LINE = re.compile(r"^(?:--|——|—|-- |__|\u2013)[ \u00a0\t]*$")
UNDERSCORES = re.compile(r"^[_]{5,}\s*$|^[-=*_]{20,}\s*$")
_DEVICE = r"(?:i ?phone|i ?pad|i ?pod|android|blackberry|samsung|galaxy|huawei|windows|nokia|htc|mobile|phone|outlook)"
SENT_FROM = re.compile(
    rf"^[\s*_<\[(|]*(?:sent from (?:my|mail|outlook|yahoo|the|a|samsung|{_DEVICE}|proton|front|gmail|mailbox|nylas|"
    rf"spark|airmail|bluemail|mymail|canary|edison|foxmail|lark|feishu|dingtalk|wecom|"
    rf"tutanota|aol|hotmail|windows|inbox|polymail|superhuman|thunderbird)\b.{{0,80}}|sent on the go|sent (?:via|with|"
    rf"using) (?:[^.]|\.(?=\S)){{0,120}}|"
    r"get (?:outlook|bluemail|typeapp) for .{0,40}|sent by \S+|"
    r"from my (?:iphone|ipad|phone|mobile|android|blackberry|galaxy)(?: ?\d\w{0,5})?|"
    r"sent from (?:a|an|my) .{1,80}|"
    r"(?:outlook (?:für|voor) (?:ios|android).{0,60}(?:beziehen|downloaden)|"
    r"(?:télécharger|obtenez|obtener|obter|ottieni|download) "
    r"outlook (?:pour|para|per|for) (?:ios|android).{0,60})|"
    r"provenance : courrier pour .{0,30}|"
    r"(?:von meinem|gesendet (?:von|mit)|diese nachricht wurde von).{0,60}(?:gesendet|iphone|"
    r"ipad|android|mail|outlook|galaxy|gerät|smartphone|"
    r"handy).{0,40}|(?:von|aus) outlook .{0,30}gesendet|geschickt von meinem .{0,40}|"
    r"gesendet mit (?:der )?.{0,30}(?:app|mail|handy).{0,20}|"
    r"envoyé (?:de(?:puis)?|à partir de|via) .{0,60}|(?:enviado|enviada) (?:desde|de|do|a partir do) .{0,60}|"
    r"inviato (?:da|dal) .{0,60}|"
    r"(?:verzonden|verstuurd) (?:vanaf|met|van|via) .{0,60}|sendt fra .{0,60}|"
    r"skickat från .{0,60}|lähetetty .{0,40}|wysłane z .{0,60}|"
    r"odesláno z .{0,40}|elküldve .{0,20}(?:iphone|ipad|android|galaxy|outlook).{0,20}|"
    r"\S*(?:iphone|ipad|android)\S* gönderildi|στάλθηκε από .{0,40}|"
    r"надіслано з .{0,40}|從我的.{0,20}(?:傳送|發送)|"
    r"trimis de pe .{0,40}|üzenetküldés .{0,30}|נשלח מ.{0,40}|(?:أُ?رسلت|تم الإرسال) من .{0,40}|"
    r"отправлено (?:с|из|от) .{0,60}|iphoneから送信|(?:私の)?\S{0,20}から送信|나의 \S+에서 보냄|\S+에서 보냄|"
    r"(?:发|發)自(?:我的|my)?\s?.{0,40}|从\s?.{0,20}版?邮件发送|从我的.{0,40}发送|来自我的.{0,30}|"
    r"(?:从|由)\s?.{0,20}(?:outlook|手机|iphone|ipad|android|平板).{0,30}(?:发送|寄出|傳送)|寄件者 outlook.{0,20}|"
    r"(?:获取|下載|取得|下载)\s?(?:适用于|適用於).{0,20}outlook|来自(?:钉钉|飞书|企业微信).{0,20}|"
    r"(?:获取|下載|取得|下载)\s?(?:(?:android|ios)\s?版\s?)?outlook.{0,40}|此邮件由.{0,30}发送|由.{0,20}手机发送|通过.{0,20}邮箱.{0,10}发送|"
    r"发送自.{0,30}|由\s?网易邮箱大师\s?发送|来自\s?(?:qq|网易|foxmail|outlook|iphone|android|"
    r"手机).{0,20})[\s.*_>\])|。]*$",
    re.IGNORECASE,
)
SCANNED = re.compile(
    r"^\s*(?:virus-free\.|virenfrei\.|(?:this (?:e-?mail|message)|diese e-?mail|ce (?:e-?mail|courrier)|"
    r"el software).{0,40}(?:checked|scanned|überprüft|geprüft|vérifié|analizado).{0,60}(?:virus|viren|by|avast).*)$",
    re.IGNORECASE,
)
CARD_FOOTER = re.compile(r"^\s*签名由\s?.{0,20}\s?定制\s*$")
CARD_TOP = re.compile(r"^\s*\|\s+\|\s*$")
CARD_EDGE = re.compile(r"^\s*\|[\s|]*$")
LIST_FOOTER = re.compile(r"mailing list|unsubscribe|listinfo|lists?\.[\w.-]+|https?://|邮件列表|退订", re.IGNORECASE)

HAS_LINE = re.compile("line|ligne|dessus|zeile|linie|l[ií]n[eh]a|行|线", re.IGNORECASE)
WRITE_ABOVE = re.compile(
    r"(?:reply|respond|write|type|answer|post|response|comment)\b.{0,40}\babove (?:this|the) (?:line|dotted)|"
    r"above this line.{0,40}(?:reply|respond)|"
    r"do not (?:write|edit|delete|remove|reply) (?:below|under) this line|"
    r"(?:répondre|écrire|écrivez).{0,30}(?:au-dessus|dessus)|(?:oberhalb|über) dieser (?:zeile|"
    r"linie).{0,30}(?:antwort|schreib)|"
    r"(?:antwort|schreib).{0,40}(?:oberhalb|über) dieser (?:zeile|linie)|请?(?:在|于)(?:此|这)(?:行|"
    r"线).{0,4}(?:上方|之上|以上|上面).{0,12}(?:回复|回覆)|"
    r"(?:escriba|responda).{0,40}(?:encima|arriba|acima) de (?:esta|desta) l[ií]n[eh]a",
    re.IGNORECASE,
)
WRITE_BELOW = re.compile(r"(?:write|reply|answer).{0,30}(?:under|below) this line", re.IGNORECASE)

SUBJECT_FORWARD = re.compile(
    r"^\s*(?:\[[^\]]{0,40}\]\s*)?(?:fwd?|fw|wg|w\.|tr|rv|enc|i|vl|doorst|vb|pd|转发|轉寄|转寄|轉發|転送|전달|пересл|"
    r"далее|továbbítás|ynt ilt)"
    r"\s*(?:\[\d+\])?\s*[:：]",
    re.IGNORECASE,
)
SUBJECT_REPLY = re.compile(
    r"^\s*(?:\[[^\]]{0,40}\]\s*)?(?:re|aw|antw|sv|vs|rép|ref|r|res|odp|回复|回覆|答复|回信|返信|답장|отв|ответ|ynt|vá)"
    r"\s*(?:\[\d+\]|\(\d+\))?\s*[:：]",
    re.IGNORECASE,
)
