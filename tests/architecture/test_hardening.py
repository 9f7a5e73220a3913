"""What no page shows but a reader of the code can prove: statements, shells, patterns, secrets."""

import ast
import base64
import importlib
import math
import re
import time

import pytest
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.core.mail import BadHeaderError
from django.forms import BaseModelForm, Form

from config import launch
from config.celery import app
from config.settings import base as product
from core.notify import channels
from evidence.services import polls, voting
from evidence.views import voting as voting_pages
from tests.architecture.house import ROOT, calls, modules, name_of, tree_of

# Statements put together from parts of our own; values are bound. A new one is read first.
COMPOSED = {
    "cadres/queries/doubles.py",
    "cadres/queries/quality.py",
    "cadres/services/gaps.py",
    "core/search/finding.py",
    "evidence/models/guards.py",
    "evidence/models/panels.py",
    "evidence/models/presentation_papers.py",
    "evidence/models/targets.py",
    "portal/management/commands/bench_import.py",
    "reports/queries/boards.py",
    "reports/queries/campaign_rows.py",
    "reports/queries/particulars.py",
    "reports/queries/standing.py",
    "reports/queries/tallies.py",
}
HERE = [path for path in modules() if path.relative_to(ROOT).parts[0] != "config"]
SHELLS = re.compile(
    r"^(os\.(system|popen|exec\w*|spawn\w*)|subprocess\.\w+|eval|exec|compile|__import__)$"
)
WEAK = re.compile(r"\b(hashlib\.(md5|sha1)|MD5|SHA1|uuid1)\b")
MADE_UP = ("core/audit/generating.py", "portal/management/commands/bench_")
LONG = 20_000
FILLING = ["a", "1", " ", "\t", "0.", "a,", "（", "、", "-", "中", "年1月", "<", "&", "\\", "A1:"]


def test_raw_sql_is_parametrised_lint():
    """Only the rooms named above put statements together; ruff (S608) sees every other one."""
    wild = [
        (name_of(path), source)
        for path in modules()
        for _call, source in calls(tree_of(path))
        if source.endswith((".extra", ".raw")) and "objects" in source
    ]

    assert wild == []
    assert {name_of(path) for path in HERE if "S608" in path.read_text("utf-8")} == COMPOSED


def test_no_shell_true_lint():
    """Only config/ starts programs; there, no call has a shell."""
    found = [
        (name_of(path), source)
        for path in HERE
        for _call, source in calls(tree_of(path))
        if SHELLS.match(source)
    ]

    assert found == []
    assert [name_of(path) for path in modules() if "shell=True" in path.read_text("utf-8")] == []


def test_no_weak_crypto_lint():
    """No broken hash anywhere; chance that can be foretold only where people are made up."""
    found = [name_of(path) for path in modules() if WEAK.search(path.read_text("utf-8"))]
    dice = [name_of(path) for path in HERE if "import random\n" in path.read_text("utf-8")]

    assert found == []
    assert [name for name in dice if not name.startswith(("stories/", *MADE_UP))] == []


