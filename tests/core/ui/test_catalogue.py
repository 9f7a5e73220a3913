"""The English catalogue is whole: what a screen says in Chinese, it also says in English."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.utils import translation

from core.ui.states import STATES

ROOT = Path(settings.BASE_DIR)
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.po"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
PLACEHOLDER = re.compile(r"%\(\w+\)s|%s|%%|\{\w+\}|<a href=\"\">|</a>")
LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[\d\])? )?(".*")')


class Message(NamedTuple):
    """A context, a text and its plural, what it becomes, and its flags."""

    context: str
    text: str
    plural: str
    english: list[str]
    flags: str


def read(path: Path) -> list[Message]:
    """Read a catalogue without its header."""
    blocks = path.read_text("utf-8").split("\n\n")
    return [message(block) for block in blocks[1:] if "\nmsgid " in f"\n{block}"]


def message(block: str) -> Message:
    parts: dict[str, list[str]] = {"msgctxt": [""], "msgid": [], "msgid_plural": [""], "msgstr": []}
    flags, here = "", ""
    for line in block.splitlines():
        if line.startswith("#,"):
            flags = line
        if found := LINE.fullmatch(line):
            here = found[1] or here
            if found[1]:
                parts[here].append("")
            parts[here][-1] += ast.literal_eval(found[2])
    last = {name: texts[-1] for name, texts in parts.items()}
    return Message(last["msgctxt"], last["msgid"], last["msgid_plural"], parts["msgstr"], flags)


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return read(CATALOGUE)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> list[Message]:
    """Collect the texts anew from a copy, for makemessages writes beside its sources."""
    copy = tmp_path_factory.mktemp("words")
    for folder in ROOT.iterdir():
        if folder.is_dir() and not folder.name.startswith((".", "tests", "var", "locale")):
            shutil.copytree(folder, copy / folder.name, ignore=_other_files)
    (copy / "locale").mkdir()
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "en", "--no-wrap"],
        cwd=copy,
        env={k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"},
        check=True,
        capture_output=True,
    )
    return read(copy / "locale/en/LC_MESSAGES/django.po")


def _other_files(folder: str, names: list[str]) -> list[str]:
    kept = (".py", ".html", ".txt")
    return [n for n in names if not n.endswith(kept) and not Path(folder, n).is_dir()]


def test_every_text_has_its_english(messages):
    assert [m.text for m in messages if not all(m.english)] == []


def test_nothing_is_fuzzy(messages):
    assert [m.text for m in messages if "fuzzy" in m.flags] == []


def test_placeholders_survive(messages):
    broken = []
    for m in messages:
        wanted = set(PLACEHOLDER.findall(m.text + m.plural))
        broken += [m.text for text in m.english if set(PLACEHOLDER.findall(text)) != wanted]
    assert broken == []


def test_no_chinese_is_left_in_the_english(messages):
    assert [text for m in messages for text in m.english if CHINESE.search(text)] == []


def test_plurals_have_two_forms(messages):
    assert [m.text for m in messages if len(m.english) != (2 if m.plural else 1)] == []


def test_badges_are_short(messages):
    """A badge has room for three words."""
    english = {m.text: m.english[0] for m in messages if not m.context}
    with translation.override("zh-hans"):
        labels = [str(look.label) for look in STATES.values()]
    assert [label for label in labels if len(english[label].split()) > 3] == []


def test_the_catalogue_has_every_text_and_no_other(messages, fresh):
    def texts(rows: list[Message]) -> set[tuple[str, str, str]]:
        return {(m.context, m.text, m.plural) for m in rows}

    assert texts(fresh) - texts(messages) == set(), "run the command in CONTRIBUTING.md"
    assert texts(messages) - texts(fresh) == set(), "no page says these any more"


def test_msgfmt_accepts_it(tmp_path):
    """The same check that the start-up makes before it compiles."""
    subprocess.run(
        ["msgfmt", "--check", "-o", tmp_path / "django.mo", CATALOGUE],
        check=True,
        capture_output=True,
    )
