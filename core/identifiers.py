"""Numbers with a check digit: ID number (GB 11643) and unified social credit code (GB 32100).

Functions named `…_fault` answer the sentence that says what is wrong, empty for a good number.
"""

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_ID = re.compile(r"[1-9][0-9]{16}[0-9X]")
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CREDIT = re.compile(rf"[{_CREDIT_ALPHABET}]{{2}}[0-9]{{6}}[{_CREDIT_ALPHABET}]{{10}}")
_PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}")
FIRST_BIRTH = date(1900, 1, 1)


def plain(text: str) -> str:
    """Bring a number into one form: half-width, capital letters, no blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()


def id_check_digit(digits: str) -> str:
    """Answer the eighteenth character of an ID number for its first seventeen."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _ID_WEIGHTS, strict=True))
    return _ID_CHECKS[total % 11]


def credit_check_digit(characters: str) -> str:
    """Answer the eighteenth character of a credit code for its first seventeen."""
    total = sum(
        _CREDIT_ALPHABET.index(character) * weight
        for character, weight in zip(characters, _CREDIT_WEIGHTS, strict=True)
    )
    return _CREDIT_ALPHABET[(31 - total % 31) % 31]


def _birth(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def born_on(number: str) -> date:
    """Answer the birth date in a good ID number."""
    return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def sex_of(number: str) -> str:
    """Answer M or F as a good ID number says: its seventeenth digit is odd for men."""
    return "M" if int(number[16]) % 2 else "F"


def id_number_fault(number: str) -> str:
    """Answer what is wrong with an ID number in plain form, empty if nothing. Source: GB 11643."""
    if not _ID.fullmatch(number):
        return _("身份证号须为18位，前17位是数字，末位是数字或X。")
    birth = _birth(number)
    if birth is None or birth < FIRST_BIRTH:
        return _("身份证号中的出生日期不是真实日期。")
    if id_check_digit(number[:17]) != number[17]:
        return _("身份证号校验位不符，请核对是否录错。")
    return ""


def id_number_conflict(number: str, *, birth: date, sex: str) -> str:
    """Answer where a good ID number contradicts birth date or sex, empty if it does not."""
    if born_on(number) != birth:
        return _("出生日期与身份证号不一致。")
    if sex_of(number) != sex:
        return _("性别与身份证号不一致。")
    return ""


def credit_code_fault(code: str) -> str:
    """Answer what is wrong with a credit code in plain form. Source: GB 32100-2015."""
    if not _CREDIT.fullmatch(code):
        return _("统一社会信用代码须为18位数字和大写字母，不含 I、O、S、V、Z。")
    if credit_check_digit(code[:17]) != code[17]:
        return _("统一社会信用代码校验位不符，请核对是否录错。")
    return ""


def phone_fault(number: str) -> str:
    """Answer what is wrong with a phone number in plain form, empty if nothing."""
    return "" if _PHONE.fullmatch(number) else _("电话须为11位手机号，或带区号的固定电话。")