def patterns():
    """Answer every pattern that a module of ours has compiled, by the module's name."""
    for path in HERE:
        if "management" in path.parts:
            continue
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for key, value in vars(importlib.import_module(name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{name}.{key}", value


PATTERNS = dict(patterns())


@pytest.mark.parametrize("name", PATTERNS)
def test_regex_inputs_time_bounded(name):
    """Twenty thousand signs of any one kind, and an end that does not fit."""
    began = time.process_time()
    for sign in FILLING:
        text = sign * (LONG // len(sign)) + "\x01"
        PATTERNS[name].search(text)
        PATTERNS[name].fullmatch(text)

    assert time.process_time() - began < 1


def test_celery_accepts_json_only():
    assert set(app.conf.accept_content) == {"json"}
    assert (app.conf.task_serializer, app.conf.result_backend) == ("json", None)
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"


def test_hasher_parameters():
    """Argon2id with at least 19 MiB and two rounds, and no other hasher beside it."""
    hasher = Argon2PasswordHasher()
    told = hasher.encode("a-long-password", hasher.salt())

    assert product.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert told.startswith("argon2$argon2id$")
    assert hasher.decode(told)["memory_cost"] >= 19 * 1024
    assert hasher.decode(told)["time_cost"] >= 2


def test_token_entropy(tmp_path):
    """Sessions and keys: 128 bits and more. A ballot's code is typed by hand, and tries are few."""
    session = math.log2(len(set(VALID_KEY_CHARS))) * 32  # its length is Django's
    ballot = math.log2(len(polls.CODE)) * voting.CODE_LENGTH
    keys = launch.own_keys(tmp_path)

    assert session >= 128
    assert ballot >= 56
    assert voting_pages.TRIES <= 30
    assert len(base64.b64decode(keys["FINGERPRINT_KEY"])) == 32
    assert min(len(key) for key in keys.values()) >= 40


def test_one_room_sends_mail_and_forges_no_header():
    """Its words are fixed; of what comes from outside it takes one address and a number."""
    mail = re.compile(r"^(from|import) .*(\bcore\.mail\b|\bsmtplib\b)", re.M)
    senders = [name_of(path) for path in modules() if mail.search(path.read_text("utf-8"))]

    assert senders == ["core/notify/channels.py"]
    with pytest.raises(BadHeaderError):
        channels.Mail().send("a@b.cn\r\nBcc: x@y.cn", 1)


def forms_of_ours():
    def below(cls):
        for each in cls.__subclasses__():
            yield each
            yield from below(each)

    for path in HERE:
        if path.stem == "forms" or "forms" in path.parts:
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    own = {path.relative_to(ROOT).parts[0] for path in HERE}
    return sorted(
        {f for f in (*below(Form), *below(BaseModelForm)) if f.__module__.split(".")[0] in own},
        key=str,
    )


# What the server sets: never a field of a form.
SERVERS = re.compile(r"^(pk|id|by|at|state|user|is_active|is_system|\w+_by|\w+_by_id)$")
# Words about others, a filter, how a line of a plan goes (a row of its own is written), and two
# rows that are looked for within the user's own scope.
READ = {
    "AmendHonourForm.awarded_by",
    "AppealFigureForm.state",
    "HonourForm.awarded_by",
    "ProgressForm.state",
    "RecusalForm.user",
    "SeatForm.user",
    "ServeForm.received_by",
    "FileForm.taken_by",
    "TellForm.received_by",
    "StartForm.pk",
    "TrailForm.by",
}


def test_mass_assignment_fields_are_listed():
    """Fields are named one by one, and none of them is the server's to set."""
    forms = forms_of_ours()
    found = {
        f"{form.__name__}.{name}"
        for form in forms
        for name in form.base_fields
        if SERVERS.match(name)
    }
    lazy = [form for form in forms if getattr(form, "_meta", None) and not form._meta.fields]

    assert len(forms) > 60
    assert (found, lazy) == (READ, [])
    assert [name_of(path) for path in HERE if "**request.POST" in path.read_text("utf-8")] == []


def test_no_absolute_asset_urls():
    """Nothing is fetched from elsewhere: no address of another host in what browsers get."""
    kinds = {".html", ".css", ".js", ".svg"}
    names = [
        f"{path.relative_to(ROOT)}: {found}"
        for folder in ("templates", "core/ui")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in kinds
        for found in re.findall(r"(?:https?:)?//[\w.-]+\.\w+", path.read_text("utf-8"))
        if "www.w3.org" not in found
    ]

    assert names == []


def test_numbers_that_people_type_are_read_by_core_decimals():
    """`forms.IntegerField` takes ١٢ for twelve; WholeField and PointsField take ASCII digits."""
    plain = [
        f"{name_of(path)}:{call.lineno}"
        for path in modules()
        for call, source in calls(tree_of(path))
        if source in ("forms.IntegerField", "forms.DecimalField")
        and not any("HiddenInput" in ast.unparse(word.value) for word in call.keywords)
    ]

    assert plain == []
