"""What a part of the assessment comes to by its records: value, rule and the rows behind it.

A measure proposes; a person enters it by an act of its own or writes another value with its source.
Where nothing is recorded there is no value, which is not nought.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation

from assessment.enums import Part
from assessment.queries.scores import Row, cents
from core import dates
from evidence.models import Poll
from evidence.queries import tallies, trainee_tallies
from recall.models import Case
from training.enums import CAME, AttendanceStatus, ExaminationKind, Scale, WordAnswer
from training.models import (
    Examination,
    HostAppraisal,
    MonthReview,
    ReflectionVersion,
    ResidentWord,
    Session,
)
from training.models.reviews import SCALES
from training.queries import attendance, examinations, polls, summaries

FEWEST_WORDS = 5
_WORTH: dict[str, Decimal] = {
    WordAnswer.SOLVED: Decimal(100),
    WordAnswer.PARTLY: Decimal(50),
    WordAnswer.NOT: Decimal(0),
}


@dataclass(frozen=True)
class Measured:
    """A value between 0 and 100 to the cent; `rows` are label and value of what was counted."""

    value: Decimal
    rule: str
    source: str
    rows: list[dict[str, str]]


@translation.override("zh-hans")  # kept with the score and printed, whatever the screen speaks
def measured(case: Case, part: str) -> Measured | None:
    """Answer what the records of a part come to, None where nothing is recorded."""
    measure = _MEASURES.get(part)
    return measure(case) if measure else None


def _attendance(case: Case) -> Measured | None:
    """Came (late included) over the sessions that count: training.queries.attendance.counted."""
    held: list[tuple[Session, str]] = []
    for place in case.enrolments.filter(withdrawn_at=None).order_by("enrolled_at", "pk"):
        status = dict(place.attendance.values_list("session_id", "status"))
        held += [(row, status.get(row.pk, "")) for row in attendance.counted(place)]
    if not held:
        return None
    came = sum(status in CAME for _session, status in held)
    return Measured(
        value=cents(Decimal(came * 100) / len(held)),
        rule="第2版：到课（含迟到）节数除以应到并已上课的节数，乘以100；取消的课、入班以前的课和中止期间的课不计。",
        source=f"考勤记录：应到{len(held)}节，到课{came}节",
        rows=[
            {
                "label": f"{dates.cn(dates.legal_day(session.starts_at))}　{session}",
                "value": str(AttendanceStatus(status).label) if status else "没有登记",
            }
            for session, status in held
        ],
    )


def _exam(case: Case) -> Measured | None:
    """The mean share of points over the final examinations sat, as they were published."""
    rows = Examination.objects.filter(
        kind=ExaminationKind.FINAL,
        cancelled_at=None,
        papers__enrolment__case=case,
        papers__enrolment__withdrawn_at=None,
    )
    held = [
        (row, Decimal(score.total), score.most)
        for row in rows.order_by("opens_at", "pk")
        if row.released_at
        for score in examinations.scores(row, row.released_at)
        if score.paper.enrolment.case_id == case.pk and score.total is not None
    ]
    if not held:
        return None
    shares = [total * 100 / most for _row, total, most in held]
    return Measured(
        value=cents(sum(shares, Decimal(0)) / len(shares)),
        rule="第1版：已公布成绩的结业考试，得分除以满分乘以100；考过几次的取平均；没有参加的不计。",
        source=f"结业考试成绩：{len(held)}次",
        rows=[
            {
                "label": f"{dates.cn(dates.legal_day(row.opens_at))}　{row.title}",
                "value": f"{cents(total).normalize():f} / {most}",
            }
            for row, total, most in held
        ],
    )


def _practice(case: Case) -> Measured | None:
    """The mean of the mentors' months; a month without a review does not count."""
    held = MonthReview.objects.filter(posting__case=case).select_related("posting")
    return _of_scales(
        [
            (f"{row.posting.place}　第{row.number}个月", row)
            for row in held.order_by("posting__from_on", "posting", "number")
        ],
        rule="第1版：各月带教月评五项的平均（差1至好5），除以5乘以100；没有填月评的月份不计。",
        source="带教月评：%d个月",
    )


def _host(case: Case) -> Measured | None:
    """The mean of the hosts' appraisals; a posting that was not appraised does not count."""
    held = HostAppraisal.objects.filter(posting__case=case).select_related("posting__host_unit")
    return _of_scales(
        [
            (f"{row.posting.host_unit.name}　{row.posting.place}", row)
            for row in held.order_by("posting__from_on", "posting")
        ],
        rule="第1版：接收单位鉴定五项的平均（差1至好5），除以5乘以100；几处锻炼的取平均。",
        source="接收单位鉴定：%d份",
    )


