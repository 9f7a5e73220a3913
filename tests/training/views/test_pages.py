"""Every page of the floor, for those who may and those who may not see it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Grant, User
from cadres.models import Protection
from core import dates
from core.errors import NotAllowed
from recall.models import Case
from tests.factories import rows
from tests.factories import training as make
from training.models import (
    Attendance,
    Enrolment,
    JournalEntry,
    PracticePosting,
    Session,
    TrainingClass,
)
from training.queries import checkins
from training.services import attendance, journals


def page(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(f"training:{name}", args=args), query)


def send(client, user, name, *args, data=None, path=""):
    client.force_login(user)
    return client.post(reverse(f"training:{name}", args=args) + path, data or {})


def text_of(response):
    return response.content.decode()


@pytest.fixture
def enrolment(world, training_class):
    return make.enrolled(world, training_class)


@pytest.fixture
def session(world, training_class):
    return make.session(training_class, world.manager)


@pytest.fixture
def posting(world, enrolment):
    today = dates.legal_day(timezone.now())
    return make.posting(world, enrolment.case, from_on=today - timedelta(days=20))


@pytest.fixture
def entry(posting):
    return journals.write(
        posting,
        token=uuid.uuid4(),
        on=posting.from_on,
        text="走访群众",
        by=posting.case.subject,
        at=timezone.now(),
    )


def test_every_page_opens_for_the_class_manager(
    client, world, training_class, enrolment, session, posting, entry
):
    spare = make.enrolled(world, training_class)
    pages = [
        ("class-list",),
        ("class-plan",),
        ("class-detail", training_class.pk),
        ("session-add", training_class.pk),
        ("session-attendance", session.pk),
        ("session-cancel", session.pk),
        ("enrolment-withdraw", enrolment.pk),
        ("posting-list",),
        ("posting-detail", posting.pk),
        ("posting-send", spare.case_id),
        ("today",),
        ("my-trainees",),
    ]

    codes = {name: page(client, world.manager, name, *args).status_code for name, *args in pages}

    assert codes == {name: 200 for name, *_args in pages}


def test_rows_of_another_county_are_404(client, training_class, enrolment, session, posting, entry):
    stranger = make.world().manager
    gets = [
        ("class-detail", training_class.pk),
        ("session-add", training_class.pk),
        ("session-attendance", session.pk),
        ("session-cancel", session.pk),
        ("enrolment-withdraw", enrolment.pk),
        ("posting-detail", posting.pk),
        ("posting-send", enrolment.case_id),
        ("journal-write", posting.pk),
    ]
    posts = [
        ("class-enrol", training_class.pk),
        ("posting-finish", posting.pk),
        ("journal-remark", entry.pk),
    ]

    codes = {name: page(client, stranger, name, *args).status_code for name, *args in gets}
    codes |= {name: send(client, stranger, name, *args).status_code for name, *args in posts}

    assert codes == {name: 404 for name, *_args in gets + posts}


def test_plan_then_enrol_in_one_click(client, world):
    case = make.case(world.campaign, world.unit)
    data = {
        "campaign": world.campaign.pk,
        "title": "2019年回炉锻造班",
        "venue": "县委党校",
        "opens_on": "2019.08.05",
        "theory_days": 7,
        "practice_days": 30,
        "cycles": 3,
    }
    planned = send(client, world.manager, "class-plan", data=data)
    row = TrainingClass.objects.get()

    shown = page(client, world.manager, "class-detail", row.pk)
    done = send(client, world.manager, "class-enrol", row.pk)

    assert planned.url == done.url == reverse("training:class-detail", args=[row.pk])
    assert row.blocks.count() == 6
    assert "编入 1 人" in text_of(shown)
    assert Enrolment.objects.get().case == case


def test_plan_is_404_for_who_may_plan_nothing(client, world):
    answers = [page(client, world.decider, "class-plan"), send(client, world.mentor, "class-plan")]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_plan_without_title_shows_the_field(client, world):
    response = send(client, world.manager, "class-plan", data={"campaign": world.campaign.pk})

    assert response.status_code == 422
    assert "请填写班次名称" in text_of(response)


def test_session_clash_is_told_with_its_number(client, world, training_class, session):
    data = {
        "kind": "THEORY",
        "title": "另一课",
        "on": "2018-06-04",
        "starts": "09:00",
        "ends": "10:00",
        "room": "报告厅",
        "teacher": "何静",
    }

    response = send(client, world.manager, "session-add", training_class.pk, data=data)

    assert response.status_code == 422
    assert "TR-18" in text_of(response)
    assert Session.objects.count() == 1


def test_attendance_sheet_records_and_corrects_with_a_reason(client, world, enrolment, session):
    mark = f"mark_{enrolment.pk}"
    send(client, world.manager, "session-attendance", session.pk, data={mark: "ABSENT"})

    refused = send(client, world.manager, "session-attendance", session.pk, data={mark: "LEAVE"})
    data = {mark: "LEAVE", "reason": "补交假条"}
    done = send(client, world.manager, "session-attendance", session.pk, data=data)

    assert (refused.status_code, done.status_code) == (422, 302)
    assert Attendance.objects.get().status == "LEAVE"
    assert "补交假条" in text_of(page(client, world.manager, "session-attendance", session.pk))


def test_who_joined_after_a_session_is_not_missing_from_it(
    client, world, training_class, enrolment, session
):
    late = make.enrolled(world, training_class)
    Enrolment.objects.filter(pk=late.pk).update(enrolled_at=session.ends_at)
    mark, other = f"mark_{enrolment.pk}", f"mark_{late.pk}"
    first = send(client, world.manager, "session-attendance", session.pk, data={mark: "PRESENT"})
    sheet = text_of(page(client, world.manager, "session-attendance", session.pk))

    data = {mark: "LEAVE", "reason": "补交假条"}
    second = send(client, world.manager, "session-attendance", session.pk, data=data)

    assert (first.status_code, second.status_code) == (302, 302)
    assert not late.attendance.exists()
    assert [len(re.findall(rf'name="{name}"[^>]*checked', sheet)) for name in (mark, other)] == [
        1,
        0,
    ]
    assert "这节课以后编入" in sheet
    assert [row.pk for row in checkins.on_screen(session)["people"]] == [enrolment.pk]


def test_who_came_before_joining_may_be_marked_and_stays_on_the_sheet(
    client, world, training_class, enrolment, session
):
    late = make.enrolled(world, training_class)
    Enrolment.objects.filter(pk=late.pk).update(enrolled_at=session.ends_at)
    data = {f"mark_{enrolment.pk}": "PRESENT", f"mark_{late.pk}": "PRESENT"}

    send(client, world.manager, "session-attendance", session.pk, data=data)

    assert late.attendance.get().status == "PRESENT"
    assert late.pk in [row.pk for row in checkins.on_screen(session)["people"]]


def test_decider_sees_the_sheet_but_may_not_record(client, world, enrolment, session):
    shown = page(client, world.decider, "session-attendance", session.pk)
    data = {f"mark_{enrolment.pk}": "PRESENT"}
    sent = send(client, world.decider, "session-attendance", session.pk, data=data)

    assert "只有本县管理员或班主任" in text_of(shown)
    assert sent.status_code == 403
    assert not Attendance.objects.exists()


def test_unit_clerk_sees_own_trainees_only(client, world, training_class, enrolment):
    other = make.enrolled(world, training_class)
    Case.objects.filter(pk=other.case_id).update(unit=world.host)
    clerk = make.holder(Role.UNIT_CLERK, world.unit)

    shown = text_of(page(client, clerk, "class-detail", training_class.pk))

    assert enrolment.case.cadre.name in shown
    assert other.case.cadre.name not in shown
    assert "一键编班" not in shown


def test_send_to_practice_in_two_steps(client, world, enrolment):
    contact = make.holder(Role.HOST, world.host)
    path = f"?host_unit={world.host.pk}"
    data = {
        "mentor": contact.pk,
        "place": "大湾村",
        "from_on": "2018-07-01",
        "months": 3,
        "tasks": "驻村帮扶",
    }

    step = page(client, world.manager, "posting-send", enrolment.case_id, host_unit=world.host.pk)
    done = send(client, world.manager, "posting-send", enrolment.case_id, data=data, path=path)

    assert contact in step.context["form"].fields["mentor"].queryset
    assert done.url == reverse("training:posting-detail", args=[PracticePosting.objects.get().pk])


def test_mentor_reads_and_remarks_on_the_phone(client, world, posting, entry):
    shown = page(client, world.mentor, "my-trainees")
    empty = send(client, world.mentor, "journal-remark", entry.pk, path="?from=phone")
    done = send(
        client, world.mentor, "journal-remark", entry.pk, data={"remark": "好"}, path="?from=phone"
    )

    assert "走访群众" in text_of(shown)
    assert empty.status_code == 422
    assert "请填写点评" in text_of(empty)
    assert done.url == reverse("training:my-trainees")
    assert JournalEntry.objects.get().remarked_by == world.mentor


def test_host_contact_finishes_the_posting(client, world, posting):
    contact = make.holder(Role.HOST, world.host)
    today = dates.legal_day(timezone.now())
    data = {"finished_on": today.isoformat(), "opinion": "表现良好", "early_reason": "调回急用"}

    done = send(client, contact, "posting-finish", posting.pk, data=data)
    again = send(client, contact, "posting-finish", posting.pk, data=data)

    assert (done.status_code, again.status_code) == (302, 409)


def test_trainee_reads_today_and_writes_the_journal_once(client, world, posting):
    person = posting.case.subject
    shown = page(client, person, "today")
    token = uuid.uuid4()
    data = {"token": token, "on": posting.from_on.isoformat(), "text": "清理水塔"}

    codes = {
        send(client, person, "journal-write", posting.pk, data=data).status_code for _ in range(3)
    }

    assert "写实践日志" in text_of(shown)
    assert codes == {302}
    assert JournalEntry.objects.get().text == "清理水塔"


def test_today_shows_sessions_and_the_own_mark(client, world):
    today = dates.legal_day(timezone.now())
    training_class = make.planned_class(world, opens_on=today)
    enrolment = make.enrolled(world, training_class)
    session = make.session(training_class, world.manager, hour=0, title="破冰行动")
    Attendance.objects.create(
        session=session,
        enrolment=enrolment,
        status="LATE",
        recorded_by=world.manager,
        recorded_at=make.NOW,
    )

    shown = text_of(page(client, enrolment.case.subject, "today"))

    assert "破冰行动" in shown
    assert "迟到" in shown
    assert "第 1 天 / 共 5 天" in shown


def test_today_without_a_case_says_so(client, world):
    assert "您现在没有参训安排" in text_of(page(client, world.decider, "today"))


def test_journal_of_another_person_is_404(client, world, posting):
    assert page(client, world.mentor, "journal-write", posting.pk).status_code == 404


def test_withdraw_from_the_page(client, world, enrolment):
    shown = page(client, world.manager, "enrolment-withdraw", enrolment.pk)
    done = send(client, world.manager, "enrolment-withdraw", enrolment.pk, data={"reason": "生病"})
    again = page(client, world.manager, "enrolment-withdraw", enrolment.pk)

    assert "确认退班" in text_of(shown)
    assert done.url == reverse("training:class-detail", args=[enrolment.training_class_id])
    assert "该学员已经退班" in text_of(again)


def test_a_trainee_cannot_withdraw_or_send_themself(client, world, enrolment):
    person = enrolment.case.subject
    Grant.objects.create(
        user=person, role=Role.CLASS_MANAGER, county=world.county, from_on=make.OPENS_ON
    )

    shown = page(client, person, "enrolment-withdraw", enrolment.pk)
    sent = send(client, person, "enrolment-withdraw", enrolment.pk, data={"reason": "不想去"})

    assert "不得经办涉及本人的事项" in text_of(shown)
    assert sent.status_code == 403
    assert page(client, person, "posting-send", enrolment.case_id).status_code == 404
    with pytest.raises(NotAllowed):
        make.posting(world, enrolment.case, mentor=world.mentor, by=person)


def test_cancel_a_session_from_the_page(client, world, training_class, session):
    done = send(client, world.manager, "session-cancel", session.pk, data={"reason": "停电"})

    assert done.url == reverse("training:class-detail", args=[training_class.pk])
    assert "停电" in text_of(page(client, world.manager, "class-detail", training_class.pk))


def test_protected_and_late_served_people_are_named_before_and_after(client, world):
    soon = make.planned_class(world, opens_on=dates.legal_day(timezone.now()))
    expecting = make.case(world.campaign, world.unit)
    hurried = make.case(world.campaign, world.unit)
    hurried.receipt.served_on = soon.opens_on
    hurried.receipt.save()
    Protection.objects.create(cadre=expecting.cadre, kind="MATERNITY", from_on=make.OPENS_ON)

    before = text_of(page(client, world.manager, "class-detail", soon.pk))
    send(client, world.manager, "class-enrol", soon.pk)
    after = text_of(page(client, world.manager, "class-detail", soon.pk))

    assert f"{expecting.cadre.name}（孕期或产假）" in before
    assert f"工作日，请确认本人来得及安排。{hurried.cadre.name}" in before
    assert f"{expecting.cadre.name} 处于孕期或产假，已延期参训。" in after


@pytest.mark.parametrize(("days", "words"), [(30, "未开班"), (-2, "进行中"), (-30, "已结班")])
def test_class_list_says_where_a_class_stands(client, world, days, words):
    today = dates.legal_day(timezone.now())
    make.planned_class(world, opens_on=today + timedelta(days=days))

    assert words in text_of(page(client, world.manager, "class-list"))


def test_sending_twice_is_refused_on_the_page(client, world, posting):
    shown = text_of(
        page(client, world.manager, "posting-send", posting.case_id, host_unit=world.host.pk)
    )

    assert "还有未期满鉴定的实践锻炼" in shown


def test_sending_a_person_not_in_class_is_refused_on_the_page(client, world):
    case = make.case(world.campaign, world.unit)

    shown = text_of(page(client, world.manager, "posting-send", case.pk))

    assert "只有培训中或实践锻炼中的人员可以派出" in shown
    assert "只有本县管理员或班主任" in text_of(page(client, world.decider, "posting-send", case.pk))


def test_journal_page_shows_earlier_entries_with_the_remark(client, world, posting, entry):
    journals.remark(entry, remark="继续保持", by=world.mentor, at=timezone.now())

    shown = text_of(page(client, posting.case.subject, "journal-write", posting.pk))

    assert "走访群众" in shown
    assert "继续保持" in shown


def test_a_journal_without_text_comes_back(client, posting):
    data = {"token": uuid.uuid4(), "on": posting.from_on.isoformat()}

    response = send(client, posting.case.subject, "journal-write", posting.pk, data=data)

    assert response.status_code == 422
    assert "请写一写今天做了什么" in text_of(response)


def test_today_names_the_end_of_practice_when_the_last_day_is_written(client, enrolment, world):
    today = dates.legal_day(timezone.now())
    posting = make.posting(world, enrolment.case, from_on=today - timedelta(days=100))
    journals.write(
        posting,
        token=uuid.uuid4(),
        on=posting.until_on,
        text="总结",
        by=enrolment.case.subject,
        at=timezone.now(),
    )

    assert "实践锻炼期满" in text_of(page(client, enrolment.case.subject, "today"))


def test_remark_refused_on_the_desktop_page_stays_there(client, world, posting, entry):
    response = send(client, world.mentor, "journal-remark", entry.pk)

    assert response.status_code == 422
    assert "期满鉴定" in text_of(response)


def measured(client, user, name, django_assert_max_num_queries):
    client.force_login(user)
    with django_assert_max_num_queries(12) as captured:
        response = client.get(reverse(f"training:{name}"))
    assert len(response.content) <= 60 * 1024
    return len(captured)


def test_class_list_costs_the_same_for_10_and_1000(
    client, world, training_class, django_assert_max_num_queries
):
    rows.many(TrainingClass, training_class, 10, title=lambda n: f"班{n}")
    few = measured(client, world.manager, "class-list", django_assert_max_num_queries)
    rows.many(TrainingClass, training_class, 1000, title=lambda n: f"大班{n}")

    assert measured(client, world.manager, "class-list", django_assert_max_num_queries) == few


def test_posting_list_costs_the_same_for_10_and_1000(
    client, world, posting, django_assert_max_num_queries
):
    def grow(count):
        cases = rows.cases(posting.case, count)
        last = User.objects.order_by("-pk").values_list("pk", flat=True).first()
        mentors = -(-count // 3)  # who guides three has no room for more
        rows.many(User, posting.mentor, mentors, username=lambda n: f"mentor{last}-{n}")
        free = list(User.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True))
        given = {"case_id": lambda n: cases[n], "mentor_id": lambda n: free[n // 3]}
        rows.many(PracticePosting, posting, count, **given)

    grow(10)
    measured(client, world.manager, "posting-list", django_assert_max_num_queries)
    few = measured(client, world.manager, "posting-list", django_assert_max_num_queries)
    grow(1000)

    assert measured(client, world.manager, "posting-list", django_assert_max_num_queries) == few


def test_class_page_costs_the_same_for_3_and_60_trainees(client, world, training_class, enrolment):
    def grow(count):
        cases = rows.cases(enrolment.case, count)
        rows.many(Enrolment, enrolment, count, case_id=lambda n: cases[n])

    grow(2)
    few = counted(client, world, training_class)
    grow(57)

    assert counted(client, world, training_class) == few


def counted(client, world, training_class):
    client.force_login(world.manager)
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("training:class-detail", args=[training_class.pk]))
    return len(captured)


def test_corrected_marks_of_others_are_shown_to_the_department_alone(
    world, training_class, enrolment, session, client
):
    """Why somebody was absent is told to whoever may see that person, and to nobody else."""
    other = make.enrolled(world, training_class)
    for mark, reason in (("ABSENT", ""), ("LEAVE", "住院手术")):
        attendance.record(
            session, marks={enrolment.pk: mark}, reason=reason, by=world.manager, at=session.ends_at
        )

    shown = {
        user: "住院手术" in text_of(page(client, user, "session-attendance", session.pk))
        for user in (world.manager, enrolment.case.subject, other.case.subject)
    }

    assert list(shown.values()) == [True, True, False]
