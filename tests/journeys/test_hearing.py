"""A hearing with a protected witness: black-out, telling, the person reads, the talk."""

from typing import Any

import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import Browser
from weasyprint import HTML

from cadres.models import Cadre
from core.jobs import worker
from evidence.services import files
from recall.models import FactEvidence, Talk
from tests import browser as harness
from tests.factories.recall import conclude, open_campaign, submitted_nomination
from tests.fixtures import media
from tests.journeys import steps
from tests.journeys.town import iso, town
from tests.journeys.walker import walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WITNESS = "Witness Wang Xiaoming"
SAID = "问：防汛值班当天在哪里？答：送家人就医，事后没有补假。"


def _evidence(nomination: Any) -> FactEvidence:
    row = nomination.facts.get().evidence.get()
    body = "<p>On 8 May at 22:10 nobody was in the flood duty room; two calls were not answered."
    content = HTML(string=f"<h1>{WITNESS}</h1>{body}").write_pdf()
    told = {"by": nomination.drafted_by, "at": timezone.now()}
    file = files.keep(content, kind="application/pdf", title="证人王小明证言", **told)
    FactEvidence.objects.filter(pk=row.pk).update(file=file)
    return FactEvidence.objects.get(pk=row.pk)


def test_hearing_with_a_protected_witness(browser: Browser, live_server: Any):
    place = town()
    cadre = Cadre.objects.get(user=place.person)
    nomination = submitted_nomination(open_campaign(place.unit), cadre=cadre)
    conclude(nomination, by=place.verifier, at=place.now)
    evidence = _evidence(nomination)
    with walkers(browser, live_server.url) as enter:
        admin = enter(place.admin)
        admin.go(f"/recall/nominations/{nomination.pk}/")
        admin.follow("遮盖")
        numbers = {"页码": 1, "左边 %": 0, "上边 %": 0, "宽 %": 100, "高 %": 18}
        admin.choose("遮盖理由", "证人保护")
        admin.fill_in({f"第 1 处{part}": number for part, number in numbers.items()})
        harness.look(admin.page, "hearing-redact")
        admin.press("制作遮盖件")
        admin.sees("已登记，遮盖件正在制作")
        assert worker.drain("redact", at=timezone.now()) == 1
        admin.go(f"/recall/evidence/{evidence.pk}/redact/")
        admin.sees("查看遮盖件")
        harness.look(admin.page, "hearing-redacted")
        admin.follow("返回")
        admin.follow("隐去字词")
        admin.fill("要遮盖的字词", "全镇")
        admin.press("遮盖")
        admin.sees("■■防汛值班")
        harness.look(admin.page, "hearing-words")
        admin.follow("返回")
        steps.tell(admin, place)
        worker.drain("pdf", at=timezone.now(), seconds=30)
        admin.page.reload()
        admin.sees("下载告知书")
        harness.look(admin.page, "hearing-told")

        person = enter(place.person)
        person.go(f"/recall/mine/nominations/{nomination.pk}/")
        person.sees("证人保护")
        assert "王小明" not in person.page.content()
        person.sees("■■防汛值班")
        assert "全镇" not in person.page.content()
        harness.look(person.page, "hearing-own")
        notice = person.page.request.get(
            f"{live_server.url}/recall/mine/nominations/{nomination.pk}/allegation/"
        ).body()
        paper = pypdfium2.PdfDocument(notice)
        assert "全镇" not in paper[0].get_textpage().get_text_bounded()
        copy = person.page.request.get(f"{live_server.url}/recall/evidence/{evidence.pk}/").body()
        text = pypdfium2.PdfDocument(copy)[0].get_textpage().get_text_bounded()
        assert "Wang" not in text
        person.follow("要求当面谈话")
        person.fill("想当面说明的事项", "当天就医的经过")
        person.press("要求当面谈话")

        admin.page.reload()
        admin.follow("登记谈话")
        admin.fill_in({"谈话日期": iso(place.today), "地点": "部机关谈话室"})
        admin.pick("谈话人", place.admin.name)
        admin.pick("另一谈话人", place.verifier.name)
        admin.fill("问答内容", SAID)
        admin.tick("两名谈话人均已在记录上签名")
        admin.tick("本人已在记录上签名")
        harness.look(admin.page, "hearing-talk")
        admin.press("登记谈话")
        admin.sees("已登记谈话记录")
        person.page.reload()
        person.sees(SAID)
        harness.look(person.page, "hearing-own")
    assert Talk.objects.get().is_signed
