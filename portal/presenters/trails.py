"""The trail as sentences that a person reads."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.audit import budget
from core.audit.models import Entry
from core.exports import sources
from core.exports.models import Export
from core.prints import series
from core.prints.models import PrintRun
from portal.presenters.acts import ACTS, SEEN
from portal.queries import trails
from reports.queries import exports

KINDS = {
    "recall.case": gettext_lazy("案件"),
    "recall.helperaccess": gettext_lazy("协办查阅"),
    "recall.casenote": gettext_lazy("办案备注"),
    "recall.nomination": gettext_lazy("提名"),
    "recall.factevidence": gettext_lazy("证据材料"),
    "cadres.cadre": gettext_lazy("干部信息"),
    "training.enrolment": gettext_lazy("参训记录"),
    "training.practiceposting": gettext_lazy("实践锻炼"),
    "training.guest": gettext_lazy("邀请"),
    "training.hearttalk": gettext_lazy("谈心谈话"),
    "training.mentorhandover": gettext_lazy("带教交接"),
    "training.plan": gettext_lazy("个人提高计划"),
    "training.planline": gettext_lazy("计划内容"),
    "training.lineprogress": gettext_lazy("计划进展"),
    "training.hostplace": gettext_lazy("锻炼点"),
    "training.problem": gettext_lazy("问题台账"),
    "training.journalentry": gettext_lazy("实践日志"),
    "training.question": gettext_lazy("试题"),
    "training.reflection": gettext_lazy("心得"),
    "training.reflectiontask": gettext_lazy("心得任务"),
    "training.courserating": gettext_lazy("课程评价"),
    "training.ratingitems": gettext_lazy("评价项目"),
    "training.staywish": gettext_lazy("留任申请"),
    "training.suspension": gettext_lazy("学习锻炼中止"),
    "notify.choice": gettext_lazy("提醒方式"),
    "assessment.assessment": gettext_lazy("考核"),
    "assessment.concurrence": gettext_lazy("他县会签"),
    "assessment.outcome": gettext_lazy("处理结果"),
    "assessment.outcomeproposal": gettext_lazy("处理建议"),
    "assessment.observation": gettext_lazy("暂缓结果"),
    "assessment.observationnote": gettext_lazy("观察情况"),
    "assessment.payeffect": gettext_lazy("待遇影响"),
    "assessment.paychange": gettext_lazy("待遇变动"),
    "assessment.payrun": gettext_lazy("待遇变动表"),
    "assessment.ban": gettext_lazy("限制"),
    "assessment.baninquiry": gettext_lazy("能否推荐查询"),
    "assessment.disclosure": gettext_lazy("公示"),
    "assessment.disclosureentry": gettext_lazy("公示中的姓名"),
    "assessment.impactassessment": gettext_lazy("影响评估"),
    "assessment.followup": gettext_lazy("回访"),
    "assessment.clearingnote": gettext_lazy("期满说明"),
    "assessment.outsideterm": gettext_lazy("仲裁和诉讼期限"),
    "assessment.referral": gettext_lazy("移送纪检监察"),
    "assessment.volume": gettext_lazy("案卷"),
    "recall.clearingsignal": gettext_lazy("线索撤销建议"),
    "accounts.user": gettext_lazy("账号"),
    "accounts.hook": gettext_lazy("通知地址"),
    "accounts.interfacekey": gettext_lazy("接口密钥"),
    "accounts.grant": gettext_lazy("授权"),
    "documents.voiding": gettext_lazy("作废文号"),
    "reports.summary": gettext_lazy("汇总表"),
    "reports.prefecturesummary": gettext_lazy("全州汇总表"),
    "reports.wordcopy": gettext_lazy("Word改稿"),
    "reports.presstext": gettext_lazy("新闻稿件"),
    "reports.summarydate": gettext_lazy("预定的汇总"),
    "reports.summaryrhythm": gettext_lazy("定期汇总"),
    "keeping.term": gettext_lazy("保管期限调整"),
    "keeping.hold": gettext_lazy("保全"),
    "keeping.disposal": gettext_lazy("到期清单"),
    "keeping.disposalline": gettext_lazy("到期清单的一件"),
    "exports.owncopy": gettext_lazy("本人信息副本"),
    "exports.export": gettext_lazy("导出申请"),
    "prints.printrun": gettext_lazy("批量打印"),
    "audit.entry": gettext_lazy("审计记录"),
    "recall.campaign": gettext_lazy("批次"),
    "training.trainingclass": gettext_lazy("培训班"),
    "training.session": gettext_lazy("课次"),
    "units.unit": gettext_lazy("单位"),
    "units.jurisdiction": gettext_lazy("区划"),
    "imports.importrun": gettext_lazy("数据导入"),
    "cadres.formsheet": gettext_lazy("任免审批表"),
    "cadres.pair": gettext_lazy("疑似重复档案"),
    "cadres.post": gettext_lazy("任职"),
    "cadres.annualrating": gettext_lazy("年度考核"),
    "cadres.protection": gettext_lazy("请假和保护期"),
    "evidence.evidencefile": gettext_lazy("证明材料"),
    "evidence.paperwaiver": gettext_lazy("不再收回的材料"),
    "evidence.scanpile": gettext_lazy("扫描批"),
    "evidence.scansheet": gettext_lazy("扫描页"),
    "accounts.grantrequest": gettext_lazy("授权申请"),
    "documents.document": gettext_lazy("文书"),
}


def page(question: trails.Question, mark: tuple[datetime, int] | None) -> dict[str, Any]:
    """Answer one page of lines and the mark of the next."""
    rows = trails.page_after(question, mark)
    shown = rows[: trails.PAGE]
    more = len(rows) > trails.PAGE
    return {
        "lines": list(lines(shown)),
        "next_mark": mark_of(shown[-1]) if more else "",
        "first_page": mark is None,
    }


def lines(rows: Iterable[Entry]) -> Iterable[dict[str, Any]]:
    """Answer each entry as instant with zone, who, sentence, address and outcome."""
    rows = list(rows)
    names = trails.names(rows)
    for row in rows:
        yield {
            "at": stamp(row.at),
            "who": names.get(row.by_id, _("系统")) if row.by_id else _("系统"),
            "did": sentence(row),
            "address": row.address or "—",
            "is_denied": row.outcome == "DENIED",
        }


def sentence(row: Entry) -> str:
    """Say what was done to which row, without naming the person."""
    number = row.row_id or "—"
    if row.outcome == "DENIED":
        told = {"page": row.row_kind, "number": number, "status": row.detail.get("status", "")}
        return _("请求页面 %(page)s（编号 %(number)s）被拒绝，状态 %(status)s") % told
    if row.act == budget.EXCEED:
        return _("当日已查看 %(people)s 人，继续查看，理由：%(reason)s") % row.detail
    told = {"kind": KINDS.get(row.row_kind, row.row_kind), "number": number}
    if row.act in SEEN:
        return _("%(act)s%(kind)s（编号 %(number)s）") % (told | {"act": SEEN[row.act]})
    return _("%(act)s：%(kind)s（编号 %(number)s）") % (told | {"act": ACTS.get(row.act, row.act)})


def mergers(question: trails.Question) -> list[str]:
    """Say under which other files the person's entries stand, and until when."""
    stood = [span for span in question.about if not span.since]
    told = (
        [_("此人的档案由 %(n)d 份合并而成，各份档案名下的记录都列在这里。") % {"n": len(stood)}]
        if len(stood) > 1
        else []
    )
    return told + [
        _("%(since)s 至 %(until)s 曾与档案 %(number)s 合并，其间该档案名下的记录也列在这里。")
        % {"since": stamp(span.since), "until": stamp(span.until), "number": span.cadre_id}
        for span in trails.held(question)
    ]


