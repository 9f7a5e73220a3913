"""The part of the year-end award that is shared by points."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.models.books import Book, BookMember, BookRule, points


def money(name: Any) -> models.DecimalField:
    return models.DecimalField(name, max_digits=14, decimal_places=2)


class BookAward(models.Model):
    """One sharing of a year's award: the total, the pot out of it, and on which paper."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="awards")
    rule = models.ForeignKey(BookRule, models.PROTECT, related_name="+")
    total = money(_("奖励总额"))
    pot = money(_("按积分分配的金额"))
    basis = models.CharField(_("发放依据"), max_length=120)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(_("计算时间"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pot__gte=0, pot__lte=models.F("total")),
                name="bookaward_pot_within_total",
            ),
            models.CheckConstraint(condition=~models.Q(basis=""), name="bookaward_has_a_basis"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.book} {self.pot}"


class BookShare(models.Model):
    """What one person's points are worth."""

    award = models.ForeignKey(BookAward, models.PROTECT, related_name="shares")
    member = models.ForeignKey(BookMember, models.PROTECT, related_name="shares")
    points = points(_("全年积分"))
    amount = money(_("金额"))

    about = ("member", "cadre_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["award", "member"], name="bookshare_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0), name="bookshare_takes_nothing_away"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.member} {self.amount}"
