"""The acts of a campaign as people do them in a browser, with script or without."""

import re
from typing import Any

from django.urls import reverse
from playwright.sync_api import expect

from evidence.enums import Practice
from recall.enums import ExemptionQuestion
from recall.models import TakenSignal
from tests.factories.recall import draft_nomination
from tests.journeys.town import CAMPAIGN, FACT, PDF, SCHEME, Town, iso
from tests.journeys.walker import Walker

REPLY = "防汛值守那天我在送家人就医，事后未补假，我愿意改正。"
SENT = re.compile("已保存日志|1 篇已送到服")  # without script, with it
ZERO = "逐人排查考勤和年度考核，没有符合情形的人员。"


def launch(admin: Walker, place: Town) -> None:
    admin.follow("批次")
    admin.follow("新建批次")
    admin.tick(SCHEME)
    admin.fill("批次名称", CAMPAIGN)
    admin.press("建立草稿，下一步")
    units = admin.group("应报单位")
    for unit in ("城关镇", "水利局"):
        units.get_by_label(unit).check()
    admin.press("保存，下一步")
    admin.fill_in({"通知日期": iso(place.today, -3), "截止日期": iso(place.today, 7)})
    admin.press("保存，下一步")
    admin.fill("实践锻炼月数", 1)
    admin.press("保存，下一步")
    admin.sees(SCHEME)
    admin.press("启动批次")
    admin.sees("已启动")
    admin.sees("出处")


def draft(
    clerk: Walker, place: Town, *, ground: str = "", text: str = FACT, is_late: bool = False
) -> None:
    """Pick the person, tell one fact with a file, write down the unit's opinion."""
    clerk.follow("应报批次")
    clerk.follow("补报提名" if is_late else "新建提名")
    clerk.page.get_by_role("main").get_by_role("searchbox").fill(place.person.name[:2])
    clerk.page.get_by_role("main").get_by_role("searchbox").press("Enter")
    clerk.group("找到 1 人").wait_for()
    clerk.tick(place.person.name)
    clerk.press("建立提名草稿")
    clerk.follow("召回情形和事实")
    clerk.follow("增加事实")
    tell_fact(clerk, place, ground=ground, text=text)
    clerk.press("保存")
    clerk.follow("返回任务清单")
    clerk.follow("单位集体研究意见")
    clerk.fill_in(
        {
            "会议日期": iso(place.today),
            "应到人数": 7,
            "实到人数": 6,
            "同意票数": 5,
            "集体研究意见": "经集体研究，同意推荐召回。",
        }
    )
    clerk.press("保存")


def tell_fact(clerk: Walker, place: Town, *, ground: str = "", text: str = FACT) -> None:
    """Tell a fact under a ground, else under the first of the list."""
    if ground:
        clerk.tick(ground)
    else:
        clerk.page.get_by_role("radio").first.check()
    clerk.fill_in({"发生日期": iso(place.today, -1), "地点": "镇政府值班室", "事实经过": text})
    file = {"name": "值班记录.pdf", "mimeType": "application/pdf", "buffer": PDF}
    clerk.page.get_by_label("证明材料").set_input_files(file)


def submit(head: Walker, place: Town) -> None:
    head.follow(place.person.name)
    head.follow("核对并报送")
    head.press("确认报送")
    head.sees("已报送")


def sign_zero(head: Walker) -> None:
    head.follow("应报批次")
    head.follow("签零报告")
    head.fill("零报告理由", ZERO)
    head.press("签署零报告")
    head.sees("已签署零报告")


def verify(verifier: Walker, place: Town) -> None:
    verifier.follow(place.person.name)
    judge(verifier)
    verifier.press("提交核实认定")
    verifier.sees("已登记核实认定")
    tell(verifier, place)


