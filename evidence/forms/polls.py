"""Forms of polls: the rule, ballot and roll, paper entry, signals."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import decimals
from core.ui.forms import Checks, DateTimeInput, WholeField
from evidence.enums import BallotKind, PollMeasure, VoteChannel
from evidence.forms.placed import PlacedForm

LETTERS = "ABCDEFGHJK"
WHO = [("ALL", _("全部人员")), ("LEADING", _("领导职务")), ("OTHERS", _("非领导职务"))]
_TEXT = {"class": "inp", "rows": 4}


def _decimal(text: str) -> Decimal:
    """Read a number of 0 to 100 as people write it: core.decimals."""
    try:
        return decimals.read(text, low=Decimal(0), high=Decimal(100))
    except decimals.NotANumber as error:
        said = _("“%(text)s”不是 0 至 100、最多两位小数的数") % {"text": text[:20]}
        raise forms.ValidationError(said) from error


def pairs(text: str) -> list[tuple[str, Decimal]]:
    """Read lines of a name and a number, any blank between: 同事 30, 同事　30."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        words = line.rsplit(maxsplit=1)
        if len(words) < 2:
            raise forms.ValidationError(_("每行写名称和数字，中间空一格，例如：同事 30"))
        found.append((words[0][:30], _decimal(words[1])))
    return found


class VoidForm(forms.Form):
    """Why a poll about trainees does not count."""

    reason = forms.CharField(
        label=_("作废理由"),
        max_length=200,
        help_text=_("例如：名册漏列了三人，须重新组织"),
        widget=forms.Textarea(attrs={"class": "inp", "rows": 3, "maxlength": 200}),
        error_messages={"required": _("请写明作废理由")},
    )


class PlanForm(PlacedForm):
    """The whole rule of a poll on one page."""

    title = forms.CharField(
        label=_("名称"), max_length=60, error_messages={"required": _("请填写名称")}
    )
    basis = forms.CharField(
        label=_("依据办法及版本"),
        max_length=100,
        help_text=_("例如：某镇民主测评办法（2018年第一版）"),
        error_messages={"required": _("请填写依据办法及版本")},
    )
    kind = forms.ChoiceField(label=_("票种"), choices=BallotKind)
    options = forms.CharField(
        label=_("等次和分值"),
        required=False,
        widget=forms.Textarea(attrs=_TEXT),
        help_text=_("逐人评定时填写，每行一个等次，例如：优秀 100"),
    )
    max_names = WholeField(
        label=_("最多推选人数"),
        required=False,
        min_value=1,
        max_value=20,
        help_text=_("推选若干人时填写"),
    )
    measure = forms.ChoiceField(label=_("结果"), choices=PollMeasure)
    share_of = forms.CharField(
        label=_("计入得票率的等次"),
        required=False,
        max_length=60,
        help_text=_("按得票率时填写，例如：不称职；多个用顿号隔开"),
    )
    groups = forms.CharField(
        label=_("投票人分组和权重"),
        widget=forms.Textarea(attrs=_TEXT),
        help_text=_("每行一组，权重合计 100，例如：同事 30"),
        error_messages={"required": _("请填写分组和权重")},
    )
    bottom_n = WholeField(
        label=_("末位人数"),
        required=False,
        min_value=1,
        max_value=50,
        help_text=_("与界线只填一项"),
    )
    threshold = forms.CharField(
        label=_("界线"),
        required=False,
        max_length=6,
        help_text=_("得分不高于、或者得票率不低于（按低者在后时不高于）此数的上线"),
    )
    ground = forms.ModelChoiceField(
        label=_("对应的召回情形"), queryset=None, required=False, empty_label=_("暂不对应")
    )
    closes_at = forms.DateTimeField(
        label=_("截止时间"),
        widget=DateTimeInput(),
        help_text=_("须为整点"),
        error_messages={
            "required": _("请填写截止时间"),
            "invalid": _("请填写日期和整点，例如 2026-11-30 18:00"),
        },
    )

    def clean_groups(self) -> list[tuple[str, Decimal]]:
        found = pairs(self.cleaned_data["groups"])
        if len({name for name, _weight in found}) < len(found):
            raise forms.ValidationError(_("分组名称不能重复"))
        return found

    def clean_options(self) -> list[dict[str, str]]:
        if self.data.get("kind") == BallotKind.NAMES:
            return [{"code": "X", "label": "推选", "value": "1"}]
        found = pairs(self.cleaned_data["options"])
        if not 2 <= len(found) <= len(LETTERS):
            raise forms.ValidationError(_("请填写 2 至 10 个等次"))
        if len({label for label, _value in found}) < len(found):
            raise forms.ValidationError(_("等次名称不能重复"))
        return [
            {"code": code, "label": label, "value": f"{value:f}"}
            for code, (label, value) in zip(LETTERS, found, strict=False)
        ]

    def clean_threshold(self) -> Decimal | None:
        text = self.cleaned_data["threshold"].strip()
        return _decimal(text) if text else None

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if "threshold" in values and (values.get("bottom_n") is None) is (
            values["threshold"] is None
        ):
            self.add_error("bottom_n", _("末位人数和界线须填一项，且只填一项"))
        self._fit_kind(values)
        values["share_of"] = self._codes(values)
        return values

    def _fit_kind(self, values: dict[str, Any]) -> None:
        if values.get("kind") != BallotKind.NAMES:
            values["max_names"] = None
            return
        if values.get("max_names") is None and "max_names" not in self.errors:
            self.add_error("max_names", _("请填写最多推选人数"))
        if values.get("measure") == PollMeasure.SCORE:
            self.add_error("measure", _("推选若干人没有得分，请选得票率"))

    def _codes(self, values: dict[str, Any]) -> str:
        """Turn the grades' names into their codes."""
        options = {option["label"]: option["code"] for option in values.get("options") or []}
        if values.get("measure") == PollMeasure.SCORE or not options:
            return ""
        if values.get("kind") == BallotKind.NAMES:
            return "X"
        named = [name.strip() for name in values.get("share_of", "").split("、") if name.strip()]
        if not named or not set(named) <= set(options):
            self.add_error("share_of", _("请填写上面列出的等次名称"))
            return ""
        return ",".join(options[name] for name in named)


