"""带教交接: both sign or it does not happen; three trainees at most, past every service."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from assessment import permissions as assessing
from core.dates import legal_day
from core.errors import NotAllowed, RegulationBroken, StateConflict
from core.notify.models import Message
from tests.factories import practice
from tests.factories import training as make
from training.models import Guest, MentorHandover, PracticePosting
from training.services import guests, handovers, posting_changes, postings

NOW = timezone.now()
TODAY = legal_day(NOW)
WHY = {"reason": "原带教人调离", "note": "高原村水塔还差 2 处没有修"}


@pytest.fixture
def posting(world, training_class):
    return standing(world, training_class)


@pytest.fixture
def next_mentor():
    return make.user(name="何永富")


def standing(world, room, **fields):
    told = {"from_on": TODAY - timedelta(days=10), **fields}
    return make.posting(world, make.enrolled(world, room).case, **told)


def opened(world, posting, mentor, **fields):
    told = {**WHY, "by": world.manager, "at": NOW, **fields}
    return handovers.open_(posting, mentor=mentor, **told)


def mentor_of(posting):
    return PracticePosting.objects.get(pk=posting.pk).mentor


def trainees_on_phone(user):
    client = Client()
    client.force_login(user)
    return client.get(reverse("training:my-trainees")).content.decode()


def test_mentor_changes_with_the_last_signature_and_the_phones_follow(world, posting, next_mentor):
    name, old = posting.case.cadre.name, posting.mentor
    row = opened(world, posting, next_mentor)
    page = reverse("training:handover", args=[row.pk])
    assert page in trainees_on_phone(old)
    assert page in trainees_on_phone(next_mentor)

    handovers.sign(row, by=old, at=NOW)
    assert mentor_of(posting) == old
    assert page not in trainees_on_phone(old)

    done = handovers.sign(row, by=next_mentor, at=NOW)

    assert (done.done_on, mentor_of(posting)) == (TODAY, next_mentor)
    assert name not in trainees_on_phone(old)
    told = trainees_on_phone(next_mentor)
    assert name in told
    assert page not in told
    assert not PracticePosting.objects.visible_to(old).exists()


def test_messages_reach_both_then_person_mentor_and_department(world, posting, next_mentor):
    row = opened(world, posting, next_mentor)
    asked = Message.objects.filter(kind="handover_asked")
    assert {one.recipient for one in asked} == {posting.mentor, next_mentor}

    for who in (next_mentor, posting.mentor):
        handovers.sign(row, by=who, at=NOW)

    told = Message.objects.filter(kind="mentor_changed")
    assert {one.recipient for one in told} == {posting.case.subject, next_mentor, world.manager}


@pytest.mark.parametrize("is_old", [True, False])
def test_either_refuses_and_the_mentor_stays(world, posting, next_mentor, is_old):
    row = opened(world, posting, next_mentor)
    who = posting.mentor if is_old else next_mentor

    refused = handovers.refuse(row, refusal="手上已有两个项目", by=who, at=NOW)

    assert (refused.refused_by, refused.done_on) == (who, None)
    assert mentor_of(posting) == posting.mentor
    with pytest.raises(StateConflict):
        handovers.sign(row, by=posting.mentor, at=NOW)
    told = Message.objects.get(kind="handover_refused")
    assert told.recipient == world.manager
    assert opened(world, posting, make.user()).is_open  # the next one may be put forward


def test_who_refused_whom_is_not_told_to_the_person(world, posting, next_mentor):
    row = opened(world, posting, next_mentor)
    person = Client()
    person.force_login(posting.case.subject)
    page, detail = (
        reverse("training:handover", args=[row.pk]),
        reverse("training:posting-detail", args=[posting.pk]),
    )
    assert person.get(page).status_code == 404

    handovers.refuse(row, refusal="手上已有两个项目", by=next_mentor, at=NOW)

    assert person.get(page).status_code == 404
    assert "手上已有两个项目" not in person.get(detail).content.decode()
    assert "更换带教人" not in person.get(detail).content.decode()
    for gone in (next_mentor, posting.mentor):  # the note is about the person: no longer theirs
        assert not MentorHandover.objects.visible_to(gone).exists()


def test_who_cannot_sign_is_named_with_the_reason(world, posting, next_mentor):
    row = opened(world, posting, next_mentor, absence="已调离本县，联系不上")

    done = handovers.sign(row, by=next_mentor, at=NOW)

    assert (done.left_at, done.done_on, mentor_of(posting)) == (None, TODAY, next_mentor)
    assert not Message.objects.filter(kind="handover_asked", recipient=posting.mentor).exists()


def test_nobody_signs_for_another_and_nobody_twice(world, posting, next_mentor):
    row = opened(world, posting, next_mentor)
    for by in (world.manager, posting.case.subject, make.user()):
        with pytest.raises(NotAllowed):
            handovers.sign(row, by=by, at=NOW)
        with pytest.raises(NotAllowed):
            handovers.refuse(row, refusal="不愿意", by=by, at=NOW)
    handovers.sign(row, by=next_mentor, at=NOW)
    with pytest.raises(StateConflict, match="签过"):
        handovers.sign(row, by=next_mentor, at=NOW)
    with pytest.raises(NotAllowed):
        handovers.withdraw(row, by=posting.mentor, at=NOW)


def test_mt_03_wants_reason_and_note(world, posting, next_mentor):
    for blank in ("reason", "note"):
        with pytest.raises(RegulationBroken, match="MT-03"):
            opened(world, posting, next_mentor, **{blank: "  "})


def test_mt_04_another_person_than_now(world, posting):
    with pytest.raises(RegulationBroken, match="MT-04"):
        opened(world, posting, posting.mentor)


def test_one_at_a_time_and_withdrawn_is_ended(world, posting, next_mentor):
    row = opened(world, posting, next_mentor)
    with pytest.raises(StateConflict, match="等签字"):
        opened(world, posting, make.user())

    handovers.withdraw(row, by=world.manager, at=NOW)

    for act in (handovers.sign, handovers.withdraw):
        with pytest.raises(StateConflict):
            act(row, by=next_mentor if act is handovers.sign else world.manager, at=NOW)
    assert mentor_of(posting) == posting.mentor


def test_tr_06_is_asked_again_at_the_last_signature(world, training_class, posting, next_mentor):
    row = opened(world, posting, next_mentor)
    handovers.sign(row, by=posting.mentor, at=NOW)
    for _n in range(3):
        standing(world, training_class, mentor=next_mentor)

    with pytest.raises(RegulationBroken, match="TR-06"):
        handovers.sign(row, by=next_mentor, at=NOW)

    assert MentorHandover.objects.get(pk=row.pk).taken_at is None
    assert mentor_of(posting) == posting.mentor


def test_finish_and_transfer_take_back_what_waits(world, training_class, posting, next_mentor):
    moving, told = standing(world, training_class), {"by": world.manager, "at": NOW}
    rows = [opened(world, one, next_mentor) for one in (posting, moving)]

    postings.finish(posting, finished_on=TODAY, opinion="踏实", early_reason="任务完成", **told)
    where = {"host_place": practice.place(world), "mentor": make.user(), "on": TODAY}
    posting_changes.transfer(moving, reason="村里项目结束", handover="都办完了", **where, **told)

    for row in rows:
        assert MentorHandover.objects.get(pk=row.pk).withdrawn_by == world.manager
    with pytest.raises(StateConflict):
        opened(world, posting, next_mentor)


def test_who_handed_over_does_not_assess(world, posting, next_mentor):
    guide = make.holder(Role.CLASS_MANAGER, world.county)
    handovers.sign(opened(world, posting, guide, absence="病假"), by=guide, at=NOW)
    posting = PracticePosting.objects.get(pk=posting.pk)
    back = opened(world, posting, next_mentor, absence="出差")
    handovers.sign(back, by=next_mentor, at=NOW)
    assert not assessing.assess_case.allows(guide, posting.case)


def test_somebody_without_an_account_signs_with_slip_and_code(world, posting):
    row = opened(world, posting, "何永富", absence="已调离")
    guest = Guest.objects.get(user=row.to_mentor)
    slip = guests.issue_slip(guest, by=world.manager, at=NOW)
    phone = Client()
    phone.post(reverse("training:guest-door", args=[slip.link]), {"code": slip.code})

    page = reverse("training:handover", args=[row.pk])
    assert phone.get(page).status_code == 200
    assert phone.get(reverse("training:posting-detail", args=[posting.pk])).status_code == 404
    assert phone.post(reverse("training:handover-act", args=[row.pk, "sign"])).status_code == 302

    assert mentor_of(posting) == row.to_mentor
    assert phone.get(reverse("training:posting-detail", args=[posting.pk])).status_code == 200


def test_invitation_ends_with_a_handover_that_did_not_come_about(world, posting):
    for end in ("refuse", "withdraw"):
        row = opened(world, posting, "何永富")
        guest = Guest.objects.get(user=row.to_mentor)
        guests.issue_slip(guest, by=world.manager, at=NOW)
        if end == "refuse":
            handovers.refuse(row, refusal="要外出", by=posting.mentor, at=NOW)
        else:
            handovers.withdraw(row, by=world.manager, at=NOW)
        assert Guest.objects.get(pk=guest.pk).revoked_at == NOW


def test_history_reads_on_the_postings_page(world, posting, next_mentor):
    row = opened(world, posting, next_mentor, absence="已调离本县")
    handovers.sign(row, by=next_mentor, at=NOW)
    person = Client()
    person.force_login(posting.case.subject)

    told = person.get(reverse("training:posting-detail", args=[posting.pk])).content.decode()

    assert WHY["note"] in told
    assert "已交接" in told


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"done_on": TODAY}, "mentor_handover_done_when_signed"),
        ({"refused_at": NOW}, "mentor_handover_refused"),
        ({"refusal": "不"}, "mentor_handover_refused_with_reason"),
        ({"reason": "别的"}, "as_opened|update of"),
    ],
)
def test_database_keeps_what_was_signed(world, posting, next_mentor, fields, name):
    row = opened(world, posting, next_mentor)
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        MentorHandover.objects.filter(pk=row.pk).update(**fields)


def test_ended_handover_is_ended_in_the_database(world, posting, next_mentor):
    row = opened(world, posting, next_mentor)
    handovers.withdraw(row, by=world.manager, at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        MentorHandover.objects.filter(pk=row.pk).update(left_at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        MentorHandover.objects.filter(pk=row.pk).delete()


def by_hand(posting, **fields):
    """Change a posting past every service; the database is asked alone."""
    with transaction.atomic():
        PracticePosting.objects.filter(pk=posting.pk).update(**fields)


def test_tr_06_database_refuses_a_fourth(world, training_class):
    guide = make.user()
    rows = [standing(world, training_class, mentor=guide) for _n in range(3)]
    fourth = standing(world, training_class)
    later = standing(world, training_class, from_on=rows[0].until_on + timedelta(days=1))

    with pytest.raises(IntegrityError, match="three already"):
        by_hand(fourth, mentor=guide)
    by_hand(later, mentor=guide)  # begins when the others have ended
    longer = rows[0].until_on + timedelta(days=5)
    for row in rows[:2]:
        by_hand(row, until_on=longer)
    by_hand(rows[2], until_on=longer, paused_days=5)  # given back: asks for nobody's room
    assert PracticePosting.objects.filter(mentor=guide).count() == 4


def test_tr_06_database_refuses_an_extension_into_a_full_span(world, training_class):
    guide = make.user()
    early = standing(world, training_class, mentor=guide, months=1)
    first = early.until_on + timedelta(days=1)
    for _n in range(3):
        standing(world, training_class, mentor=guide, from_on=first)

    with pytest.raises(IntegrityError, match="three already"):
        by_hand(early, until_on=first + timedelta(days=3))
    by_hand(early, until_on=first + timedelta(days=3), paused_days=4)


@pytest.mark.django_db(transaction=True)
def test_tr_06_of_four_at_once_one_gets_the_last_place(world, training_class):
    guide = make.user()
    for _n in range(2):
        standing(world, training_class, mentor=guide)
    rows = [standing(world, training_class, mentor=make.user()) for _n in range(4)]
    start, answers = threading.Barrier(len(rows)), []

    def name_mentor(row):
        try:
            start.wait()
            by_hand(row, mentor=guide)
            answers.append("named")
        except IntegrityError:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=name_mentor, args=[row]) for row in rows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["named", "refused", "refused", "refused"]
    assert PracticePosting.objects.filter(mentor=guide).count() == 3


@pytest.mark.django_db(transaction=True)
def test_both_sign_at_once_and_the_mentor_changes_once(world, posting, next_mentor):
    row, old = opened(world, posting, next_mentor), posting.mentor
    start, done = threading.Barrier(2), []

    def sign(who):
        try:
            start.wait()
            done.append(handovers.sign(row, by=who, at=NOW).done_on)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign, args=[who]) for who in (old, next_mentor)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(done, key=str) == [TODAY, None]
    fresh = MentorHandover.objects.get(pk=row.pk)
    assert (fresh.done_on, mentor_of(posting)) == (TODAY, next_mentor)
    assert fresh.left_at
    assert fresh.taken_at