def tell(keeper: Walker, place: Town) -> None:
    """Record on the nomination's page that the person was told what is alleged."""
    keeper.follow("登记告知")
    keeper.fill("告知日期", iso(place.today))
    keeper.choose("送达方式", "本人签收")
    keeper.fill("签收人", place.person.name)
    keeper.press("登记告知")
    keeper.sees("已登记告知，申辩期限开始计算")


def judge(verifier: Walker) -> None:
    """Fill in the verification of a nomination with one fact."""
    verifier.tick("属实", within=verifier.group("事实 1 的认定"))
    verifier.fill("事实 1 的认定依据", "值班记录和两名同事谈话记录")
    for question in ExemptionQuestion:
        verifier.tick("否", within=verifier.group(str(question.label)))
    verifier.tick("符合召回情形", within=verifier.group("核实结论"))
    verifier.fill("核实意见", "经谈话、查阅资料，情况属实")


def tab_to(walker: Walker, name: str, most: int = 60) -> None:
    """Press the Tab key until the field or button of this name has the focus."""
    page = walker.page
    said = "e => (e.labels?.[0] || e).textContent.trim()"
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(f"({said})(document.activeElement)").startswith(name):
            return
    raise AssertionError(f"Tab does not reach {name}")


def reply(person: Walker) -> None:
    person.follow("查看事实并陈述")
    person.sees(FACT)
    person.fill("您的陈述和申辩", REPLY)
    person.press("提交陈述申辩")
    person.sees("已收到您的陈述申辩")


def decide(decider: Walker, place: Town) -> None:
    decider.follow(place.person.name)
    decider.sees(REPLY)
    decider.fill_in({"会议名称": "县委组织部部务会", "会议日期": iso(place.today)})
    decider.fill_in({"应到人数": 3, "同意召回票数": 3, "其他到会人员": "王部长"})
    decider.tick(place.decider.name, within=decider.group("到会人员"))
    decider.tick(place.second.name, within=decider.group("到会人员"))
    decider.tick("决定召回", within=decider.group("决定"))
    decider.fill("决定意见", "同意召回，按方案参加培训")
    decider.press("登记决定")
    decider.sees("已登记集体研究决定")


def serve(admin: Walker, place: Town) -> None:
    admin.fill("送达日期", iso(place.today))
    admin.tick("本人签收")
    admin.fill("签收人", place.person.name)
    admin.press("登记送达")
    admin.sees("已登记送达")


def run_class(manager: Walker, place: Town) -> None:
    """Plan a class that opens today, take everybody in, hold a lesson, mark who came."""
    manager.follow("培训班")
    manager.follow("新建培训班")
    manager.follow("不用方案，自填天数")
    manager.choose("批次", CAMPAIGN)
    manager.fill_in({"班次名称": "第一期再教育培训班", "地点": "县委党校"})
    manager.fill_in({"开班日期": iso(place.today), "每轮集中学习天数": 5})
    manager.press("建立培训班")
    manager.press("编入 1 人")
    manager.sees("已编班")
    manager.follow("添加课次")
    manager.choose("类型", "理论学习")
    manager.fill_in({"课程": "基层治理中的依法行政", "日期": iso(place.today)})
    manager.fill_in({"开始时间": "00:00", "结束时间": "23:59", "场地（库外）": "报告厅"})
    manager.fill("授课人（库外）", "何静")
    manager.press("添加课次")
    manager.sees("已添加课次")


def mark(manager: Walker, place: Town) -> None:
    manager.follow("考勤")
    manager.tick("出勤", within=manager.group(place.person.name))
    manager.press("登记考勤")
    manager.sees("已登记考勤")


def send_out(manager: Walker, place: Town) -> None:
    manager.follow("派出锻炼")
    manager.choose("接收单位", place.host.name)
    manager.press("下一步")
    manager.pick("带教人", place.mentor.name)
    manager.fill_in({"锻炼地点": "饶峰镇大湾村", "起始日期": iso(place.today), "月数": 1})
    manager.fill("锻炼任务", "驻村帮扶，走访群众")
    manager.press("派出实践锻炼")
    manager.sees("已派出")