class SubjectsForm(forms.Form):
    """Who is on the ballot: a unit's people by kind of post."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=None, empty_label=None)
    who = forms.ChoiceField(label=_("人员"), choices=WHO)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class VotersForm(forms.Form):
    """Who is on the roll: a unit's people, and names without a file (service recipients)."""

    group = forms.ModelChoiceField(label=_("分组"), queryset=None, empty_label=None)
    unit = forms.ModelChoiceField(label=_("单位"), queryset=None, empty_label=None)
    who = forms.ChoiceField(
        label=_("人员"), choices=[("", _("不加单位人员")), *WHO], required=False
    )
    names = forms.CharField(
        label=_("其他投票人"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs=_TEXT),
        help_text=_("服务对象等没有档案的人，每行一个姓名"),
    )
    channel = forms.ChoiceField(
        label=_("领票方式"),
        choices=[
            (VoteChannel.APP, _("有账号的登录领取，其他人发票条")),
            (VoteChannel.SLIP, _("都发票条")),
            (VoteChannel.PAPER, _("纸质票")),
        ],
    )

    def __init__(self, *args: Any, poll: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["group"].queryset = poll.groups.order_by("position")  # type: ignore[attr-defined]

    def clean_names(self) -> list[str]:
        """Answer each name once; a name twice may be two people, of whom one would have no vote."""
        lines = map(str.strip, self.cleaned_data["names"].splitlines())
        names = [line[:40] for line in lines if line]
        twice = next((name for name, n in Counter(names).items() if n > 1), None)
        if twice:
            said = _("“%(name)s”写了不止一次；同名的两个人，请在姓名后注明单位或者住址")
            raise forms.ValidationError(said % {"name": twice})
        return names


class MergeForm(forms.Form):
    group = forms.ModelChoiceField(label=_("分组"), queryset=None, empty_label=None)
    into = forms.ModelChoiceField(label=_("并入"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, poll: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("group", "into"):
            self.fields[name].queryset = poll.groups.order_by("position")  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    """One group: whose slips are made."""

    group = forms.ModelChoiceField(label=_("分组"), queryset=None, empty_label=None)

    def __init__(self, *args: Any, poll: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = poll.groups.order_by("position")  # type: ignore[attr-defined]


class SignalsForm(forms.Form):
    """For whom a signal is raised: nobody is chosen beforehand who is tied or protected."""

    subjects = forms.TypedMultipleChoiceField(
        label=_("产生线索的人员"),
        coerce=int,
        widget=Checks,
        error_messages={"required": _("请至少选择一人")},
    )

    def __init__(self, *args: Any, line: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_to = [row for row in line if not row.protection]
        field = self.fields["subjects"]
        field.choices = [(row.subject.pk, f"{row.subject.name}：{row.said}") for row in open_to]  # type: ignore[attr-defined]
        field.initial = [row.subject.pk for row in open_to if not row.is_tied]
