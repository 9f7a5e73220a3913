"""The bank of questions by workbook: one line for one question."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.imports import cells
from core.imports.definitions import Column, Definition, Lookups, Match, Values
from evidence.imports.base import digest
from training import permissions
from training.enums import Difficulty, QuestionKind
from training.models import Question
from training.regulations import examinations as rules
from training.services import bulk_questions as bulk


def worded(longest: int) -> cells.Parser:
    """Parse words as they are printed: Chinese punctuation keeps its width."""

    def parse(cell: Any) -> str:
        if not isinstance(cell, str):
            return str(cells.text(longest)(cell))
        said = " ".join(cell.split())
        if len(said) > longest:
            raise cells.CellError(_("超过 %(n)s 个字") % {"n": longest})
        return said

    return parse


def right_letters(cell: Any) -> str:
    """Parse the letters of right options, in the order of the alphabet.

    :raises CellError: another sign, or one twice
    """
    said = [sign for sign in cells.plain(cell).upper() if not sign.isspace() and sign not in ",、;"]
    if not set(said) <= set(bulk.LETTERS) or len(set(said)) < len(said):
        raise cells.CellError(_("请用字母 A 至 H 填写，例如 AC"))
    return "".join(sorted(said))


def _words(choices: Any) -> dict[str, str]:
    return {str(one.label): str(one.value) for one in choices}


def _choice(name: str, label: Any, choices: Any, *synonyms: str) -> Column:
    return Column(
        name,
        label,
        lambda _l: cells.choice(_words(choices)),
        required=True,
        synonyms=synonyms,
        allowed=lambda _l: list(_words(choices)),
        show=lambda value, _l: str(choices(value).label),
    )


def _option(letter: str) -> Column:
    label = format_lazy("{}{}", gettext_lazy("选项"), letter)
    told = (letter, f"选项 {letter}")
    return Column(f"option_{letter.lower()}", label, lambda _l: worded(200), synonyms=told)


class Questions(Definition):
    code = "questions"
    title = pgettext_lazy("many", "试题")
    subject = gettext_lazy("培训班")
    brief = gettext_lazy("题库里的单选、多选、判断和简答题")
    hint = gettext_lazy(
        "一道题一行。题库里的题不能改：与在用的题题目相同、内容不同的，先停用原题再导入。"
        "撤销导入时逐题停用；已经用在测验里的不能撤销。"
    )
    most_rows = 5_000
    identity = ("text",)
    columns = (
        Column("text", gettext_lazy("题目"), lambda _l: worded(500), required=True),
        _choice("kind", gettext_lazy("题型"), QuestionKind),
        Column(
            "topic",
            gettext_lazy("主题"),
            lambda _l: worded(40),
            required=True,
            note=gettext_lazy("按主题抽题，同一主题写法须一致"),
        ),
        _choice("difficulty", gettext_lazy("难度"), Difficulty),
        *(_option(letter) for letter in bulk.LETTERS),
        Column(
            "right",
            gettext_lazy("正确选项"),
            lambda _l: right_letters,
            synonyms=("答案", "正确答案"),
            note=gettext_lazy("例如 A 或 AC；简答题不填"),
        ),
        Column(
            "guide",
            gettext_lazy("评分要点"),
            lambda _l: worded(1000),
            note=gettext_lazy("简答题填写"),
        ),
    )
    example = {
        "text": "受处分的公务员，对处分决定不服的，可以自知道之日起多少日内申请复核？",
        "kind": "单选题",
        "topic": "党规党纪",
        "difficulty": "中等",
        "option_a": "15 日",
        "option_b": "30 日",
        "option_c": "60 日",
        "right": "B",
    }

    def may_handle(self, user: Any, county: Any) -> bool:
        """Not who is a trainee now: lines and wrong rows show the right answers."""
        return permissions.keep_questions.allows(user, Question(county=county))

    def key(self, values: Values) -> str:
        return digest([values["text"]]) if values.get("text") else ""

    def derive(
        self, values: Values, secrets: dict[str, str], lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        """Say of each cell that may be blank that it is: there are those options and no more."""
        for name in (*bulk.OPTIONS, "right", "guide"):
            values.setdefault(name, "")
        return ()

    def check(self, values: Values, lookups: Lookups) -> Iterable[tuple[str, str]]:
        if not bulk.is_without_gaps(values):
            yield "option_a", _("选项须从 A 起连续填写")
        elif not rules.question_is_whole.is_kept(
            values["kind"], bulk.options_of(values), bulk.right_of(values)
        ):
            yield "right", str(rules.question_is_whole.sentence)

    def match(self, rows: Sequence[Values], lookups: Lookups) -> list[Match]:
        found = bulk.known(lookups.county, [row["text"] for row in rows])
        return [Match(found.get(row["text"])) for row in rows]

    def check_change(
        self, values: Values, current: Values, lookups: Lookups
    ) -> Iterable[tuple[str, str]]:
        if self.differing(values, current):
            yield "text", _("题库里已有这道题，内容不同；请先停用原题")

    def current(
        self, ids: Sequence[int], lookups: Lookups, *, lock: bool = False
    ) -> dict[int, Values]:
        return bulk.current(ids, lookups.county, lock=lock)

    def create(
        self, rows: Sequence[Values], lookups: Lookups, *, by: Any, at: datetime
    ) -> list[int]:
        return bulk.enter(lookups.county, rows, by=by, at=at)

    def change(
        self, rows: Sequence[tuple[int, Values]], lookups: Lookups, *, by: Any, at: datetime
    ) -> None:
        """`check_change` has refused every change: a question is never edited."""
        if rows:
            raise RuntimeError("questions are only added")

    def remove(self, ids: Sequence[int], *, by: Any, at: datetime) -> None:
        bulk.retire(ids, by=by, at=at)

    def in_use(self, ids: Sequence[int]) -> set[int]:
        return bulk.used(ids)

    def row_kind(self) -> str:
        return Question._meta.label_lower


QUESTIONS = Questions()
