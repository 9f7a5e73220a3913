"""The papers of a case from nomination to the serving of its notice."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from assessment.queries.volumes.papers import Paper, Sheet, day, issued, receipt, table
from core import dates
from evidence.enums import Release
from recall.models import Case, FactEvidence, Rehabilitation, Verification
from recall.queries.nominations import facts_of


def nomination(case: Case) -> list[Paper]:
    """Answer the nomination's form with its facts."""
    row = case.nomination
    facts = [
        ("姓名", case.cadre.name),
        ("单位", row.unit_name or case.unit_then),
        ("职务", row.post_title),
        ("层次", str(row.get_level_display())),
        ("身份", str(row.get_staff_kind_display())),
        ("批次", case.campaign.title),
        ("填报", f"{_name(row.drafted_by)}　{_on(row.drafted_at)}"),
        ("代表单位报送", f"{_name(row.submitted_by)}　{_on(row.submitted_at)}"),
        ("报送次数", f"第{row.submission_count}次"),
    ]
    told = [
        [fact.ground.title, day(fact.happened_on), fact.place, fact.text] for fact in facts_of(row)
    ]
    tables = [table("提名情形和事实", ["情形", "日期", "地点", "事实经过"], told)]
    return [
        Paper("提名表", _date(row.submitted_at), case.unit_then, sheet=Sheet(facts, [], tables))
    ]


def unit_opinion(case: Case) -> list[Paper]:
    """Answer the record of the unit's collective opinion, if there is one."""
    row = getattr(case.nomination, "unit_opinion", None)
    if row is None:
        return []
    facts = [
        ("会议日期", day(row.held_on)),
        ("应到", f"{row.due_count}人"),
        ("实到", f"{row.present_count}人"),
        ("同意", f"{row.agree_count}票"),
    ]
    sheet = Sheet(facts, [("集体研究意见", row.text)])
    return [Paper("单位集体研究意见", row.held_on, case.unit_then, sheet=sheet)]


def evidence(case: Case) -> list[Paper]:
    """Answer the files behind the facts; one that the scanner holds cannot be bound."""
    rows = FactEvidence.objects.filter(fact__nomination=case.nomination)
    return [
        Paper(
            title=f"证明材料：{row.file.title}",
            on=_date(row.file.uploaded_at),
            author=case.unit_then,
            file=row.file_id,
            sha256=row.file.sha256,
            trouble="" if row.file.release == Release.RELEASED else _("文件没有放行"),
        )
        for row in rows.select_related("file").order_by("fact_id", "pk")
    ]


def verifications(case: Case) -> list[Paper]:
    """Answer a sheet for each verification of every submission, then what records settled."""
    asked = Verification.objects.filter(nomination=case.nomination).select_related("by")
    rows = list(asked.prefetch_related("findings__fact__ground", "exemption").order_by("pk"))
    told = [_verification(row, office(case)) for row in rows]
    if len(rows) > 1:  # a record settles between two, never after one
        settled = case.nomination.settlements.select_related("by")
        for row in settled.prefetch_related("facts__fact__ground").order_by("pk"):
            told.append(_settlement(row, office(case)))
    return told


def _verification(row: Any, author: str) -> Paper:
    found = [
        [one.fact.ground.title, str(one.get_result_display()), one.note]
        for one in row.findings.all()
    ]
    asked = [
        [str(one.get_question_display()), str(one.get_answer_display()), one.reason]
        for one in row.exemption.all()
    ]
    sheet = Sheet(
        facts=[
            ("核实人", _name(row.by)),
            ("核实日期", _on(row.at)),
            ("报送次数", f"第{row.submission}次报送"),
            ("结论", str(row.get_conclusion_display())),
        ],
        texts=[("核实意见", row.opinion), ("仍认定符合的理由", row.despite)],
        tables=[
            table("逐项认定", ["情形", "认定", "依据"], found),
            table("容错核对", ["问题", "回答", "理由"], asked),
        ],
    )
    return Paper("核实记录", _date(row.at), author, sheet=sheet)


def _settlement(row: Any, author: str) -> Paper:
    """Answer the sheet of a settlement: fact by fact the record and what it shows."""
    told = [
        [one.fact.ground.title, str(one.get_result_display()), one.record, one.why]
        for one in row.facts.all()
    ]
    sheet = Sheet(
        facts=[
            ("认定人", _name(row.by)),
            ("认定日期", _on(row.at)),
            ("报送次数", f"第{row.submission}次报送"),
            ("结论", str(row.get_conclusion_display())),
        ],
        texts=[("认定说明", row.opinion)],
        tables=[table("按记录认定", ["情形", "认定", "依据的记录", "记录说明了什么"], told)],
    )
    return Paper("按记录认定", _date(row.at), author, sheet=sheet)


