"""The votes: tokens that burn, an urn that nobody reads, and ballots once they are counted.

No row here names a voter, and none is joined to the roll. See docs/adr on secret ballots.
"""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.enums import VoteChannel
from evidence.models.poll_triggers import only_in_draft

_BURN = """
    IF NEW.token_key IS NULL THEN
        DELETE FROM evidence_polltoken WHERE id = (
            SELECT t.id FROM evidence_polltoken t
            WHERE t.group_id = NEW.group_id AND t.channel = 'PAPER'
            LIMIT 1 FOR UPDATE SKIP LOCKED
        ) RETURNING group_id INTO burnt;
    ELSE
        DELETE FROM evidence_polltoken t
        WHERE t.key = NEW.token_key AND t.is_keyed AND t.channel <> 'PAPER'
        RETURNING t.group_id INTO burnt;
    END IF;
    IF burnt IS NULL THEN
        RAISE EXCEPTION 'Cannot cast: no unused token'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_burns_a_token';
    END IF;
    SELECT p.id, p.opened_at, p.seen_open_at, p.closed_at, p.counted_at, p.closes_at,
        p.max_names, p.options
    INTO vote FROM evidence_pollgroup g JOIN evidence_poll p ON p.id = g.poll_id
    WHERE g.id = burnt FOR SHARE OF p;
    IF vote.opened_at IS NULL
        OR (NEW.token_key IS NULL AND (vote.closed_at IS NULL OR vote.counted_at IS NOT NULL))
        OR (NEW.token_key IS NOT NULL AND (
            vote.closed_at IS NOT NULL OR NEW.cast_at IS NULL
            OR NEW.cast_at < date_trunc('hour', vote.opened_at) OR NEW.cast_at >= vote.closes_at
            OR clock_timestamp() - coalesce(vote.seen_open_at, vote.opened_at)
                >= vote.closes_at - vote.opened_at + interval '5 minutes'
        ))
    THEN
        RAISE EXCEPTION 'Cannot cast: not the time'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_in_time';
    END IF;
    IF NEW.token_key IS NULL AND (
        SELECT count(*) FROM evidence_pollvoter v
        WHERE v.group_id = burnt AND v.channel = 'PAPER'
    ) - (
        SELECT count(*) FROM evidence_polltoken t
        WHERE t.group_id = burnt AND t.channel = 'PAPER'
    ) > (
        SELECT count(*) FROM evidence_papersheet s WHERE s.group_id = burnt AND s.is_settled
    ) THEN
        RAISE EXCEPTION 'Cannot cast: no paper that two people entered alike'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_paper_is_entered_twice';
    END IF;
    IF EXISTS (
        SELECT FROM jsonb_each_text(NEW.marks) m WHERE NOT EXISTS (
            SELECT FROM evidence_pollsubject s
            WHERE s.poll_id = vote.id AND s.position::text = m.key
        ) OR NOT EXISTS (
            SELECT FROM jsonb_array_elements(vote.options) o WHERE o ->> 'code' = m.value
        )
    ) OR (SELECT count(*) FROM jsonb_object_keys(NEW.marks)) > vote.max_names
    THEN
        RAISE EXCEPTION 'Cannot cast: marks do not fit the ballot'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_fits';
    END IF;
    NEW.group_id := burnt;
    NEW.token_key := NULL;
    NEW.cast_at := NULL;
    RETURN NEW;
"""


# A code for each who drew one and no more; slips anew only while none is used; a vote goes by its
# ballot alone. So nobody takes, by SQL either, what somebody else has not taken, or has.
_TAKE = """
    IF TG_OP = 'DELETE' THEN
        IF pg_trigger_depth() > 1 THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'Cannot remove a vote without its ballot'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'token_goes_with_its_ballot';
    END IF;
    SELECT count(*) FILTER (WHERE v.channel = 'APP' AND v.is_drawn) AS drawn,
        count(*) FILTER (WHERE v.channel = OLD.channel) AS roll
    INTO voters FROM evidence_pollvoter v WHERE v.group_id = OLD.group_id;
    SELECT count(*) AS whole, count(*) FILTER (WHERE t.is_keyed) AS keyed
    INTO votes FROM evidence_polltoken t
    WHERE t.group_id = OLD.group_id AND t.channel = OLD.channel;
    IF NOT NEW.is_keyed OR OLD.channel = 'PAPER'
        OR (OLD.channel = 'SLIP' AND votes.whole <> voters.roll)
        OR (OLD.channel = 'APP' AND (
            OLD.is_keyed OR voters.roll - votes.whole + votes.keyed + 1 > voters.drawn
        ))
    THEN
        RAISE EXCEPTION 'Cannot take a code that is another voter''s'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'token_is_taken_by_its_voter';
    END IF;
    RETURN NEW;
"""


