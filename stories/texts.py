"""What people in a story write. Synthetic throughout: no sentence is about anyone real."""

from random import Random

ZERO_REASON = "经单位集体研究，本轮没有符合召回情形的人员。"
UNIT_OPINION = "经集体研究，该同志有上述情形，事实清楚，同意推荐召回教育。"
LATE_REASON = "单位主要负责人外出，集体研究延后，逾期报送。"
LET_IN = "原因属实，同意受理。"
WITHDRAWN = "单位复核后认为材料不充分，撤回。"
REMARK = "请补充时间、地点和在场人员，附原始记录。"
FINDING = "查阅原始记录并向两名知情人核实。"
REPLY = "对所列事实没有异议，愿意参加学习，改进工作作风。"
WAIVED = "本人当面表示不作申辩。"
MEETING = "{of}委组织部部务会议"
DECIDED = "经集体研究，决定召回教育。"
NOT_RECALLED = "经集体研究，情节轻微且已改正，不予召回，由单位谈话提醒。"
NOT_EXCUSED = {question: ("NO", "") for question in ("FIRST_TRY", "PROCEDURE", "NO_GAIN")}
EVIDENCE_TITLE = "情况记录（模拟材料）"
VERIFIED = {
    "MATCHED": "经核实，事实成立，符合召回情形。",
    "NOT_MATCHED": "经核实，所列事实不属实，不符合召回情形。",
    "SENT_BACK": "事实表述不完整，退回补正。",
}
JOURNAL = (
    "入户走访八户，登记诉求三件，当天办结一件。",
    "参加村里道路养护，与村干部核对台账。",
    "协助调解邻里纠纷一起，双方达成一致。",
    "整理脱贫户产业帮扶资料，逐户核对收入。",
)
REMARKED = "记录具体，办法可行，继续跟进。"
TASKS = "入户走访、参加村务、协助办理群众事项，每两周写一次日志。"
FINISHED = "锻炼期间遵守纪律，能够独立联系群众，期满鉴定合格。"
ASSESSED = {True: "综合考核合格。", False: "综合考核不合格，建议依规处理。"}
SOURCE = "考核汇总表（模拟）"
WISH = "愿意留在村里，把还没有办完的事办完。"
WELCOME = "同意留任。"
NOT_SENT = "没有安排实践锻炼，本项不适用。"
# Published: the three questions, not their answers; what can be chosen tells nothing of a place.
QUIZ = (
    ("石泉县建县是哪一年？", ("县志所载的年份", "与县志所载不同的年份", "不清楚"), (0,)),
    (
        "年初全县定下的发展思路是什么？",
        ("年初县委工作报告提出的思路", "往年的思路", "外县的思路", "不清楚"),
        (0,),
    ),
    (
        "“四个自信”“四个意识”“两个维护”的内容分别是什么？下列属于“四个自信”的有：",
        ("道路自信", "理论自信", "制度自信", "文化自信", "技术自信"),
        (0, 1, 2, 3),
    ),
)
SECOND_LINE = {
    "removed": "免去领导职务（退居二线）",
    "non_leading_post": "改任非领导职务",
}
QUOTA_BASIS = "{of}委常委会会议，{of}委发〔{year}〕1号"
OUTCOME = "综合考核后经集体研究决定。"
CHALLENGED = {
    "SIGNALS": "日常工作中已有线索指向你单位人员，请逐人核对后补报，或者说明理由。",
    "OTHER": "本轮未提名人选，请逐人核对后补报，或者说明理由。",
}
CHALLENGE_ANSWER = {
    "NOMINATES": "经重新逐人核对，已补报提名，事实和材料附后。",
    "MAINTAINS": "经重新逐人核对，所列情况均已改正，维持零报告。",
}
CHALLENGE_CLOSED = {
    "NOMINATED": "单位已补报提名，转入核实程序，质询结束。",
    "ACCEPTED": "经核对单位逐人说明和有关材料，理由成立。",
}
MEASURE = {
    "CIRCULAR": "未按时按要求上报。",
    "INTERVIEW": "落实召回工作不力，约谈提醒。",
    "HONOUR": "应退不退，取消评优评先资格。",
}
LESSONS = (
    ("ICE_BREAKING", "心理座谈：为什么是我"),
    ("THEORY", "理论学习：担当作为"),
    ("DISCIPLINE", "纪律作风教育"),
    ("LAW", "依法行政专题"),
    ("READING", "读书分享会"),
    ("BUSINESS", "群众工作方法"),
    ("TALK", "一对一谈心"),
    ("VISIT", "现场教学"),
)
_FACTS = (
    "在本季度重点任务中三次未按期完成，经提醒后仍未改正，影响全单位进度。",
    "工作日多次不在岗且未履行请假手续，群众办事两次扑空，引起投诉。",
    "对交办事项敷衍应付，材料退回重做四次，延误上报时间十二天。",
    "服务窗口态度生硬，推诿扯皮，被群众实名反映两次，经查属实。",
)


