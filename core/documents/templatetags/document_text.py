"""Small repairs of punctuation, so that clerks' sentences join well in a printed list."""

from django import template

register = template.Library()


@register.filter
def ended(text: object, mark: str) -> str:
    """Give the text with exactly this mark at its end."""
    return str(text).strip().rstrip("。；;.，,、") + mark
