"""The production shape. No container engine is needed: the schema, the rules we set ourselves, and
the image's shell steps run here as they run there."""

import os
import re
import subprocess
import sys
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import yaml
from django.conf import settings

from config import children
from config.hops import is_guarded
from tests.config import processes

ROOT = Path(settings.BASE_DIR)
STEPS = ROOT / "docker" / "steps.sh"
COMPOSE = ROOT / "docker-compose.yml"
OURS = ("migrate", "web", "worker", "beat")
SECRETS = (
    "SECRET_KEY",
    "FIELD_KEYS",
    "FINGERPRINT_KEY",
    "AUDIT_KEYS",
    "POSTGRES_PASSWORD",
    "APP_POSTGRES_PASSWORD",
    "REDIS_PASSWORD",
)


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(COMPOSE.read_text())


@pytest.fixture
def production(tmp_path):
    """The environment of a container, on the servers of this test run and an empty database."""
    url, name = os.environ["DATABASE_URL"], f"image_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    # a browser of the same run leaves a mark that no deployment should have
    plain = {key: word for key, word in os.environ.items() if key != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    yield plain | {
        "VENV": sys.prefix,
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "DATABASE_URL": urlsplit(url)._replace(path=f"/{name}").geturl(),
        "SECRET_KEY": "k7#" + uuid.uuid4().hex * 2,
        "ALLOWED_HOSTS": "recall.example",
        "CSRF_TRUSTED_ORIGINS": "https://recall.example",
        "TRUSTED_PROXY_COUNT": "1",
        "RECALL_VAR": str(tmp_path / "var"),
        "RECALL_STATIC": str(tmp_path / "static"),
        "BIND": "127.0.0.1",
        "PORT": str(processes.free_port()),
        "WORKERS": "1",
    }
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def step(*words, environment):
    return subprocess.run(
        [STEPS, *words], env=environment, capture_output=True, text=True, check=False
    )


def test_compose_file_keeps_to_the_published_schema():
    checker = Path(sys.prefix) / "bin" / "check-jsonschema"

    done = subprocess.run(
        [checker, "--builtin-schema", "vendor.compose-spec", COMPOSE],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_compose_secrets_have_no_default():
    uses = re.findall(r"\$\{([A-Z_]+)([^}]*)\}", COMPOSE.read_text())

    assert {name for name, _ in uses} >= set(SECRETS)
    assert [name for name, rest in uses if name in SECRETS and not rest.startswith(":?")] == []


def test_compose_runs_one_image_with_one_command_each(compose):
    services = compose["services"]

    assert {services[name]["image"] for name in OURS} == {"recall:${RECALL_VERSION:-latest}"}
    assert {name: services[name]["command"] for name in OURS} == {name: [name] for name in OURS}


def test_compose_images_are_postgres_17_and_redis_7(compose):
    images = (compose["services"]["postgres"]["image"], compose["services"]["redis"]["image"])

    assert images == ("postgres:17", "redis:7")


def test_compose_services_are_watched_and_read_only(compose):
    services = compose["services"]

    assert [
        name for name in services if name != "migrate" and "healthcheck" not in services[name]
    ] == []
    assert [name for name in services if not services[name]["read_only"]] == []


def test_compose_publishes_web_only_and_only_to_this_host(compose):
    published = {name: row["ports"] for name, row in compose["services"].items() if "ports" in row}

    assert published == {"web": ["127.0.0.1:8000:8000"]}
    assert compose["networks"]["inside"] == {"internal": True}


def test_dockerfile_drops_root_and_calls_known_steps_only():
    text = (ROOT / "Dockerfile").read_text()
    called = set(re.findall(r"docker/steps\.sh ([a-z-]+)", text))
    known = set(re.findall(r"^([a-z-]+)\) ", STEPS.read_text(), re.MULTILINE))

    assert re.findall(r"^USER (.+)$", text, re.MULTILINE) == ["10001"]
    assert called == {"install-system", "install-python", "build-fonts", "collect"}
    assert called | set(OURS) <= known


def test_unknown_step_is_refused_with_the_list():
    done = step("dance", environment=os.environ)

    assert (done.returncode, "install-system|install-python" in done.stderr) == (2, True)


def test_production_settings_pass_the_deploy_check_without_a_warning(production):
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=production,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "name",
    ["SECRET_KEY", "FIELD_KEYS", "FINGERPRINT_KEY", "DATABASE_URL", "REDIS_URL", "ALLOWED_HOSTS"],
)
def test_production_settings_without_a_secret_refuse_to_load(production, name):
    bare = {key: value for key, value in production.items() if key != name}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert f"Set the {name} environment variable" in done.stderr


@pytest.mark.parametrize(
    ("address", "guarded"),
    [
        ("postgres:///recall?host=/run/postgres", True),
        ("postgres://a@127.0.0.1:5432/recall", True),
        ("postgres://a@db.example/recall", False),
        ("postgres://a@db.example/recall?sslmode=require", False),
        ("postgres://a@db.example/recall?sslmode=verify-full", True),
        ("redis://cache.example:6379/0", False),
        ("rediss://cache.example:6379/0", True),
    ],
)
def test_hop_is_guarded_by_a_proved_certificate_or_by_staying_here(address, guarded):
    assert is_guarded(address) is guarded


@pytest.mark.parametrize(("closed", "code"), [("0", 1), ("1", 0)])
def test_production_settings_refuse_another_host_without_tls(production, closed, code):
    there = {"REDIS_URL": "redis://cache.example:6379/0", "INNER_NETWORK_IS_CLOSED": closed}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=production | there,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, "without TLS" in done.stderr) == (code, bool(code))


@pytest.mark.sweep
def test_steps_collect_migrate_and_web_lead_to_a_healthy_answer(production, tmp_path):
    collected = step("collect", environment=production)
    migrated = step("migrate", environment=production)
    before = step("health", "web", environment=production)
    web = children.start("web", [STEPS, "web"], log=tmp_path / "web.log", environment=production)
    web.wait_until(
        lambda: step("health", "web", environment=production).returncode == 0, seconds=60
    )
    web.stop()

    assert (collected.returncode, migrated.returncode) == (0, 0), collected.stderr + migrated.stderr
    assert before.returncode != 0
    assert (tmp_path / "static" / "staticfiles.json").is_file()


def test_steps_beat_is_healthy_once_it_keeps_its_schedule(production, tmp_path):
    (tmp_path / "var").mkdir()
    before = step("health", "beat", environment=production)
    beat = children.start(
        "beat", [STEPS, "beat"], log=tmp_path / "beat.log", environment=production
    )
    beat.wait_until(
        lambda: step("health", "beat", environment=production).returncode == 0, seconds=60
    )
    beat.stop()

    assert before.returncode == 1


@pytest.mark.sweep
def test_steps_worker_answers_its_health_question(production, tmp_path):
    worker = children.start(
        "worker", [STEPS, "worker"], log=tmp_path / "worker.log", environment=production
    )
    worker.wait_until(lambda: "ready." in worker.log.read_text(), seconds=60)

    done = step("health", "worker", environment=production)
    worker.stop()

    assert done.returncode == 0, done.stderr