def files(question: trails.Question) -> list[dict[str, Any]]:
    """Answer the exports and bulk prints that held the person: when, who, what, how it ended."""
    exported = [(row.requested_at, _exported(row)) for row in exports.about_person(question.about)]
    printed = [(row.requested_at, _printed(row)) for row in exports.printed_about(question.about)]
    newest = sorted([*exported, *printed], key=lambda one: one[0], reverse=True)
    return [told for _at, told in newest]


def _exported(row: Export) -> dict[str, Any]:
    return {
        "at": stamp(row.requested_at),
        "who": row.requested_by.name,
        "second": row.decided_by.name if row.decided_by else "—",
        "what": getattr(sources.named(row.source), "label", row.source),
        "purpose": row.purpose,
        "is_masked": row.is_masked,
        "state": row.get_state_display(),
    }


def _printed(row: PrintRun) -> dict[str, Any]:
    return {
        "at": stamp(row.requested_at),
        "who": row.requested_by.name,
        "second": "—",
        "what": getattr(series.named(row.series), "label", row.series),
        "purpose": _("批量打印"),
        "is_masked": None,
        "state": row.get_state_display(),
    }


def export_url(person: Any) -> str:
    """Answer where the trail, of one person if one is asked about, is exported."""
    query = {"source": "trail"} | ({"about": person.pk} if person else {})
    return reverse("reports:export-request", query=query)


def stamp(at: datetime) -> str:
    """Write an instant with its zone."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S %z")


def mark_of(row: Entry) -> str:
    """Write where the next page begins."""
    return f"{row.at.isoformat()}~{row.pk}"


def mark_from(text: str) -> tuple[datetime, int] | None:
    """Read a mark; nonsense begins at the newest entry."""
    moment, _sign, number = text.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    if at.tzinfo is None or not number.isascii() or not number.isdigit() or len(number) > 18:
        return None
    return at, int(number)