def hearing(case: Case) -> list[Paper]:
    """Answer what was served, said and recorded before the decision."""
    row, told = case.nomination, []
    if allegation := getattr(row, "allegation", None):
        if allegation.document:
            told.append(issued(allegation.document, author=office(case)))
        told.append(receipt(allegation, title="告知书送达回证", author=office(case)))
    for talk in row.talks.select_related("first", "second").order_by("pk"):
        told.append(_talk(talk, office(case)))
    if statement := getattr(row, "statement", None):
        facts = [
            ("方式", str(statement.get_kind_display())),
            ("日期", _on(statement.at)),
        ]
        sheet = Sheet(facts, [("内容", statement.text)])
        told.append(Paper("陈述申辩", _date(statement.at), case.cadre.name, sheet=sheet))
    return told


def _talk(row: Any, author: str) -> Paper:
    facts = [
        ("日期", day(row.on)),
        ("地点", row.place),
        ("谈话人", "、".join(filter(None, [_name(row.first), _name(row.second)]))),
        ("本人签名", "已签名" if row.is_signed else row.refusal),
        ("见证人", row.witness),
        ("改期", f"{day(row.next_on)}　{row.reason}" if row.next_on else ""),
    ]
    return Paper("谈话记录", row.on, author, sheet=Sheet(facts, [("问答内容", row.said)]))


def decision(case: Case) -> list[Paper]:
    """Answer this case's part of the meeting's record; other people's stay out of it."""
    row = getattr(case.nomination, "decision", None)
    if row is None:
        return []
    members = "、".join(row.members.order_by("pk").values_list("name", flat=True))
    away = [[one.user.name, one.reason] for one in case.nomination.recusals.select_related("user")]
    facts = [
        ("会议", row.meeting),
        ("日期", day(row.held_on)),
        ("应到", f"{row.due_count}人"),
        ("表决", f"同意{row.agree_count}，不同意{row.disagree_count}，缓议{row.defer_count}"),
        ("到会", members),
    ]
    tables = [table("回避", ["姓名", "事由"], away)]
    return [
        Paper(
            "集体研究决定记录（本件）",
            row.held_on,
            office(case),
            sheet=Sheet(facts, [("决定意见", row.opinion)], tables),
        )
    ]


def notice(case: Case) -> list[Paper]:
    """Answer the notice of recall; of a case entered with its receipt a sheet says where it is."""
    if case.notice:
        return [issued(case.notice, author=office(case))]
    held = getattr(case, "receipt", None)
    if held is None:
        return []
    sheet = Sheet(texts=[("说明", "本件通知书以纸质制发，未经系统生成，原件另存。")])
    return [Paper("召回通知书", held.served_on, office(case), sheet=sheet)]


def notice_receipt(case: Case) -> list[Paper]:
    """Answer the receipt of the notice."""
    held = getattr(case, "receipt", None)
    return [receipt(held, title="召回通知书送达回证", author=office(case))] if held else []


def reasons(case: Case) -> list[Paper]:
    """Answer the sheet of reasons and, where the nomination was wrong, the clearing letter."""
    sheets = case.nomination.sheets.select_related("document").order_by("edition")
    told = [issued(sheet.document, author=office(case)) for sheet in sheets]
    for row in Rehabilitation.objects.filter(nomination=case.nomination).select_related("letter"):
        told.append(issued(row.letter, author=office(case)))
    return told


def steps(case: Case) -> list[Paper]:
    """Answer what moved nomination and case, by whom and when."""
    rows = [*case.nomination.steps.select_related("by"), *case.steps.select_related("by")]
    told = [
        [_on(row.at), _label(row), _name(row.by), row.opinion]
        for row in sorted(rows, key=lambda row: row.at)
    ]
    last = _date(max(row.at for row in rows)) if rows else None
    tables = [table("经过", ["日期", "动作", "经办人", "意见"], told)]
    return [Paper("流转记录", last, office(case), sheet=Sheet([], [], tables))]


def office(case: Case) -> str:
    """Answer the department that keeps the volume."""
    return f"中共{case.place_name or case.county.name}委组织部"


def _label(row: Any) -> str:
    """Answer an act by the name that its machine gives it."""
    machine = type(row)._meta.get_field("row").related_model
    spoken = {
        move.name: str(move.custom["label"]) for move in machine().get_all_state_transitions()
    }
    return spoken.get(row.move, row.move)


def _name(user: Any) -> str:
    return user.name if user else ""


def _date(instant: Any) -> Any:
    return dates.legal_day(instant) if instant else None


def _on(instant: Any) -> str:
    return day(_date(instant))
