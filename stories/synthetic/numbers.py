"""Numbers with a checksum: ID numbers (GB 11643) and unified social credit codes (GB 32100)."""

from datetime import date

from core.identifiers import credit_check_digit, id_check_digit

_ORGAN_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def id_number(division: str, born_on: date, serial: int) -> str:
    """Answer an ID number; an odd serial (1 to 999) is a man's."""
    body = f"{division}{born_on:%Y%m%d}{serial:03d}"
    return body + id_check_digit(body)


def credit_code(division: str, serial: int) -> str:
    """Answer the credit code of an organ (11) of a division, with both its check signs."""
    organ = f"{serial:08d}"
    rest = 11 - sum(int(c) * w for c, w in zip(organ, _ORGAN_WEIGHTS, strict=True)) % 11
    body = f"11{division}{organ}" + {10: "X", 11: "0"}.get(rest, str(rest))
    return body + credit_check_digit(body)
