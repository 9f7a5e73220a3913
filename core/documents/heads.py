"""版头 of paper that goes up: several issuers, who signed for each, how urgent, which copy.

GB/T 9704-2012, 7.2. A level of secrecy is no part of it: see regulation GW-01.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.documents import regulations

MOST = 6  # issuers: more names do not stand between mark and title
LONGEST = 25  # characters of a name that keeps its line (gongwen.css)
_SECRET = re.compile(r"(?:绝密|机密|秘密)\s*[★☆*]")
_ROWS = ((9, 3), (14, 2))  # names of up to so many characters → so many seals beside each other


class Urgency(TextChoices):
    URGENT = "加急", _("加急")
    MOST_URGENT = "特急", _("特急")


@dataclass(frozen=True)
class Head:
    """What stands above the title beside mark and number.

    :param issuers: the host first
    :param signers: 签发人, one for each issuer in the same order
    :param copy_number: 份号 from 1 on; None for none
    """

    issuers: tuple[str, ...]
    signers: tuple[str, ...]
    urgency: str = ""
    copy_number: int | None = None

    def check(self) -> None:
        """Refuse a head that the standard does not know.

        :raises RegulationBroken: GW-02 to GW-04
        """
        regulations.each_issuer_has_signed.check(self.issuers, self.signers)
        regulations.issuers_stand_on_paper.check(self.issuers, MOST, LONGEST)
        regulations.copy_number_has_six_digits.check(self.copy_number)

    def facts(self) -> dict[str, Any]:
        """Answer it as a snapshot keeps it, rows of names as they are printed."""
        longest = max(self.issuers, key=len)
        many = next((row for most, row in _ROWS if len(longest) <= most), 1)
        return {
            "issuer": self.issuers[0],
            "issuers": list(self.issuers),
            "longest": longest,
            "partners": _rows(self.issuers, many) if len(self.issuers) > 1 else [],
            "signers": _rows(self.signers, 2),
            "urgency": str(self.urgency),
            "copy_number": f"{self.copy_number:06}" if self.copy_number else "",
        }


def is_marked_secret(text: str) -> bool:
    """Say whether a text bears a level of secrecy as a paper's head does: 机密★1年."""
    return bool(_SECRET.search(text))


def _rows(names: tuple[str, ...], many: int) -> list[list[str]]:
    return [list(names[at : at + many]) for at in range(0, len(names), many)]
