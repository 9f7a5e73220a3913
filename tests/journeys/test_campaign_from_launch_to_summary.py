"""Steps 1 to 10 of a campaign, each in the browser of the person whose work it is.

No worker runs: the test drains the outbox where the worker would, so that each page is seen
before and after. Redis is not asked for anything; the act must commit without it.
"""

import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from pypdf import PdfReader

from assessment.services import volumes
from core.jobs import worker
from tests.fixtures import media
from tests.journeys import steps
from tests.journeys.town import CAMPAIGN, Town, town
from tests.journeys.walker import Walker, walkers

__all__ = ["media"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place() -> Town:
    return town()


@pytest.fixture
def enter(browser, live_server):
    with walkers(browser, live_server.url) as enter:
        yield enter


def print_documents() -> None:
    """Do what the worker does, in this process."""
    assert worker.drain("pdf", at=timezone.now(), seconds=60) > 0


def text_of(walker: Walker, link: str, folder: Path) -> str:
    """Download a PDF by its link and answer its text."""
    file = folder / "download.pdf"
    with walker.page.expect_download() as download:
        walker.page.get_by_role("link", name=link).first.click()
    download.value.save_as(file)
    answer = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return answer.stdout.decode()


def nominate_and_decide(enter, place: Town, decider: Walker, person: Walker) -> None:
    """Steps 2 to 5."""
    steps.draft(enter(place.clerk), place)
    steps.submit(enter(place.head), place)
    steps.sign_zero(enter(place.quiet_head))
    steps.verify(enter(place.verifier), place)
    person.follow("我的事项")
    steps.reply(person)
    decider.follow("工作台")
    steps.decide(decider, place)


def give_notice(admin: Walker, place: Town, folder: Path) -> None:
    """Step 6: the page waits for the notice, shows it by itself, and takes the receipt."""
    admin.follow("工作台")
    admin.follow(place.person.name)
    admin.sees("召回通知书：正在生成")
    print_documents()
    text = text_of(admin, "召回通知书（", folder)
    assert [word in text for word in (place.person.name[:2], "召回")] == [True, True]
    steps.serve(admin, place)


def file_away(admin: Walker, folder: Path) -> None:
    """Step 10: the closed case becomes one sealed volume."""
    admin.follow("案卷")
    admin.press("归卷")
    admin.sees("第 1 卷：正在归卷")
    assert worker.drain(volumes.LANE, at=timezone.now(), seconds=60) == 1
    admin.sees("页，")
    with admin.page.expect_download() as download:
        admin.page.get_by_role("link", name="第 1 卷").click()
    download.value.save_as(folder / "volume.zip")
    with zipfile.ZipFile(folder / "volume.zip") as package:
        titles = [mark.title for mark in PdfReader(BytesIO(package.read("volume.pdf"))).outline]
    assert (titles[1], titles[-2:]) == ("提名表", ["流转记录", "卷内备考表"])


def train_and_practise(enter, place: Town, manager: Walker, person: Walker) -> None:
    """Steps 7 and 8."""
    steps.run_class(manager, place)
    steps.mark(manager, place)
    person.page.set_viewport_size({"width": 360, "height": 740})
    person.follow("今日")
    person.sees("今天 1 节课")
    person.sees("集中学习结束")
    steps.send_out(manager, place)
    steps.write_journal(person, place)
    steps.remark(enter(place.mentor))


def test_campaign_from_launch_to_summary(enter, place: Town, tmp_path: Path) -> None:
    admin, decider, person = enter(place.admin), enter(place.decider), enter(place.person)
    manager = enter(place.manager)
    steps.launch(admin, place)
    nominate_and_decide(enter, place, decider, person)
    give_notice(admin, place, tmp_path)
    train_and_practise(enter, place, manager, person)
    steps.assess(manager, place)
    steps.settle(decider, place)
    print_documents()
    steps.serve_outcome(admin, place)
    steps.close(admin)
    file_away(admin, tmp_path)
    steps.ask_summary(admin, place)
    print_documents()

    text = text_of(admin, "汇总表", tmp_path)

    assert CAMPAIGN in text
    assert [_row(text, name) for name in ("提名", "决定召回", "返回原岗位")] == [["1", "1"]] * 3
    assert _row(text, "其他结果") == ["0", "0"]


def _row(text: str, name: str) -> list[str]:
    """Answer the figures (first round, total) behind a name in the first table of the text."""
    found = re.search(rf"^\s*{name}\s+(\d+)\s+(\d+)\s*$", text, re.MULTILINE)
    return list(found.groups()) if found else []