def _of_scales(
    held: list[tuple[str, MonthReview | HostAppraisal]], *, rule: str, source: str
) -> Measured | None:
    if not held:
        return None
    points = sum(getattr(row, name) for _label, row in held for name in SCALES)
    most = len(held) * len(SCALES) * max(Scale.values)
    return Measured(
        value=cents(Decimal(points * 100) / most),
        rule=rule,
        source=source % len(held),
        rows=[
            {
                "label": label,
                "value": "、".join(str(Scale(getattr(row, name)).label) for name in SCALES),
            }
            for label, row in held
        ],
    )


def _residents(case: Case) -> Measured | None:
    """What residents say of the problems; nothing below five words, so that nobody is told."""
    words = ResidentWord.objects.filter(problem__posting__case=case)
    told = Counter(words.values_list("answer", flat=True))
    if (of := told.total()) < FEWEST_WORDS:
        return None
    return Measured(
        value=cents(sum((_WORTH[answer] * n for answer, n in told.items()), Decimal(0)) / of),
        rule="第1版：群众的话每份，解决了计100，解决了一部分计50，没有解决计0，取平均；不满5份不计。",
        source=f"群众的话：{of}份",
        rows=[
            {"label": str(WordAnswer(answer).label), "value": f"{told[answer]}份"}
            for answer in _WORTH
        ],
    )


def _ballot(case: Case, part: str) -> Measured | None:
    """A counted poll, by its groups' counts; nothing below five ballots about the person."""
    found = polls.found(case, part)
    poll, tally = found.poll, found.tally
    if poll is None or tally is None or tally.value is None:
        return None
    day = dates.cn(dates.legal_day(poll.counted_at))  # type: ignore[arg-type]  # it is counted
    return Measured(
        value=tally.value,
        rule=_grades(poll) + _groups(tally),
        source=f"{Part(part).label}：{day}计票，评定票{tally.total}张",
        rows=[
            {"label": line.name or "各组合计", "value": tallies.counted(poll, line.counts)}
            for line in tally.lines
        ],
    )


def _grades(poll: Poll) -> str:
    worth = "、".join(f"{one['label']}{one['value']}" for one in poll.options)
    return f"第1版：无记名投票，{worth}，按票数取平均；没有评定的不计；"


def _groups(tally: trainee_tallies.Tally) -> str:
    """Answer how groups count; said of the lines that are told, so that no small group shows."""
    if not tally.weights:
        return "有一组评定本人的票不足5张，各组合并计算，不分权重。"
    if len(tally.weights) == 1:
        return "评定本人的票不足5张的不计分。"
    told = zip(tally.lines, tally.weights, strict=True)
    shares = "、".join(f"{line.name}{weight.normalize():f}%" for line, weight in told)
    return f"各组权重：{shares}。"


def _unit(case: Case) -> Measured | None:
    return _ballot(case, Part.UNIT)


def _peer(case: Case) -> Measured | None:
    return _ballot(case, Part.PEER)


def _own_report(case: Case) -> Measured | None:
    """The share of the points that the reviewer gave the accepted summary; by words alone none."""
    found = summaries.accepted(case)
    if found is None or not found.review.points:
        return None
    review = found.review
    return Measured(
        value=cents(Decimal(review.mark * 100) / review.points),
        rule="第1版：通过的个人总结按评分标准得分，除以满分乘以100；没有评分的不计。",
        source=summary_source(found),
        rows=[
            {"label": one["name"], "value": f"{one['mark']} / {one['points']}"}
            for one in review.marks
        ],
    )


def summary_source(found: ReflectionVersion) -> str:
    """Answer how a score names the text that it rests on."""
    day = dates.cn(dates.legal_day(found.handed_in_at))
    by = found.review.reviewed_by.name
    return f"个人总结第{found.number}稿（{day}交，{found.count}字），{by}评阅通过"


def missing(case: Case, part: str) -> str:
    """Answer why a part that a ballot decides has no value; empty for all others."""
    if part not in (Part.UNIT, Part.PEER):
        return ""
    found = polls.found(case, part)
    return "" if found.poll is None and not polls.is_by_poll(case, part) else found.missing


def ballots_stand(case: Case, rows: Iterable[Row]) -> bool:
    """Answer whether every score that a ballot must decide is what the ballots come to now."""
    decided = [row for row in rows if row.exact is not None and polls.is_by_poll(case, row.part)]
    found = [(row.score, measured(case, row.part)) for row in decided]
    return all(now is not None and score and score.value == now.value for score, now in found)


_MEASURES: dict[str, Callable[[Case], Measured | None]] = {
    Part.ATTENDANCE: _attendance,
    Part.EXAM: _exam,
    Part.PRACTICE: _practice,
    Part.HOST: _host,
    Part.RESIDENTS: _residents,
    Part.UNIT: _unit,
    Part.PEER: _peer,
    Part.SELF: _own_report,
}
