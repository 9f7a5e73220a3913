"""Small repairs of punctuation, so that clerks' sentences join well in a printed list."""

from django import template

register = template.Library()


@register.filter
def ended(text: object, mark: str) -> str:
    """Give the text with exactly this mark at its end."""
    return str(text).strip().rstrip("。；;.，,、") + mark


_DIGITS = "〇一二三四五六七八九"


@register.filter
def numeral(number: int) -> str:
    """Give a number from 1 to 99 as headings of the first level bear it: 十二."""
    tens, ones = divmod(int(number), 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


# Up to so many characters of this class's size stand on 156 mm (gongwen.css, GB/T 9704 7.2.4).
MARK_SIZES = ((12, ""), (14, " chang"), (18, " henchang"), (22, " zuichang"))


@register.filter
def mark_size(issuer: object, more: int = 2) -> str:
    """Give the class of an issuer mark that keeps its line: the name and `more` characters."""
    length = len(str(issuer)) + more
    return next((size for most, size in MARK_SIZES if length <= most), " jichang")
