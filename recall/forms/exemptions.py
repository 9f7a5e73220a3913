"""The three questions of the exemption check, as a part of the verifier's form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from recall.enums import ExemptionQuestion, ExemptionReply

Fields = dict[str, forms.Field]


def fields() -> Fields:
    """Answer an answer and a reason for each question, and why it matches all the same."""
    made: Fields = {}
    for question in ExemptionQuestion:
        made[_answer(question)] = forms.ChoiceField(
            label=question.label, choices=ExemptionReply, widget=forms.RadioSelect, required=False
        )
        made[_why(question)] = forms.CharField(
            label=_("“%(question)s”的理由") % {"question": question.label},
            max_length=200,
            required=False,
            help_text=_("答“是”的须写，不少于 10 个字"),
        )
        made[_answer(question)].conditional = True  # type: ignore[attr-defined]
    made["despite"] = forms.CharField(
        label=_("仍认定符合的理由"),
        max_length=300,
        required=False,
        help_text=_("三问都答“是”而认定符合召回情形的，须写明"),
    )
    return made


def _answer(question: str) -> str:
    return f"exempt_{question.lower()}"


def _why(question: str) -> str:
    return f"exempt_{question.lower()}_why"


def rows(form: Any) -> list[dict[str, Any]]:
    """Answer each question's two bound fields, for the page."""
    return [{"answer": form[_answer(q)], "why": form[_why(q)]} for q in ExemptionQuestion]


def demand(form: Any, values: dict[str, Any]) -> None:
    """Name every question that is not answered yet."""
    for question in ExemptionQuestion:
        if not values.get(_answer(question)):
            label = {"question": question.label}
            form.add_error(_answer(question), _("请回答“%(question)s”") % label)


def given(values: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Answer question → (answer, reason) of those that were answered."""
    return {
        str(question): (values[_answer(question)], values.get(_why(question), ""))
        for question in ExemptionQuestion
        if values.get(_answer(question))
    }
