#!/usr/bin/env python
"""Django's door."""

import os
import sys

from django.core.management import execute_from_command_line

from config import migrating

OWNERS = {"migrate", "flush", "generate_audit"}  # commands that need the tables' owner

if __name__ == "__main__":
    if OWNERS & set(sys.argv[1:2]):
        os.environ.setdefault("PROCESS_ROLE", "owner")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    if sys.argv[1:2] == ["migrate"]:
        migrating.render_less()
    execute_from_command_line(sys.argv)
