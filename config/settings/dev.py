"""One machine, by `make run`, which passes addresses and a key by environment.

A manage.py beside a running product finds the same addresses by itself.
"""

import os

from config.embedded import VAR, known_addresses
from config.launch import own_keys

for name, value in (known_addresses(VAR) | own_keys(VAR)).items():
    os.environ.setdefault(name, value)
os.environ.setdefault("DATABASE_URL", "postgres:///recall")

os.environ.setdefault("MFA_DEMANDED", "0")  # a demo by password alone; MFA_DEMANDED=1 shows it

from config.settings.base import *  # noqa: E402, F403

ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
SITE_ADDRESS = env("SITE_ADDRESS", default="http://127.0.0.1:8000")
DEMO_ALLOWED = True
