"""Secret cells of staged rows: kept sealed, compared by fingerprint."""

from core.sealing import boxes

PLACE = "imports_importrow.secrets"


def seal(text: str) -> str:
    return boxes.seal_to_text(text, place=PLACE)


def unseal(sealed: str) -> str:
    return boxes.unseal_from_text(sealed, place=PLACE) if sealed else ""


def fingerprint(text: str) -> str:
    return boxes.fingerprint(text)
