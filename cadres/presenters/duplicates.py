"""What the pages of double files show."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cadres.enums import DuplicateRule, PairState
from cadres.models import Cadre, Pair, Post
from cadres.queries import doubles
from core.ui.templatetags.ui import cn_date

_KINDS = {
    "cadres.Post": gettext_lazy("任职"),
    "cadres.RankPeriod": gettext_lazy("职级"),
    "cadres.AnnualRating": gettext_lazy("年度考核"),
    "cadres.Education": gettext_lazy("学历学位"),
    "cadres.Honour": gettext_lazy("表彰奖励"),
    "cadres.Protection": gettext_lazy("请假和保护期"),
    "cadres.Kinship": gettext_lazy("亲属关系"),
    "cadres.FormSheet": gettext_lazy("导入的任免审批表"),
    "evidence.BookMember": gettext_lazy("积分账户"),
    "evidence.Complaint": gettext_lazy("投诉"),
    "evidence.InspectionPerson": gettext_lazy("暗访问题责任人"),
    "evidence.ListEntry": gettext_lazy("双星榜记录"),
    "evidence.PanelCandidate": gettext_lazy("评议对象"),
    "evidence.PollSubject": gettext_lazy("被测评人"),
    "evidence.PollVoter": gettext_lazy("测评名册"),
    "evidence.PresentationMember": gettext_lazy("晒比述评参加人"),
    "evidence.Problem": gettext_lazy("负面清单问题"),
    "evidence.Reminder": gettext_lazy("提醒函询"),
    "evidence.ServedCount": gettext_lazy("服务对象人数"),
    "evidence.Signal": gettext_lazy("线索"),
    "evidence.TargetScore": gettext_lazy("目标任务得分"),
    "evidence.WeekTask": gettext_lazy("周工作清单任务"),
    "evidence.WorkMonth": gettext_lazy("出勤月报"),
    "recall.Nomination": gettext_lazy("提名"),
    "recall.Case": gettext_lazy("召回案件"),
    "recall.Clock": gettext_lazy("期限"),
    "recall.Rehabilitation": gettext_lazy("澄清正名"),
    "assessment.BanInquiry": gettext_lazy("能否推荐查询"),
    "keeping.Hold": gettext_lazy("保全"),
}


def reasons(pair: Pair) -> list[str]:
    return [str(DuplicateRule(rule).label) for rule in pair.rules]


def rows(pairs: list[Pair]) -> list[dict[str, Any]]:
    return [{"pair": pair, "reasons": reasons(pair)} for pair in pairs]


def detail(pair: Pair) -> dict[str, Any]:
    """Answer the two files side by side, what rests on each, and what may be done."""
    people = [pair.first, pair.second]
    merger = next((one for one in pair.mergers.order_by("-pk") if not one.undone_at), None)
    return {
        "pair": pair,
        "reasons": reasons(pair),
        "lines": _lines(people),
        "is_open": pair.state == PairState.OPEN and not any(p.merged_into_id for p in people),
        "merger": merger,
        "kept": next((p for p in people if merger and p.pk == merger.kept_id), None),
        "moved": _moved(merger.moved) if merger else [],
        "behind": _behind(merger.gone_id) if merger else [],
    }


def _lines(people: list[Cadre]) -> list[dict[str, Any]]:
    """Answer the lines of the comparison; a line that differs is marked."""
    ids = [one.pk for one in people]
    held = {
        post.cadre_id: f"{post.unit}　{post.title}"
        for post in Post.objects.filter(cadre__in=ids, until_on=None, is_main=True).select_related(
            "unit"
        )
    }
    counts = doubles.holdings(ids)
    kinds = {kind for _pk, kind in counts}
    asked: list[tuple[str, list[Any]]] = [
        (_("姓名"), [one.name for one in people]),
        (_("单位"), [str(one.unit) for one in people]),
        (_("现任主职"), [held.get(one.pk, "") for one in people]),
        (_("性别"), [one.get_sex_display() for one in people]),
        (_("出生日期"), [cn_date(one.born_on) for one in people]),
        (_("身份"), [one.get_staff_kind_display() for one in people]),
        (_("职级层次"), [one.get_level_display() for one in people]),
        (_("政治面貌"), [one.get_politics_display() for one in people]),
        (_("参加工作"), [cn_date(one.work_began_on) for one in people]),
        (_("身份证号"), _sealed(people, "id_number", "id_fingerprint")),
        (_("联系电话"), _sealed(people, "phone", "phone_fingerprint")),
        (_("登录账号"), [_("有") if one.user_id else "" for one in people]),
    ]
    asked += [(kind_of(kind), [counts.get((pk, kind), 0) for pk in ids]) for kind in sorted(kinds)]
    return [
        {"label": label, "values": values, "differs": values[0] != values[1]}
        for label, values in asked
    ]


def _sealed(people: list[Cadre], name: str, mark: str) -> list[str]:
    """Say whether the numbers are the same without showing one."""
    if not all(getattr(one, mark) for one in people):
        return [_("已登记") if getattr(one, mark) else "" for one in people]
    same = getattr(people[0], mark) == getattr(people[1], mark)
    return [_("已登记，相同")] * 2 if same else [_("已登记（甲）"), _("已登记（乙），不同")]


def kind_of(label: str) -> str:
    """Answer the word for a kind of row that rests on a person."""
    if label in _KINDS:
        return str(_KINDS[label])
    return str(apps.get_model(label)._meta.verbose_name)


def _moved(moved: dict[str, list[int]]) -> list[dict[str, Any]]:
    return [
        {"label": kind_of(field.rpartition(".")[0]), "n": len(ids)} for field, ids in moved.items()
    ]


def _behind(gone: int) -> list[dict[str, Any]]:
    """Answer what still rests on the file that is seen no more: the kept one has it already."""
    counts = doubles.holdings([gone])
    return [{"label": kind_of(kind), "n": n} for (_pk, kind), n in sorted(counts.items())]
