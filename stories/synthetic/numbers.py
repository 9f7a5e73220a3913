"""Numbers with a checksum: ID numbers (GB 11643) and unified social credit codes (GB 32100)."""

from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = tuple(3**n % 31 for n in range(17))
_ORGAN_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def id_number(division: str, born_on: date, serial: int) -> str:
    """Answer an ID number; an odd serial (1 to 999) is a man's."""
    body = f"{division}{born_on:%Y%m%d}{serial:03d}"
    rest = sum(int(c) * w for c, w in zip(body, _ID_WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[rest]


def credit_code(division: str, serial: int) -> str:
    """Answer the credit code of an organ (11) of a division, with both its check signs."""
    organ = f"{serial:08d}"
    rest = 11 - sum(int(c) * w for c, w in zip(organ, _ORGAN_WEIGHTS, strict=True)) % 11
    body = f"11{division}{organ}" + {10: "X", 11: "0"}.get(rest, str(rest))
    total = sum(_CREDIT.index(c) * w for c, w in zip(body, _CREDIT_WEIGHTS, strict=True))
    return body + _CREDIT[-total % 31]
