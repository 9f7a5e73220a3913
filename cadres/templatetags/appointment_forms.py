"""Opens the sealed facts of a printed 干部任免审批表 while it is drawn."""

from typing import Any

from django import template

from cadres.presenters import appointment_forms

register = template.Library()


@register.simple_tag
def opened(sealed: str) -> dict[str, Any]:
    """Answer what the form shows. Nothing of it is kept."""
    return appointment_forms.opened(sealed)
