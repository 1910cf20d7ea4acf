"""Which elements of a mail's HTML are quoted history or a signature, by the marks mail programs leave."""

import re
from itertools import islice

from lxml import etree

# Everything from here to the end of the mail is history.
CUT_IDS = re.compile(
    r"^(?:x_|m_-?\d*|mail-)*(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|isReplyContent|origbody|orig-?body|"
    r"mail-editor-reference-message-container|ms-outlook-mobile-body-separator-line|stopSpelling|zwchr|"
    r"reply-intro|replySplit|replyWrapper|lark-mail-quote.*|ntes-\w+-quote|oriMsgHtmlSeperator|"
    r"divNeteaseMailQuote|RTEContent-quote|htmlQuote|spiltLine|qm_reply)$",
    re.IGNORECASE,
)
CUT_CLASSES = frozenset(
    {
        "outlookmessageheader",
        "ms-outlook-mobile-reference-message",
        "ntes-mailmaster-quote",
        "history-quote-wrapper",
        "lme-history",
        "lark-mail-quote",
        "yahoo_quoted",
        "mail-quote-collapse",
        "quote-header",
        "zmail_extra_hr",
        "alimail-quote",
        "adm-quote",
        "aliyun-quote",
        "front-quote",
        "email-quoted-reply",
        "mcntmcntmcnt",
        "moz-forward-container",
        "adm_reply_quote",
        "replyreply",
        "quoted_message",
    }
)
# «On …, X wrote:» above a block quotation. Without one behind it, everything from here on is history.
INTRODUCTION_CLASSES = frozenset({"gmail_attr", "moz-cite-prefix", "gmail_quote_attribution"})
# The element itself is history; text after it is not.
QUOTE_CLASSES = frozenset(
    {
        "gmail_quote",
        "gmail_quote_container",
        "protonmail_quote",
        "tutanota_quote",
        "zmail_extra",
        "freebirdformviewerviewitemsitemitemtitle-quote",
        "mailbox-quote",
        "hs_reply",
        "quoted-text",
        "uio_quote",
        "front-blockquote",
        "missive_quote",
        "nylas-quote",
        "clean_bq",
        "history_container",
    }
)
SIGNATURE_CLASSES = frozenset(
    {
        "gmail_signature",
        "gmail_signature_prefix",
        "moz-signature",
        "protonmail_signature_block",
        "foxmail-signature",
        "mail-signature",
        "apple-signature",
        "front-signature",
        "sh-signature",
        "mb_sig",
        "xmail-signature",
        "nylas-signature",
    }
)
SIGNATURE_IDS = re.compile(
    r"^(?:x_)*(?:signature|ms-outlook-mobile-signature|applemailsignature|"
    r"applelinebreakwithsignature|"
    r"ntes-\w+-signature|_?foxmail_?signature|spicasignature|emptysign|mailmastersignature|psignature|"
    r"lineBreakAtBeginningOfSignature)$",
    re.IGNORECASE,
)
RULE = re.compile(
    r"border-top\s*:\s*(?:solid\s+)?(?:#?\w+\s+)*?(?:(?:solid\s+)?#(?:B5C4DF|E1E1E1|CCCCCC|E5E5E5)\b|"
    r"(?:1(?:\.0)?p[tx]\s+solid|solid)\s+(?:#(?:B5C4DF|E1E1E1|CCC|E5E5E5)|rgb\((?:181, ?196, ?223|"
    r"225, ?225, ?225|"
    r"229, ?229, ?229|204, ?204, ?204)\)))",
    re.IGNORECASE,
)
LABELLED = re.compile(
    r"^\W*(?:from|von|de|da|van|från|fra|od|от|发件人|寄件者|發件人|差出人|"
    r"보낸 사람)\W*[:：]",
    re.IGNORECASE,
)


