"""Picking one row of many without a list of them all: a box to type in, and what it finds."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from core.search.finding import begun
from core.search.words import folded

SHOWN = 10


class PickWidget(forms.Widget):
    """A combobox: htmx posts the form with `look` at every pause and takes the list out of it.

    Without JavaScript the button beside the box does the same, and the list is radio buttons.
    What is typed is posted as `<name>__q`; `core.acts.perform` never acts on a form that looks.
    """

    template_name = "ui/pick.html"

    def __init__(self, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.words = ""
        self.is_scripted = False
        self.field: PickField | None = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        self.words = str(data.get(f"{name}__q") or "")
        self.is_scripted = data.get("look") == f"{name} script"
        return super().value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        found, chosen = self.field.offered(self.words, value) if self.field else ([], "")
        if self.is_scripted:
            chosen = ""
        return context | {
            "found": found,
            "chosen": chosen,
            "words": self.words or next((o["label"] for o in found if o["value"] == chosen), ""),
            "is_scripted": self.is_scripted,
            "has_looked": bool(self.words),
        }

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return id_


class PickField(forms.ModelChoiceField):
    """One row of a queryset, found by name; with a kind of the index also by pinyin and number."""

    widget = PickWidget

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        kwargs.setdefault("queryset", None)
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.widget.field = self

    def __deepcopy__(self, memo: dict[int, Any]) -> "PickField":
        made = super().__deepcopy__(memo)
        made.widget.field = made
        return made

    def _set_queryset(self, queryset: QuerySet | None) -> None:
        self._queryset = None if queryset is None else queryset.all()

    queryset = property(forms.ModelChoiceField._get_queryset, _set_queryset)  # type: ignore[attr-defined]

    def offered(self, words: str, value: Any) -> tuple[list[dict[str, str]], str]:
        """Answer at most ten rows that the words find, the chosen one among them, and its value."""
        chosen = str(value) if str(value or "").isdecimal() else ""
        picked = list(self.queryset.filter(pk=chosen)[:1]) if chosen and not words else []
        rows = picked or (list(self._found(words)[:SHOWN]) if folded(words) else [])
        found = [{"value": str(row.pk), "label": self.label_from_instance(row)} for row in rows]
        return found, chosen if any(option["value"] == chosen for option in found) else ""

    def _found(self, words: str) -> QuerySet:
        if not self.kind:
            return self.queryset.filter(name__icontains=words.strip()).order_by("name", "pk")
        return self.queryset.filter(pk__in=begun(self.kind, words)).order_by("name", "pk")
