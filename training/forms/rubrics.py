"""The field in which criteria with points are typed, a line for each."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class RubricField(forms.CharField):
    """Criteria as lines of name and points; the value is `[{"name", "points"}]`.

    What they add up to is judged by RF-10.
    """

    widget = forms.Textarea
    default_error_messages = {"line": _("每行写名称和整数分值，中间空一格")}

    def __init__(self, **kwargs: Any) -> None:
        told = {"label": _("评分标准"), "required": False, "max_length": 400}
        area = forms.Textarea(attrs={"class": "inp", "rows": 4, "maxlength": 400})
        super().__init__(**told | {"widget": area} | kwargs)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Answer the criteria.

        :raises forms.ValidationError: a line without a name or without whole points
        """
        lines = (line.split() for line in super().clean(value).splitlines())
        return [self._criterion(words) for words in lines if words]

    def _criterion(self, words: list[str]) -> dict[str, Any]:
        *name, points = words
        if not name or not (points.isascii() and points.isdigit()) or len(points) > 3:
            raise forms.ValidationError(self.error_messages["line"], code="line")
        return {"name": " ".join(name), "points": int(points)}
