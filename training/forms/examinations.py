"""Forms of questions, examinations and papers."""

from hashlib import blake2b
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import Checks, DateTimeInput, NoFields, WholeField
from training.enums import Difficulty, ExaminationKind, QuestionKind
from training.queries.draws import Pool

__all__ = ["ExaminationForm", "MarkForm", "NoFields", "PaperForm", "QuestionForm"]
_LETTERS = "ABCDEFGH"


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea({"class": "inp", "rows": rows})


class QuestionForm(forms.Form):
    county = forms.ModelChoiceField(label=_("县（市、区）"), queryset=None, empty_label=None)
    kind = forms.ChoiceField(label=_("题型"), choices=QuestionKind)
    topic = forms.CharField(label=_("主题"), max_length=40, help_text=_("例如：党规党纪"))
    difficulty = forms.ChoiceField(label=_("难度"), choices=Difficulty, initial=Difficulty.MEDIUM)
    text = forms.CharField(label=_("题目"), max_length=500, widget=_area(3))
    options = forms.CharField(
        label=_("选项"),
        required=False,
        max_length=2000,
        widget=_area(5),
        help_text=_("一行一个，不写 A、B；判断题写“正确”“错误”两行，简答题不填"),
    )
    right = forms.CharField(
        label=_("正确选项"),
        required=False,
        max_length=20,
        help_text=_("第一行是 A，例如 A 或 AC；简答题不填"),
    )
    guide = forms.CharField(
        label=_("评分要点"),
        required=False,
        max_length=1000,
        widget=_area(3),
        help_text=_("简答题填写，评分时显示"),
    )

    def __init__(self, *args: Any, counties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].queryset = counties  # type: ignore[attr-defined]

    def clean_options(self) -> list[str]:
        lines = self.cleaned_data["options"].splitlines()
        return [line.strip() for line in lines if line.strip()]

    def clean_right(self) -> list[int]:
        letters = self.cleaned_data["right"].upper()
        kept = [sign for sign in letters if not sign.isspace() and sign not in ",，、"]
        if not set(kept) <= set(_LETTERS):
            raise forms.ValidationError(_("请用字母 A 至 H 填写，例如 AC"))
        return [_LETTERS.index(sign) for sign in kept]


class ExaminationForm(forms.Form):
    kind = forms.ChoiceField(label=_("用途"), choices=ExaminationKind)
    title = forms.CharField(label=_("名称"), max_length=60)
    opens_at = forms.DateTimeField(label=_("开始时间"), widget=DateTimeInput)
    closes_at = forms.DateTimeField(
        label=_("截止时间"), widget=DateTimeInput, help_text=_("到这一时间，未交的试卷自动交卷")
    )
    minutes = WholeField(
        label=_("答题时间（分钟）"),
        min_value=1,
        max_value=300,
        initial=30,
        help_text=_("从本人点“开始答卷”算起"),
    )
    pass_percent = WholeField(label=_("合格线（百分比）"), min_value=0, max_value=100, initial=60)
    points = WholeField(label=_("每题分值"), min_value=1, max_value=100, initial=10)
    questions = forms.ModelMultipleChoiceField(
        label=_("试题"),
        queryset=None,
        required=False,
        widget=Checks,
        help_text=_("逐题指定，人人相同，题目和选项的顺序每人不同；上面填了抽题的不选"),
    )

    def __init__(self, *args: Any, bank: Any, pools: list[Pool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pools = {_pool_name(pool): pool for pool in pools}
        for name, pool in self.pools.items():
            self.fields[name] = _draw_field(pool)
        self.fields["questions"].queryset = bank  # type: ignore[attr-defined]
        self.order_fields([name for name in self.fields if name != "questions"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        counts = {name: told.pop(name, None) for name in self.pools}
        told["draws"] = [self.pools[name]._replace(size=n) for name, n in counts.items() if n]
        chosen = told.get("questions")
        if not self.errors and not told["draws"] and not chosen:
            self.add_error("questions", _("请填写抽题数，或者至少选一道试题"))
        if told["draws"] and chosen:
            self.add_error("questions", _("已经填了抽题数，试题请不要再选"))
        return told


def _pool_name(pool: Pool) -> str:
    """Name a pool's field by what it holds: the bank may grow while the form stands open."""
    told = f"{pool.topic}\n{pool.difficulty}".encode()
    return f"draw_{blake2b(told, digest_size=8).hexdigest()}"


def _draw_field(pool: Pool) -> WholeField:
    told = {"topic": pool.topic, "level": Difficulty(pool.difficulty).label, "n": pool.size}
    label = _("抽题　%(topic)s　%(level)s（在用 %(n)s 道）") % told
    return WholeField(label=label, required=False, min_value=0, max_value=pool.size)


class MarkForm(forms.Form):
    points = WholeField(label=_("得分"), min_value=0, max_value=100)


class PaperForm(forms.Form):
    """The questions of one paper in its own order; only those are taken that were sent."""

    def __init__(self, *args: Any, questions: Any, held: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = [item for item, _order in questions]
        for item, order in questions:
            self.fields[f"q{item.pk}"] = self._field(item.question, order, held.get(item.pk))

    def _field(self, question: Any, order: list[int], held: Any) -> forms.Field:
        choices = [(str(n), question.options[n]) for n in order]
        chosen = [str(n) for n in held.chosen] if held else []
        told: dict[str, Any] = {"label": question.text, "required": False}
        if question.kind == QuestionKind.SHORT:
            text = held.text if held else ""
            return forms.CharField(max_length=2000, widget=_area(5), initial=text, **told)
        if question.kind == QuestionKind.MULTIPLE:
            return forms.MultipleChoiceField(
                choices=choices, widget=forms.CheckboxSelectMultiple, initial=chosen, **told
            )
        first = chosen[0] if chosen else None
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, initial=first, **told)

    def lines(self) -> list[dict[str, Any]]:
        """Answer each question with its bound field."""
        return [{"item": item, "field": self[f"q{item.pk}"]} for item in self.items]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        sent = set(self.data.getlist("sent")) if hasattr(self.data, "getlist") else set()
        answers = {
            item.pk: self._given(item, values.get(f"q{item.pk}"))
            for item in self.items
            if str(item.pk) in sent and f"q{item.pk}" in values
        }
        return {"answers": answers}

    @staticmethod
    def _given(item: Any, value: Any) -> tuple[list[int], str]:
        if item.question.kind == QuestionKind.SHORT:
            return [], value or ""
        chosen = value if isinstance(value, list) else [value] if value else []
        return [int(n) for n in chosen], ""