def _classes(element: etree._Element) -> set[str]:
    """Class names without the `x_` that Outlook on the web puts before those of quoted mails."""
    return {re.sub(r"^(?:x_)+", "", name.lower()) for name in (element.get("class") or "").split()}


def _head(element: etree._Element) -> str:
    out = ""
    for piece in element.itertext():
        out += str(piece)
        if len(out.strip()) > 40:
            break
    return out.strip()


def is_cut(element: etree._Element) -> bool:
    """Whether history begins at this element and runs to the end."""
    if not isinstance(element.tag, str) or element.tag in ("html", "body"):
        return False
    if CUT_IDS.match(element.get("id") or "") or element.get("data-marker") in ("__DIVIDER__", "__QUOTED_TEXT__"):
        return True
    if element.get("name") == "messageReplySection":  # Spark
        return True
    classes = _classes(element)
    if classes & INTRODUCTION_CLASSES:
        return not (_introduces_block(element) or ("gmail_attr" in classes and "forwarded" in _head(element).lower()))
    if classes & CUT_CLASSES:
        return True
    style = element.get("style") or ""
    return "border-top" in style and bool(RULE.search(style)) and bool(LABELLED.match(_head(element)))


def is_quote(element: etree._Element) -> bool:
    """Whether this element and nothing beyond it is history."""
    if not isinstance(element.tag, str):
        return False
    classes = _classes(element)
    if element.tag == "blockquote":
        return _is_quoting(element, classes)
    if "gmail_quote" in classes and next(element.iter("blockquote"), None) is not None:
        return False  # answers may stand between the quotations it holds
    return bool(classes & QUOTE_CLASSES) or (bool(classes & INTRODUCTION_CLASSES) and _introduces_block(element))


def _is_quoting(block: etree._Element, classes: set[str]) -> bool:
    """Whether a block quotation quotes a mail: it says so, has a bar at its left, or is introduced."""
    if (block.get("type") or "").lower() == "cite" or (block.get("cite") and not _cites_page(block)):
        return True
    style = (block.get("style") or "").replace(" ", "").lower()
    if "border-left" in style and ("padding-left" in style or "margin" in style):
        return True
    before = islice(block.itersiblings(preceding=True), 3)
    is_introduced = any(_classes(sibling) & INTRODUCTION_CLASSES for sibling in before)
    return is_introduced or bool(classes & QUOTE_CLASSES - {"gmail_quote"})


def _cites_page(block: etree._Element) -> bool:
    """Whether a block quotation says that it is from a page of the web rather than from a mail."""
    return (block.get("cite") or "").lower().startswith(("http:", "https:"))


def _introduces_block(element: etree._Element) -> bool:
    """Whether a block quotation is one of the next three elements."""
    return any(sibling.tag == "blockquote" for sibling in islice(element.itersiblings(), 3))


def is_signature(element: etree._Element) -> bool:
    """Whether this element is the sender's signature."""
    if not isinstance(element.tag, str) or element.tag in ("html", "body"):
        return False
    return (
        bool(_classes(element) & SIGNATURE_CLASSES)
        or any(SIGNATURE_IDS.match(name) for name in _classes(element))
        or bool(SIGNATURE_IDS.match(element.get("id") or ""))
        or element.get("data-smartmail") == "gmail_signature"
        or element.get("name") == "messageSignatureSection"
        or element.get("data-marker") in ("__SIG_PRE__", "__SIG_POST__")
    )


def is_block(element: etree._Element) -> bool:
    """Whether this is a block quotation without any mark of its origin (indented text has a margin)."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.tag == "blockquote"
        and not _cites_page(element)
        and "margin:00040px" not in style
        and "webkit-indent" not in (element.get("class") or "")
        and "gmail_quote" not in (element.get("class") or "")
    )


def is_signature_rule(element: etree._Element) -> bool:
    """The short rule Foxmail draws above a signature."""
    is_short = "210px" in (element.get("style") or "").replace(" ", "")
    return is_short and (element.get("color") or "").lower() == "#b5c4df"