class PollToken(models.Model):
    """One vote not yet cast. Made at opening, one for each voter; casting deletes it.

    Only a keyed hash of the code is kept. `is_keyed`: somebody holds the code.
    """

    group = models.ForeignKey("evidence.PollGroup", models.PROTECT, related_name="tokens")
    channel = models.CharField(_("领票方式"), max_length=5, choices=VoteChannel)
    is_keyed = models.BooleanField(default=False)
    key = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["group", "channel"], name="polltoken_group")]
        triggers = [
            only_in_draft(
                "made_before_opening",
                pgtrigger.Insert | pgtrigger.UpdateOf("group_id", "channel"),
                "(SELECT g.poll_id FROM evidence_pollgroup g WHERE g.id = ROW.group_id)",
            ),
            pgtrigger.Trigger(
                name="taken_by_its_voter",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete | pgtrigger.UpdateOf("key", "is_keyed"),
                declare=[("voters", "record"), ("votes", "record")],
                func=_TAKE,
            ),
        ]

    def __str__(self) -> str:
        return self.get_channel_display()


class UrnBallot(models.Model):
    """A ballot in the closed urn. The web may put one in and cannot read any.

    `token_key` and `cast_at` are taken by the trigger, which burns the token, checks the time and
    the marks, and empties both: what is kept is a random key, a group and the marks. A paper
    ballot comes without token and burns one of its group's paper places.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    group = models.ForeignKey("evidence.PollGroup", models.PROTECT, related_name="+")
    marks = models.JSONField(default=dict)
    is_valid = models.BooleanField(default=True)
    token_key = models.CharField(max_length=64, null=True)  # noqa: DJ001  (never kept)
    cast_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(token_key=None, cast_at=None), name="urnballot_keeps_no_trace"
            ),
            models.CheckConstraint(
                condition=models.Q(is_valid=False, marks={})
                | models.Q(is_valid=True) & ~models.Q(marks={}),
                name="urnballot_invalid_is_empty",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="burns_a_token",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("burnt", "bigint"), ("vote", "record")],
                func=_BURN,
            ),
            pgtrigger.Protect(name="as_cast", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Ballot(models.Model):
    """A counted ballot, as the published list shows it. Only `evidence_open_urn` writes it."""

    id = models.UUIDField(primary_key=True, editable=False)
    group = models.ForeignKey("evidence.PollGroup", models.PROTECT, related_name="ballots")
    marks = models.JSONField()
    is_valid = models.BooleanField()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="as_counted", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PollCount(models.Model):
    """How many ballots of a group gave a person an answer; written when the poll is counted."""

    subject = models.ForeignKey("evidence.PollSubject", models.PROTECT, related_name="counts")
    group = models.ForeignKey("evidence.PollGroup", models.PROTECT, related_name="counts")
    option = models.CharField(_("等次"), max_length=2)
    number = models.PositiveIntegerField(_("票数"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "group", "option"], name="pollcount_once")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.option} {self.number}"


class PaperSheet(models.Model):
    """A paper ballot while two people enter it; its marks are forgotten once both agree."""

    group = models.ForeignKey("evidence.PollGroup", models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField(_("纸票编号"))
    first_marks = models.JSONField(null=True)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    first_at = models.DateTimeField(null=True)
    second_marks = models.JSONField(null=True)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    second_at = models.DateTimeField(null=True)
    is_settled = models.BooleanField(_("已投入票箱"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="papersheet_number_once"),
            models.CheckConstraint(
                condition=models.Q(first_by=None, first_at=None)
                | models.Q(first_by__isnull=False, first_at__isnull=False),
                name="papersheet_first_by_with_at",
            ),
            models.CheckConstraint(
                condition=models.Q(second_by=None, second_at=None)
                | models.Q(second_by__isnull=False, second_at__isnull=False)
                & ~models.Q(second_by=models.F("first_by")),
                name="papersheet_second_is_another",
            ),
            models.CheckConstraint(
                condition=models.Q(is_settled=False)
                | models.Q(first_marks=None, second_marks=None, second_by__isnull=False),
                name="papersheet_settled_forgets",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="entered_one_by_one",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__second_by__isnull=False),
            ),
            pgtrigger.Protect(
                name="settled_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__is_settled=True),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)
