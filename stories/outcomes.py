"""What came after the decision, in numbers: quiz, pay, bans, and who left posts by the rules."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from assessment.enums import BanKind, PayKind
from assessment.models import Ban, PayEffect, PayRun
from assessment.queries import pay, paysheets
from cadres.models import Cadre
from recall.models import Case
from stories import texts
from training.enums import ExaminationKind
from training.models import Examination
from training.queries import examinations

QUIZ = {
    "quiz_papers": "开班测验交卷份数",
    "quiz_all_correct": "开班测验全部答对的人数",
}
PAY = {
    "allowance_stopped": "停发工作性津贴的人数",
    "awards_cut": "扣发绩效奖励的人数",
    "awards_cut_yuan": "扣发绩效奖励的金额",
    "pay_yuan": "各项少发的金额合计，撤回的不计",
    "pay_tables": "两人签发的待遇变动表份数",
    "pay_people_by_unit": "各单位待遇受影响的人数",
    "pay_recalled_by_unit": "待遇受影响的单位决定召回的人数",
    "pay_staff_by_unit": "待遇受影响的单位在册人数",
}
BANS = {
    "awards_barred": "限制评先评优的人数",
    "promotions_barred": "限制提拔、晋升的人数",
}
SECOND_LINE = {
    "second_line": "被召回以外退居二线、改任、退休的人数",
    "second_line_by_kind": "被召回以外退居二线等，按方式分",
}
ALL = QUIZ | PAY | BANS | SECOND_LINE


def flat(county: Any, *, at: Any) -> dict[str, Any]:
    """Answer every figure under one name each; none of what a county has nothing of."""
    return _quiz(county, at) | _pay(county) | _bans(county) | _second_line(county)


def _quiz(county: Any, at: Any) -> dict[str, Any]:
    rows = Examination.objects.filter(training_class__county=county, kind=ExaminationKind.QUIZ)
    found = [examinations.scores(row, at) for row in rows]
    if not found:
        return {}
    return {
        "quiz_papers": sum(map(len, found)),
        "quiz_all_correct": sum(map(examinations.all_right, found)),
    }


def _pay(county: Any) -> dict[str, Any]:
    rows = list(PayEffect.objects.filter(case__county=county).prefetch_related("changes"))
    if not rows:
        return {}
    of = {kind: [row for row in rows if row.kind == kind] for kind in PayKind.values}
    recalled = Case.objects.filter(county=county).exclude(state="REVOKED")
    signed = PayRun.objects.signed().filter(county=county)
    people = Counter(line.unit for line in {(x.case, x.unit): x for x in _lines(signed)}.values())
    units = {"unit__name__in": people}
    return {
        "allowance_stopped": len({row.case_id for row in of[PayKind.ALLOWANCE]}),
        "awards_cut": len({row.case_id for row in of[PayKind.AWARD]}),
        "awards_cut_yuan": _yuan(of[PayKind.AWARD]),
        "pay_yuan": _yuan(rows),
        "pay_tables": signed.count(),
        "pay_people_by_unit": dict(people),
        "pay_recalled_by_unit": _by_unit(recalled.filter(**units)),
        "pay_staff_by_unit": _by_unit(Cadre.objects.filter(unit__county=county, **units)),
    }


def _lines(signed: Iterable[PayRun]) -> list[pay.Line]:
    return [line for run in signed for line in pay.of_run(run)]


def _yuan(rows: list[PayEffect]) -> str:
    """Answer what effects with a last month took in all."""
    fen = sum(pay.taken(row, pay.after(row.until_month)) for row in rows if row.until_month)
    return f"{paysheets.yuan(fen):.2f}"


def _by_unit(rows: Any) -> dict[str, int]:
    counted = rows.values("unit__name").annotate(n=Count("pk")).order_by()
    return {row["unit__name"]: row["n"] for row in counted}


def _bans(county: Any) -> dict[str, int]:
    rows = Ban.objects.filter(case__county=county)
    by = {kind: rows.filter(kind=kind).values("case").distinct().count() for kind in BanKind}
    if not any(by.values()):
        return {}
    return {"awards_barred": by[BanKind.AWARD], "promotions_barred": by[BanKind.PROMOTION]}


def _second_line(county: Any) -> dict[str, Any]:
    """Count by the posts that people without a case took, and by who left the rolls."""
    outside = Cadre.objects.filter(unit__county=county, cases=None)
    by = {
        kind: outside.filter(posts__title=title, posts__until_on=None).count()
        for kind, title in texts.SECOND_LINE.items()
    }
    by["retired"] = outside.exclude(left_on=None).count()
    if not any(by.values()):
        return {}
    return {"second_line": sum(by.values()), "second_line_by_kind": by}
