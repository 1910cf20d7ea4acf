"""Phrases of mail servers for permanent and temporary delivery failures."""

import re

SUBJECTS = re.compile(
    r"(?:mail|message) (?:failed|could not be delivered)|failed mail|delivery (?:warning|failed)|undeliver(?:ed|"
    r"able)|returned mail|mail delivery (?:fail|problem|error|system|status)|delivery (?:status )?notification|"
    r"failure notice|delivery (?:has )?fail(?:ed|ure)|non[- ]?deliver|mail (?:system )?error|returned to sender|"
    r"message (?:not delivered|delivery fail|could not be delivered|undeliverable|delayed|status - undeliverable)|"
    r"delivery report|warning: (?:could not send|message)|delayed mail|nicht zustellbar|unzustellbar|zustellung|"
    r"non (?:remis|distribu)|no se puede entregar|non recapitabile|退信|无法投递|投递失败|无法送达|發送失敗|"
    r"发送失败|系统退信|未送达|未传递|未能送达|无法传递|投递延迟|延迟送达|退件|退回通知|無法傳[遞送]|無法投遞|未傳遞|傳遞失敗|"
    r"未送達|配信(?:不能|エラー)|配達不能|送信できません|メール(?:送信)?エラー|送信エラー|"
    r"배달(?:되지 않음| 실패)|전송 실패|반송|не доставлено|недоставлен|не удается доставить|не вдалося доставити|"
    r"não (?:é possível entregar|entregue)|onbestelbaar|niedostarczon|nie można dostarczyć|nedoručiteln|"
    r"kézbesíthetetlen|teslim edilemedi|går inte att leverera|kan ikke leveres|ei voi(?:da|tu) toimittaa|"
    r"δεν (?:είναι|ήταν) δυνατή η παράδοση|imposibil de livrat|không thể gửi|غير قابل للتسليم|לא ניתן למסירה",
    re.IGNORECASE,
)
SENDERS = re.compile(
    r"^(?:mailer-?daemon|postmaster\b.*|post_?master|mail-?daemon|mdaemon|mailerdaemon|"
    r"mail\.delivery.*|"
    r"microsoftexchange[0-9a-f]+|bounce|double-?bounce|maildelivery.*|smtp.*daemon)$",
    re.IGNORECASE,
)
NO_REPLY = re.compile(r"^(?:.*[-_.])?(?:do-?)?no[tn]?[-_.]?reply(?:[-_.+].*)?$", re.IGNORECASE)
DELAYED = re.compile(
    r"postponed|will (?:continue|keep|be retried)|still trying|delayed|not yet been delivered|warning|"
    r"继续尝试|延迟|延遲|delay in|verzögert|retardé|retrasad|遅延|задержан",
    re.IGNORECASE,
)
FAILED_TEXT = re.compile(
    r"(?:user|mailbox|recipient|address|account)s? (?:is )?(?:unknown|not found|does ?n[o']t exist|unavailable|"
    r"full|rejected|disabled)|"
    r"could not be delivered|couldn't be delivered|wasn't able to deliver|unable to deliver|not deliver|undeliver|"
    r"has been postponed|did not exactly match|no such (?:user|recipient)|permanent(?:ly)? (?:fatal )?(?:error|"
    r"fail)|delivery (?:to .{0,60})?fail|delivery errors|"
    r"qmail-send program|无法(?:投递|送达|发送|传递)|(?:传递|投递|发送)(?:邮件)?失败|未能送达|被(?:系统)?退回|"
    r"找不到地址|退信|不存在|邮箱已满|拒收|無法(?:傳送|傳遞|投遞|送達)|傳遞失敗|"
    r"nicht zugestellt|nachrichtenzustellung|échec de (?:la )?remise|pu être (?:remis|distribu)|"
    r"no se (?:pudo|ha podido|puede) entregar|impossibile recapitare|possibile recapitare|falha na entrega|"
    r"(?:pôde|possível) (?:ser )?entreg|bezorg.{0,80} mislukt|niet (?:worden )?(?:bezorgd|afgeleverd)|"
    r"не удалось доставить|не может быть доставлено|не доставлено|не вдалося доставити|nie powiodło się|"
    r"nie mog[łl][ao] (?:być|zostać) dostarczon|nie można dostarczyć|doručení .{0,60}(?:selhalo|nezdařilo)|"
    r"nelze doručit|kézbesít.{0,60}(?:nem sikerült|sikertelen)|teslim edilemedi|iletilemedi|"
    r"inte (?:kunde )?leverera|leverans.{0,40} misslyckades|(?:kunne|kan) ikke leveres|leveringen.{0,40} mislyk|"
    r"(?:配信|送信|配達)(?:に失敗|できません)|エラーのため|배달하지 못|전송하지 못|전달되지 (?:않|못)|"
    r"δεν ήταν δυνατή η παράδοση",
    re.IGNORECASE,
)
# How a person begins or asks: a complaint about a report of failure uses its words too.
PERSONAL = re.compile(
    r"^\W*(?:您好|你好|各位|老师|hi\b|hello\b|hallo\b|guten (?:tag|morgen)|bonjour|hola\b|"
    r"dear (?!user|sender|customer)|good (?:morning|afternoon)|お世話に)|请问|請問|麻烦(?:您|你|帮)|[?？]\s",
    re.IGNORECASE,
)
# Where the mail that came back begins: none of the addresses there is the one that failed.
COPY = re.compile(
    r"^[ \t>]*(?:received|return-path|message-id|dkim-signature|mime-version)[ \t]*:[ \t]*\S",
    re.IGNORECASE | re.MULTILINE,
)
ID_LINE = re.compile(r"^[ \t>]*(?:message-id|in-reply-to|references)[ \t]*:.*$", re.IGNORECASE | re.MULTILINE)
REASON = re.compile(r"^[^\W\d_]+[ ,'’][^|=:]{4,200}$|^[^\W\d_a-zA-Z]{4,100}$")
NO_REASON = re.compile(r"follows|original|returned|encountered an error|permanent error", re.IGNORECASE)
ANNOUNCES = re.compile(r"[:：]$|following|below\b|以下|下列")
