"""Run a piece of code in a process of its own, on the test's database."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PREFIX = """
import json, os, resource, signal, sys, time
import django
django.setup()
from datetime import UTC, datetime
from django.db import transaction
NOW = datetime(2018, 5, 10, 1, 0, tzinfo=UTC)
"""


def database_url(name: str) -> str:
    """Give the address of another database on the server under test."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def run(code: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run code after Django's set-up; the caller looks at returncode and stdout."""
    environ = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": database_url(connection.settings_dict["NAME"]),
    }
    return subprocess.run(
        [sys.executable, "-c", PREFIX + code],
        cwd=ROOT,
        env=environ | env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
