"""The form of whoever settles two verifiers' difference by record."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import Inp, QuickTextarea, RadioCards, WholeField
from recall.enums import Conclusion, FindingResult


class SettleForm(Inp, forms.Form):
    """A finding, a record and a word on each disputed fact; then the conclusion.

    :param disputes: fact, found (results), records ([(key, words)])
    """

    version = WholeField(widget=forms.HiddenInput)
    conclusion = forms.ChoiceField(
        label=_("认定结论"),
        choices=[(code, code.label) for code in (Conclusion.MATCHED, Conclusion.NOT_MATCHED)],
        widget=RadioCards(
            hints={
                Conclusion.MATCHED: _("转入听取本人陈述申辩"),
                Conclusion.NOT_MATCHED: _("本次提名终止，不影响本人"),
            }
        ),
        error_messages={"required": _("请选择认定结论")},
    )
    opinion = forms.CharField(
        label=_("认定说明"),
        max_length=500,
        widget=QuickTextarea(attrs={"maxlength": 500}),
        error_messages={"required": _("请填写认定说明")},
    )

    def __init__(self, *args: Any, disputes: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.disputes = disputes
        for number, one in enumerate(disputes, start=1):
            self._add(number, one)

    def _add(self, number: int, one: dict[str, Any]) -> None:
        pk, said = one["fact"].pk, {"n": number}
        self.fields[f"result_{pk}"] = forms.ChoiceField(
            label=_("分歧 %(n)s 认定为") % said,
            choices=[(code, code.label) for code in FindingResult if code in one["found"]],
            widget=forms.RadioSelect,
            error_messages={"required": _("请选择分歧 %(n)s 认定为什么") % said},
        )
        self.fields[f"record_{pk}"] = forms.ChoiceField(
            label=_("分歧 %(n)s 依据的记录") % said,
            choices=one["records"],
            widget=forms.RadioSelect,
            error_messages={"required": _("请指明分歧 %(n)s 依据的记录") % said},
        )
        self.fields[f"why_{pk}"] = forms.CharField(
            label=_("分歧 %(n)s：记录说明了什么") % said,
            max_length=300,
            widget=QuickTextarea(attrs={"maxlength": 300}),
            help_text=_("记录的哪一处、怎样说明哪名核实人的认定正确，不少于 10 个字"),
            error_messages={"required": _("请写明分歧 %(n)s 的记录说明了什么") % said},
        )

    def rows(self) -> list[dict[str, Any]]:
        """Answer each dispute with its three bound fields, for the page."""
        return [
            {
                **one,
                "result": self[f"result_{one['fact'].pk}"],
                "record": self[f"record_{one['fact'].pk}"],
                "why": self[f"why_{one['fact'].pk}"],
            }
            for one in self.disputes
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given = {}
        for one in self.disputes:
            pk = one["fact"].pk
            told = [values.get(f"{name}_{pk}", "") for name in ("result", "record", "why")]
            given[pk] = tuple(told)
        return {
            "version": values.get("version"),
            "conclusion": values.get("conclusion", ""),
            "opinion": values.get("opinion", ""),
            "rulings": given,
        }