def write_journal(person: Walker, place: Town) -> None:
    person.follow("今日")
    person.follow("日志")
    person.fill("日期", iso(place.today))
    person.fill("今天做了什么", "走访群众 12 户，登记用水问题。")
    person.page.get_by_role("button", name="保存日志").click()
    expect(person.page.get_by_text(SENT).first).to_be_visible()


def remark(mentor: Walker) -> None:
    mentor.follow("带教")
    mentor.fill("点评", "继续保持")
    mentor.page.get_by_role("button", name="提交点评").click()
    expect(mentor.page.get_by_text("已点评")).to_be_visible()


def assess(manager: Walker, place: Town) -> None:
    """Close the practice, then score each weighted part and conclude."""
    manager.follow("实践锻炼")
    manager.follow(place.person.name)
    manager.fill("期满日期", iso(place.today))
    manager.fill("提前结束的原因", "任务提前完成")
    manager.fill("鉴定意见", "工作踏实，完成锻炼任务")
    manager.press("期满鉴定")
    manager.follow("综合考核")
    manager.follow(place.person.name)
    manager.press("开始综合考核")
    for part in ("集中学习", "实践锻炼", "单位评价"):
        send = f"登记得分 {part}"
        button = manager.page.get_by_role("button", name=send)
        form = manager.page.locator("form").filter(has=button)
        manager.fill_in({"得分": 85, "得分来源": "考核表"}, within=form)
        manager.press(send)
    manager.tick("合格", within=manager.group("考核结论"))
    manager.fill("考核意见", "认识到位，作风有明显转变")
    manager.press("完成综合考核")


def settle(decider: Walker, place: Town) -> None:
    decider.follow("工作台")
    decider.follow(place.person.name)
    decider.follow("登记结果决定")
    decider.page.get_by_role("radio", name="返回原岗位").check()
    decider.tick("综合考核合格")
    decider.fill("决定理由", "综合考核合格，能够胜任原岗位")
    decider.fill_in({"会议名称": "县委组织部部务会", "会议日期": iso(place.today)})
    decider.fill_in({"应到人数": 5, "同意票数": 5})
    decider.fill("其他到会人员", "赵某、钱某、孙某、李某、周某")
    decider.press("登记结果决定")
    decider.sees("已决定结果")


def serve_outcome(admin: Walker, place: Town) -> None:
    """Hand the outcome's paper over; the sheet of reasons is made again by it."""
    admin.follow("工作台")
    admin.follow(place.person.name)
    serve(admin, place)
    admin.sees("救济期末日")


def close(admin: Walker) -> None:
    admin.press("办结")
    admin.sees("已办结")


def ask_summary(admin: Walker, place: Town) -> None:
    admin.follow("全县汇总")
    admin.follow(CAMPAIGN)
    admin.fill("统计日", iso(place.today))
    admin.press("生成 PDF")
    admin.sees("正在生成")


def take_signal(clerk: Walker, place: Town, practice: Practice, cadre: Any = None) -> TakenSignal:
    """Let the clerk add what a practice says of a person to a draft, by one click.

    Answers what the nomination holds from then on.
    """
    draft = draft_nomination(cadre=cadre or place.person.cadre, clerk=place.clerk)
    clerk.go(reverse("recall:nomination-tasks", args=[draft.pk]))
    clerk.follow("线索", within=clerk.page.get_by_role("main"))
    offered = clerk.page.get_by_role("article", name=str(practice.label))
    with clerk.page.expect_navigation():
        offered.get_by_role("button", name="附入提名").click()
    clerk.arrive()
    clerk.sees("已附入线索")
    (taken,) = draft.signals.all()
    expect(clerk.page.get_by_role("article", name=str(practice.label))).to_contain_text(str(taken))
    assert taken.snapshot["practice"] == practice
    return taken
