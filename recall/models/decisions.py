import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

# Kin of the person, who share a home, or are of one of the person's units: recall.models.ties.
TIED = """EXISTS (
    SELECT 1 FROM recall_nomination t JOIN cadres_cadre c ON c.user_id = {person}
    JOIN cadres_cadre p ON p.id = t.cadre_id
    WHERE t.id = {nomination} AND (c.unit_id IN (t.unit_id, p.unit_id) OR EXISTS (
        SELECT 1 FROM cadres_post h WHERE h.cadre_id = t.cadre_id AND h.is_main
        AND h.unit_id = c.unit_id AND (h.until_on IS NULL
            OR h.until_on > (t.drafted_at AT TIME ZONE 'Asia/Shanghai')::date)) OR EXISTS (
        SELECT 1 FROM cadres_kinship k WHERE k.ended_at IS NULL AND (
            (k.cadre_id = c.id AND k.relative_id = t.cadre_id)
            OR (k.relative_id = c.id AND k.cadre_id = t.cadre_id)))))"""


def refusing(nomination: str, person: str) -> str:
    """Answer a trigger's body that refuses an interested person, both told as SQL."""
    names = {"nomination": nomination, "person": person}
    return _REFUSE_INTERESTED.format(tied=TIED.format(**names), **names)


# People who drafted, submitted or verified (each of two verifiers), the subject, the recused.
_REFUSE_INTERESTED = """
IF EXISTS (SELECT 1 FROM recall_nomination n
           WHERE n.id = {nomination} AND ({person} IN
             (n.drafted_by_id, n.submitted_by_id, n.verified_by_id, n.subject_id)
             OR EXISTS (SELECT 1 FROM recall_verification v
                        WHERE v.nomination_id = n.id AND v.by_id = {person})
             OR EXISTS (SELECT 1 FROM recall_recusal r
                        WHERE r.nomination_id = n.id AND r.user_id = {person})))
   OR {tied} THEN
    RAISE EXCEPTION 'an interested hand may not take part' USING ERRCODE = '23514';
END IF;
RETURN NEW;
"""
_DECISION_OF_NEW = "(SELECT d.nomination_id FROM recall_decision d WHERE d.id = NEW.decision_id)"


class Decision(models.Model):
    """集体研究决定: the meeting, the votes and the result. Written once."""

    nomination = models.OneToOneField("recall.Nomination", models.PROTECT, related_name="decision")
    meeting = models.CharField(_("会议名称"), max_length=80)
    held_on = models.DateField(_("会议日期"))
    due_count = models.PositiveSmallIntegerField(_("应到人数"))
    agree_count = models.PositiveSmallIntegerField(_("同意"))
    disagree_count = models.PositiveSmallIntegerField(_("不同意"))
    defer_count = models.PositiveSmallIntegerField(_("缓议"))
    is_approved = models.BooleanField(_("决定召回"))
    opinion = models.TextField(_("决定意见"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="not_by_an_interested_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=refusing("NEW.nomination_id", "NEW.by_id"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.held_on}"


class DecisionMember(models.Model):
    """Who sat in the meeting on this case; the database refuses an interested hand."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "user"],
                condition=models.Q(user__isnull=False),
                name="decision_member_once",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="no_interested_hand",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=refusing(_DECISION_OF_NEW, "NEW.user_id"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Recusal(models.Model):
    """回避: a person keeps out of a nomination, declared or ordered, with the reason."""

    nomination = models.ForeignKey("recall.Nomination", models.PROTECT, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="recusals")
    reason = models.CharField(_("回避事由"), max_length=200)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(_("时间"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nomination", "user"], name="recusal_once_per_user")
        ]

    def __str__(self) -> str:
        return self.reason
