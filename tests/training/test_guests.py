"""邀请: link and code, what they open, how they end."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Grant, User
from accounts.queries import users
from accounts.services import accounts, requests
from core.audit.models import Entry
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from tests.factories import practice
from tests.factories import training as make
from tests.factories.accounts import holder
from training.models import Attendance, Guest, PracticePosting
from training.services import attendance, guests, posting_changes, postings, teachers

NOW = timezone.now()
TODAY = legal_day(NOW)


def standing(world, room, **fields):
    """A posting that began ten days ago."""
    told = {"from_on": TODAY - timedelta(days=10), **fields}
    return make.posting(world, make.enrolled(world, room).case, **told)


@pytest.fixture
def posting(world, training_class):
    return standing(world, training_class)


@pytest.fixture
def slip(world, posting):
    return invited(world, posting)


def invited(world, posting, name="何永富", **told):
    return guests.invite_host(posting, **{"name": name, "by": world.manager, "at": NOW, **told})


def door(slip_or_link):
    link = getattr(slip_or_link, "link", slip_or_link)
    return reverse("training:guest-door", args=[link])


def opened(slip, code=None):
    """Answer the phone that typed a code, and what came back."""
    phone = Client()
    return phone, phone.post(door(slip), {"code": code or slip.code})


def phone_of(slip):
    phone, answer = opened(slip)
    assert answer.status_code == 302
    return phone


def test_ga_04_link_and_code_open_the_posting_and_the_code_works_once(slip, posting):
    phone, answer = opened(slip)
    assert (answer.status_code, answer["Location"]) == (302, reverse("portal:home"))
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]

    assert posting.case.cadre.name in phone.get(reverse("training:my-trainees")).content.decode()

    again, refused = opened(slip)
    assert refused.status_code == 422
    assert "_auth_user_id" not in again.session
    assert Entry.objects.filter(act="open_guest_session", row_id=slip.guest.pk).count() == 1


def test_code_is_taken_as_it_is_told(slip):
    assert opened(slip, f" {slip.code[:4]}-{slip.code[4:]} ")[1].status_code == 302


def test_only_hashes_are_kept(slip):
    row = Guest.objects.values().get(pk=slip.guest.pk)
    kept = " ".join(str(value) for value in row.values())
    assert slip.code not in kept
    assert slip.link not in kept
    assert len(row["link_key"]) == len(row["code_key"]) == 64
    told = " ".join(str(entry) for entry in Entry.objects.values_list("detail", flat=True))
    assert slip.code not in told
    assert slip.link not in told


def test_code_ends_after_seven_days(slip):
    late = NOW + guests.CODE_GOOD_FOR
    assert guests.try_code(slip.link, code=slip.code, moment=late) is None
    just = late - timedelta(seconds=1)
    assert guests.try_code(slip.link, code=slip.code, moment=just) == slip.guest


def test_fifth_wrong_code_locks_it_until_a_new_one_is_told(world, slip):
    wrong = f"{(int(slip.code) + 1) % 10**8:08d}"
    for _n in range(5):
        assert opened(slip, wrong)[1].status_code == 422
    assert Entry.objects.filter(act="lock_guest_code").count() == 1
    assert opened(slip)[1].status_code == 422  # the right one, too late

    new = guests.issue_code(slip.guest, by=world.manager, at=NOW)

    assert new.link == ""
    assert opened(slip, new.code)[1].status_code == 302


def test_a_wrong_code_moves_nothing_but_its_count(slip):
    rows = Guest.objects.filter(pk=slip.guest.pk).values()
    before = rows.get()
    assert opened(slip, "1")[1].status_code == 422
    after = rows.get()
    assert {name for name in after if after[name] != before[name]} == {"wrong_count"}
    assert after["wrong_count"] == 1


def test_an_address_that_guesses_is_turned_away_whichever_link(slip):
    for n in range(20):
        answer = opened(f"ABCDEFGH{n:016d}", "00000000")[1]
        assert answer.status_code == 422
        assert "登录码不对" in answer.content.decode()
    assert opened("ANOTHER", "1")[1].status_code == 429
    assert opened(slip)[1].status_code == 429


def test_door_looks_the_same_for_every_link(slip):
    ours, none = Client().get(door(slip)), Client().get(door("A" * guests.LINK_LENGTH))
    assert ours.status_code == none.status_code == 200
    assert "何永富" not in ours.content.decode()
    assert len(ours.content) == len(none.content)


def test_new_slip_kills_the_old_one_and_ends_sessions(world, slip):
    phone = phone_of(slip)
    new = guests.issue_slip(slip.guest, by=world.manager, at=NOW)

    assert phone.get(reverse("training:my-trainees")).status_code == 302  # signed out
    assert opened(slip, new.code)[1].status_code == 422  # old link, new code
    assert opened(new)[1].status_code == 302


def test_ga_05_revoked_at_once(world, slip):
    phone = phone_of(slip)
    code = guests.issue_code(slip.guest, by=world.manager, at=NOW).code
    guests.revoke(slip.guest, by=world.manager, at=NOW)

    assert "/login/" in phone.get(reverse("training:my-trainees"))["Location"]
    assert opened(slip, code)[1].status_code == 422
    with pytest.raises(RegulationBroken, match="GA-05"):
        guests.issue_code(slip.guest, by=world.manager, at=NOW)
    assert guests.issue_slip(slip.guest, by=world.manager, at=NOW).link


def test_ga_01_ends_by_itself_fourteen_days_after_the_posting(world, posting, slip, settings):
    phone = phone_of(slip)
    ended = TODAY - timedelta(days=15)
    PracticePosting.objects.filter(pk=posting.pk).update(
        from_on=ended - timedelta(days=40), until_on=ended
    )

    answer = phone.get(reverse("training:my-trainees"))

    assert answer.status_code == 403
    assert "邀请已经结束" in answer.content.decode()
    assert "_auth_user_id" not in phone.session
    with pytest.raises(RegulationBroken, match="GA-01"):
        guests.issue_code(slip.guest, by=world.manager, at=NOW)


def test_session_goes_idle_as_everybodys_does(slip, settings):
    phone = phone_of(slip)
    settings.SESSION_IDLE_SECONDS = -1
    assert "/login/" in phone.get(reverse("training:my-trainees"))["Location"]


def test_transfer_takes_the_invitation_back(world, posting, slip):
    phone = phone_of(slip)
    posting_changes.transfer(
        posting,
        host_place=practice.place(world, unit=make.unit(world.county, kind="VILLAGE")),
        mentor="周成",
        on=TODAY,
        reason="村里任务完成",
        handover="水塔还差 2 处",
        by=world.manager,
        at=NOW,
    )

    assert "/login/" in phone.get(reverse("training:my-trainees"))["Location"]
    assert {row.role: bool(row.revoked_at) for row in posting.guests.all()} == {
        "HOST": True,
        "MENTOR": False,
    }


def test_ga_02_one_contact(world, posting, slip):
    with pytest.raises(RegulationBroken, match="GA-02"):
        invited(world, posting, name="周成")
    guests.revoke(slip.guest, by=world.manager, at=NOW)
    invited(world, posting, name="周成")
    with pytest.raises(RegulationBroken, match="GA-02"):
        guests.issue_slip(slip.guest, by=world.manager, at=NOW)


def test_ga_03_the_trainee_is_not_invited(world, training_class, posting):
    name = posting.case.cadre.name
    with pytest.raises(RegulationBroken, match="GA-03"):
        invited(world, posting, name=f" {name[:2]} {name[2:]}")
    case = make.enrolled(world, training_class).case
    with pytest.raises(RegulationBroken, match="GA-03"):
        make.posting(world, case, mentor=case.cadre.name)


def test_who_may_invite(world, posting, slip):
    for hand in (world.mentor, world.decider, posting.case.subject, slip.guest.user):
        with pytest.raises(NotAllowed):
            guests.issue_slip(slip.guest, by=hand, at=NOW)
        assert not Guest.objects.visible_to(hand).exists()
    foreign = holder(Role.CLASS_MANAGER, make.county())
    assert not Guest.objects.visible_to(foreign).exists()


def test_mentor_without_an_account_guides_three_by_name(world, training_class):
    told = {"mentor": "何永富"}
    rows = [standing(world, training_class, **told) for _n in range(3)]
    with pytest.raises(RegulationBroken, match="TR-06"):
        standing(world, training_class, **told)
    mentor = rows[0].mentor
    assert (mentor.is_guest, mentor.is_active, mentor.has_usable_password()) == (True, False, False)
    slip = guests.issue_slip(rows[0].guests.get(), by=world.manager, at=NOW)

    page = phone_of(slip).get(reverse("training:my-trainees")).content.decode()

    assert rows[0].case.cadre.name in page
    assert rows[1].case.cadre.name not in page


def test_guest_holds_no_role_and_no_password(slip):
    user = slip.guest.user
    with pytest.raises(IntegrityError, match="holds no role"), transaction.atomic():
        Grant.objects.create(user=user, role=Role.READER, county=slip.guest.county, from_on=TODAY)
    with pytest.raises(IntegrityError, match="user_invited_has_no_password"), transaction.atomic():
        User.objects.filter(pk=user.pk).update(password="pbkdf2$x")


def test_no_administrator_opens_a_guest(slip):
    system, security = holder(Role.SYSTEM_ADMIN), holder(Role.SECURITY_ADMIN)
    user = slip.guest.user
    for act in (accounts.reopen_account, accounts.renew):
        with pytest.raises(NotAllowed):
            act(user, by=system, at=NOW)
    told = {"from_on": TODAY, "reason": "", "by": security, "at": NOW}
    with pytest.raises(RegulationBroken):
        requests.ask(user, role=Role.READER, county=slip.guest.county, **told)
    assert user not in users.idle(at=NOW + timedelta(days=400))
    accounts.close_account(user, by=system, at=NOW)  # anybody's account can be shut at once
    assert opened(slip)[1].status_code == 422


@pytest.fixture
def lesson(world):
    room = make.planned_class(world, opens_on=TODAY)
    teacher = teachers.add(world.county, name="何静", by=world.manager, at=NOW)
    told = {"lecturer": teacher, "teacher": "", **make.hour_about(NOW)}
    make.enrolled(world, room)
    return make.session(room, world.manager, **told)


@pytest.fixture
def lesson_slip(world, lesson):
    return guests.invite_teacher(
        lesson.training_class, teacher=lesson.lecturer, by=world.manager, at=NOW
    )


def test_takes_the_roll_of_an_own_lesson_alone(world, lesson, lesson_slip):
    room = lesson.training_class
    other = make.session(room, world.manager, day=1, room="二室")
    phone = phone_of(lesson_slip)
    mark = {f"mark_{pk}": "PRESENT" for pk in room.enrolments.values_list("pk", flat=True)}

    assert phone.get("/", follow=True).redirect_chain[-1][0] == reverse("training:own-lessons")
    roll = reverse("training:session-attendance", args=[lesson.pk])
    assert phone.get(roll).status_code == 200
    assert phone.post(roll, mark)["Location"] == reverse("training:own-lessons")
    assert Attendance.objects.filter(session=lesson).count() == 1
    foreign = reverse("training:session-attendance", args=[other.pk])
    assert phone.get(foreign).status_code == 404
    assert phone.get(reverse("training:class-detail", args=[room.pk])).status_code == 404


def test_ga_06_in_time(world, lesson, lesson_slip):
    user = lesson_slip.guest.user
    late = lesson.ends_at + timedelta(hours=24, seconds=1)
    with pytest.raises(RegulationBroken, match="GA-06"):
        make_roll(lesson, by=user, at=late)
    make_roll(lesson, by=world.manager, at=late)


def test_ga_07_no_lesson_or_invited_before(world, lesson, lesson_slip):
    told = {"by": world.manager, "at": NOW}
    with pytest.raises(RegulationBroken, match="GA-07"):
        guests.invite_teacher(lesson.training_class, teacher=lesson.lecturer, **told)
    idle = teachers.add(world.county, name="周教授", **told)
    with pytest.raises(RegulationBroken, match="GA-07"):
        guests.invite_teacher(lesson.training_class, teacher=idle, **told)


def make_roll(lesson, *, by, at):
    return attendance.record(lesson, marks={}, reason="", by=by, at=at)


def test_desk_pages_and_the_slip_that_is_shown_once(world, posting):
    desk = Client()
    desk.force_login(world.manager)
    listed = reverse("training:guest-list", args=[posting.pk])
    new = reverse("training:guest-new", args=[posting.pk])
    assert new in desk.get(listed).content.decode()

    page = desk.post(new, {"name": "何永富"})

    guest = posting.guests.get()
    text = page.content.decode()
    assert page.status_code == 200
    assert "/training/in/" in text
    assert "另外告诉本人" in text
    assert guest.user.name in desk.get(listed).content.decode()
    for name, said in (("code", "新登录码"), ("slip", "邀请条")):
        act = reverse("training:guest-act", args=[guest.pk, name])
        assert desk.get(act).status_code == 200
        assert said in desk.post(act).content.decode()
    revoke = reverse("training:guest-act", args=[guest.pk, "revoke"])
    assert desk.post(revoke)["Location"] == listed
    assert "已收回" in desk.get(listed).content.decode()


def test_posting_is_sent_to_a_mentor_by_name(world, training_class):
    case = make.enrolled(world, training_class).case
    desk = Client()
    desk.force_login(world.manager)
    url = reverse("training:posting-send", args=[case.pk], query={"host_unit": world.host.pk})
    told = {"place": "大湾村", "from_on": TODAY, "months": 3, "tasks": "驻村帮扶"}

    assert "请选择带教人" in desk.post(url, told).content.decode()
    assert desk.post(url, told | {"mentor_name": "何永富"}).status_code == 302
    assert case.postings.get().mentor.name == "何永富"


def test_guest_finishes_the_posting_with_the_hosts_scales(world, posting, slip):
    told = {"finished_on": TODAY, "opinion": "踏实", "early_reason": "借调", "at": NOW}
    foreign = invited(world, standing(world, posting.case.enrolments.get().training_class))
    with pytest.raises(NotAllowed):
        postings.finish(posting, **told, by=foreign.guest.user)
    row = postings.finish(posting, **told, by=slip.guest.user)
    assert row.finished_by == slip.guest.user
    with pytest.raises(StateConflict):
        postings.finish(posting, **told, by=slip.guest.user)
