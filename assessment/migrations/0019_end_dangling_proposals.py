"""Proposals of cases that were revoked or that ended by leaving get the end that they lacked."""

from django.db import migrations

_END = """
UPDATE assessment_outcomeproposal AS p
SET ended_as = 'MOOT', ended_by_id = c.closed_by_id, ended_at = c.closed_at
FROM recall_case AS c
WHERE c.id = p.case_id AND p.ended_at IS NULL AND c.state IN ('CLOSED', 'REVOKED')
    AND c.closed_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0018_proposals_come_to_nothing"),
        ("recall", "0031_colleagues_where_they_went"),
    ]

    # An end is never taken back: what was ended here stays ended on the way back.
    operations = [migrations.RunSQL(_END, migrations.RunSQL.noop)]
