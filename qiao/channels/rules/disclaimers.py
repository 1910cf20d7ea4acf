"""What gateways and legal departments add to a mail: warnings above the words, disclaimers below them."""

import re

DISCLAIMER = re.compile(
    r"^\W*(?:(?:confidentiality|legal|privacy|important) (?:notice|note|disclaimer|warning)\b\W|disclaimer\b\W?|"
    r"(?:this|the (?:information|content)s?(?: contained)? (?:in|of) this) (?:e-?mail|message|communication|"
    r"transmission)\b.{0,160}?\b(?:confidential|privileged|intended (?:only|solely|exclusively) for)|"
    r"(?:diese|der inhalt dieser) (?:e-?mail|nachricht)\b.{0,120}\bvertraulich|"
    r"(?:ce|cette|le présent) (?:e-?mail|message|courriel|courrier)\b.{0,120}\bconfidenti|"
    r"(?:este|el presente) (?:mensaje|correo|e-?mail)\b.{0,160}\bconfidencial|"
    r"(?:esta mensagem|este e-?mail)\b.{0,160}\bconfidencia|"
    r"(?:questo|il presente) (?:messaggio|e-?mail)\b.{0,160}\b(?:riservat|confidenzial)|"
    r"dit (?:e-?mail)?bericht\b.{0,120}vertrouwelijk|"
    r"(?:保密|免责|免責)(?:声明|聲明|提示|条款|通知)|"
    r"[本此](?:电子|電子)?(?:邮件|郵件|信件|电邮|電郵)(?:及|和|包括|以及|所|中|（|\(|内容|可能|含有|包含).{0,80}"
    r"(?:保密|机密|機密|专有|專有)|"
    r"(?:この|本)(?:電子)?メール.{0,80}(?:機密|秘密))",
    re.IGNORECASE,
)
BANNER = re.compile(
    r"^\W*(?:(?:caution|warning|attention|achtung|external(?: (?:e-?mail|sender|message))?|警告|注意|提醒)\W.{0,60}"
    r"(?:outside (?:of )?(?:the|your|our|this)|external (?:sender|source|e-?mail|address)|"
    r"von (?:außerhalb|extern)|extérieur|来自.{0,8}外部|外部(?:邮箱|邮件|发件人|郵件))|"
    r"this (?:e-?mail|message) (?:originated|came|was sent|is) from (?:outside|an external))"
    r"|^\W*(?:external(?: (?:e-?mail|sender|message))?|外部邮件|外部郵件)\W*$",
    re.IGNORECASE,
)
SHORTEST = 50


def is_disclaimer(text: str) -> bool:
    """Whether a paragraph that begins with this line is a disclaimer."""
    return bool(DISCLAIMER.match(text)) and (len(text) >= SHORTEST or not text.isascii() or text.isupper())


def is_banner(text: str) -> bool:
    """Whether this line is a gateway's warning about a mail from outside."""
    return bool(BANNER.match(text))