def opinion(conclusion: str, reason: str) -> str:
    """Answer a verifier's opinion; `reason` is the story's own, why a nomination fell."""
    return reason if reason and conclusion == "NOT_MATCHED" else VERIFIED[conclusion]


def fact(random: Random) -> str:
    """Answer a fact."""
    return random.choice(_FACTS)


def evidence(nomination: int, number: int) -> bytes:
    """Answer a one-page PDF that says that it is synthetic."""
    line = f"Synthetic evidence {nomination}-{number}. No real person or event."
    stream = f"BT /F1 14 Tf 72 760 Td ({line}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for index, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (index, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + tail


ONE_VERIFIER = "首批试行，核实人员不足，由一人核实，提交会议前逐件复核。"
LEGAL_BASIS = "依据公务员法、事业单位人事管理条例和干部管理的有关规定制定。"
ENTERED = "据工作台账登记"
TAKEN_BACK = "登记有误，予以冲正"
OBJECTION = "对这一笔有异议，请核对当日工作记录。"
ANSWER = {
    "UPHELD": "经核对，异议成立，予以冲正。",
    "REJECTED": "经核对当日记录，登记属实，予以维持。",
}
SEEN = "工作日上午到岗检查，本人不在岗位，未履行请假手续。"
FINDER = "督查组"
MATERIAL = "检查记录（模拟）"
STRUCK = "经核对考勤，当日系公出，予以剔除。"
PLACE = "办公场所"
UNIT_ANSWER = "情况属实，已谈话并责成整改。"
FOUND = {
    "CONFIRMED": "与检查记录、考勤一致，认定属实。",
    "CORRECTED": "情节轻微，已当场整改。",
    "NOT_CONFIRMED": "经核对系公出，不属实。",
}
CORRECT = "按时到岗，按期办结交办事项，每周报告一次。"
JUDGED = {
    "CORRECTED": "改正期内按要求办理，已改正。",
    "NOT_CORRECTED": "改正期满，同类情况仍发生两次。",
}
WEEK_TASKS = ("入户走访并登记诉求", "核对产业帮扶台账", "办结群众反映事项")
PATROLLED = "现场查看，进度已登记。"
STUDIED = "连续两月重点任务未完成，提交研判。"
SCORED = "台账、周清单和群众反映相互印证。"
COUNTED = "窗口叫号系统（模拟）"
COMPLAINT = {
    "TRUE": "经回访办事人并调取窗口记录，反映属实。",
    "UNTRUE": "经回访办事人并调取窗口记录，当日已答复，不属实。",
}
LISTED = {
    "RED": "主动承担防汛值守，连续四天在岗，群众来信表扬。",
    "YELLOW": "工作日两次不在岗，群众办事扑空，经核对属实。",
}
SHOWN = {
    "done": "入户走访、办结群众反映事项，数量见指标。",
    "problems": "项目进度比计划慢，资料归档不及时。",
    "next_steps": "逐周排出任务，每周五核对一次完成情况。",
}
COMMENTED = {
    True: "述职内容空泛，重点任务没有完成，措施不具体。",
    False: "数据清楚，任务按期完成，群众反映较好。",
}
MINUTES = "在单位会议室逐人研判，成员各自评分，记录人核对。"
