"""Numbers of activity certificates, also those from before this system, whose forms differ from place to place."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

SHORTEST, LONGEST = 4, 40
_FORM = re.compile(r"[0-9A-Z一-鿿\-./()\[\]〔〕【】]+")


def same_number(number: str) -> str:
    """A certificate number as compared: full-width digits, blanks and case do not matter."""
    return "".join(unicodedata.normalize("NFKC", number).split()).upper()


def has_form(number: str) -> bool:
    """Whether it can be a number on a certificate: letters, digits, Chinese words around them, 4 to 40 signs."""
    fits = SHORTEST <= len(number) <= LONGEST and _FORM.fullmatch(number) is not None
    return fits and any(sign.isdigit() for sign in number)


def _valid(number: str) -> str:
    number = same_number(number)
    if not has_form(number):
        raise ValueError("活动证编号为 4 至 40 位，由数字、字母、汉字和连字符组成，至少有一位数字")
    return number


CertificateNumberText = Annotated[str, StringConstraints(min_length=1, max_length=80), AfterValidator(_valid)]
"""Any form of old, normalised when it comes in."""
