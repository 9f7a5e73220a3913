"""Ballots about trainees: the link goes with the case or the class, what made one void with it.

While either stands the ballot itself stays (RT-20): an assessment rests on its count.
"""

from importlib import import_module

from django.db import migrations

from keeping.migrations import _lists

BEFORE = import_module("keeping.migrations.0005_trees").AFTER
AFTER = _lists.longer(
    BEFORE,
    "branches",
    "evidence_pollvoid.poll_id>evidence_poll",
    "training_traineepoll.case_id>recall_case",
    "training_traineepoll.training_class_id>training_trainingclass",
)


class Migration(migrations.Migration):
    dependencies = [
        ("keeping", "0006_replays"),
        ("evidence", "0097_trainee_polls"),
        ("training", "0022_trainee_polls"),
    ]
    operations = [migrations.RunSQL([AFTER], [BEFORE])]
