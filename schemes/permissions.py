"""Who may make and approve a scheme. None = may act, else the sentence the user reads."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from core.permissions import Answer, Rule


@Rule
def make_scheme(user: Any, county: Any) -> Answer:
    """The admin of the division itself."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=county.pk):
        return _("只有本级管理员可以起草和修改办法。")
    return None


@Rule
def edit_version(user: Any, version: Any) -> Answer:
    """The admin of the division whose scheme it is."""
    return make_scheme.judge(user, version.scheme.county)


@Rule
def approve_version(user: Any, version: Any) -> Answer:
    """Another admin of the division than those who wrote it."""
    if refusal := edit_version.judge(user, version):
        return refusal
    if user.pk in (version.drafted_by_id, version.edited_by_id):
        return _("起草人和修改人不得审定，须由另一名管理员审定。")
    return None


@Rule
def make_wording(user: Any, county: Any) -> Answer:
    """The admin of the division whose papers it is for."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=county.pk):
        return _("只有本级管理员可以起草和修改公文文本。")
    return None


@Rule
def edit_wording(user: Any, version: Any) -> Answer:
    """The admin of the division whose text it is."""
    return make_wording.judge(user, version.county)


@Rule
def sample_wording(user: Any, version: Any) -> Answer:
    """An admin of the division; who else sees the version sees the samples that there are."""
    if not user.holds(Role.COUNTY_ADMIN, county_id=version.county_id):
        return _("只有本级管理员可以申请生成样张。")
    return None


@Rule
def approve_wording(user: Any, version: Any) -> Answer:
    """An admin of the division who wrote none of it."""
    if refusal := edit_wording.judge(user, version):
        return refusal
    if user.pk in version.writers:
        return _("起草人和修改人不得审定，须由另一名管理员审定。")
    return None
