from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.mail_checks_shown_dkim import MailChecksShownDkim
from ..models.mail_checks_shown_dmarc import MailChecksShownDmarc
from ..models.mail_checks_shown_spf import MailChecksShownSpf

T = TypeVar("T", bound="MailChecksShown")


@_attrs_define
class MailChecksShown:
    """Sender checks by the mail server the mailbox trusts.

    Attributes:
        dmarc (MailChecksShownDmarc): Whether the sender's domain vouches for the mail.
        spf (MailChecksShownSpf): Whether the sending server may send for the domain.
        dkim (MailChecksShownDkim): Signature of the sender's domain.
    """

    dmarc: MailChecksShownDmarc
    spf: MailChecksShownSpf
    dkim: MailChecksShownDkim

    def to_dict(self) -> dict[str, Any]:
        dmarc = self.dmarc.value

        spf = self.spf.value

        dkim = self.dkim.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "dmarc": dmarc,
                "spf": spf,
                "dkim": dkim,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        dmarc = MailChecksShownDmarc(d.pop("dmarc"))

        spf = MailChecksShownSpf(d.pop("spf"))

        dkim = MailChecksShownDkim(d.pop("dkim"))

        mail_checks_shown = cls(
            dmarc=dmarc,
            spf=spf,
            dkim=dkim,
        )

        return mail_checks_shown
