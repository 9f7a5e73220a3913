"""Pages of referrals: the administrator refers, the liaison answers, nobody else reads."""

from django.urls import reverse

from accounts.enums import Role
from assessment.models import Referral
from tests.factories import assessment as assess
from tests.factories import training as make


def text_of(client, user, name, *args):
    client.force_login(user)
    return client.get(reverse(f"assessment:{name}", args=args)).content.decode()


def send(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(f"assessment:{name}", args=args), data)


def test_refer_answer_and_go_on(client, world):
    case = assess.concluded(world).case
    liaison = make.holder(Role.DISCIPLINE_LIAISON, world.county)
    data = {"reason": "收受礼金", "approver": "DEPARTMENT", "conditions": ["clues_listed"]}
    offered = text_of(client, world.admin, "case", case.pk)
    hollow = send(client, world.admin, "case-refer", case.pk, **data | {"conditions": []})
    done = send(client, world.admin, "case-refer", case.pk, **data)
    row = Referral.objects.get()
    waiting = text_of(client, world.decider, "case", case.pk)
    refused = text_of(client, world.decider, "outcome-decide", case.pk)
    listed = text_of(client, liaison, "referral-list")
    asked = text_of(client, liaison, "referral", row.pk)
    empty = send(client, liaison, "referral", row.pk, answer="TAKEN", opinion="")
    told = send(client, liaison, "referral", row.pk, answer="TAKEN", opinion="已立案")

    assert "移送纪检监察" in offered
    assert (hollow.status_code, "OC-10" in hollow.content.decode()) == (422, True)
    assert (done.status_code, told.status_code, empty.status_code) == (302, 302, 422)
    assert "答复以前综合考核和结果决定暂停" in waiting
    assert "答复以前暂停办理" in refused
    assert "待答复" in listed
    assert "登记答复" in asked
    assert "由纪检监察机关处理" in text_of(client, world.decider, "case", case.pk)
    assert 'value="REFER"' in text_of(client, world.decider, "outcome-decide", case.pk)
    assert "已立案" in text_of(client, world.admin, "referral", row.pk)


def test_the_office_reads_and_does_not_answer(client, world):
    row = assess.referred(world)

    shown = text_of(client, world.admin, "referral", row.pk)
    sent = send(client, world.admin, "referral", row.pk, answer="BACK", opinion="无")

    assert "由纪检监察联络人登记答复" in shown
    assert '<form method="post" novalidate>' not in shown
    assert sent.status_code == 403


def test_the_unit_is_not_told(client, world):
    row = assess.referred(world)
    head = make.holder(Role.UNIT_HEAD, world.unit)

    assert "移送" not in text_of(client, head, "case", row.case_id)


def test_the_waiting_case_is_not_concluded_from_its_page(client, world):
    scored = assess.opened(world)
    assess.referred(world, scored.case)

    assert "答复以前暂停办理" in text_of(client, world.manager, "case", scored.case_id)


def test_the_list_costs_the_same_with_many(client, world, django_assert_max_num_queries):
    row = assess.referred(world)
    client.force_login(world.admin)
    with django_assert_max_num_queries(12):
        client.get(reverse("assessment:referral-list"))
    assert row.pk
