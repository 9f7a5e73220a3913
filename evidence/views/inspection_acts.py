"""Everything that is done to a finding: one page for each act."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cadres.models import Cadre
from core.ui.forms import NoFields
from evidence import permissions
from evidence.forms import inspections as forms
from evidence.models import InspectionFile, InspectionFinding
from evidence.presenters import inspections as present
from evidence.queries import places
from evidence.services import inspections as acts
from evidence.views.inspections import finding_of, seen
from evidence.views.pages import Page, act_page, content_of


def _people(finding: InspectionFinding, user: Any) -> dict[str, Any]:
    seen = Cadre.objects.visible_to(user).of_unit(finding.unit_id).exclude(user=user)
    return {"people": seen.exclude(pk__in=finding.people.values("cadre"))}


def _facts(finding: InspectionFinding, _user: Any) -> dict[str, Any]:
    names = ("source", "seen_on", "place", "seen", "ground")
    initial = {name: getattr(finding, name) for name in names}
    return {"grounds": places.grounds(), "initial": initial}


def _attach(finding: InspectionFinding, *, file: Any, **told: Any) -> InspectionFile:
    return acts.attach(finding, content=content_of(file), title=file.name, **told)


def _named(finding: InspectionFinding, _user: Any) -> dict[str, Any]:
    return present.people_of(finding)


def _beside(finding: InspectionFinding, _user: Any) -> dict[str, Any]:
    return {"facts": [*present.facts(finding)[2:], *present.answer(finding)]}


_EDIT, _CLOSE = permissions.edit_finding.refusal, permissions.close_finding.refusal
ACTS = {
    "edit": Page(
        acts.correct, forms.FactsForm, _("修改登记内容"), _("已修改"), _EDIT, given=_facts
    ),
    "person": Page(
        acts.add_person,
        forms.PersonForm,
        _("列入人员"),
        _("已列入"),
        _EDIT,
        _("没有具体责任人的可以不列；本人能看到这项发现，看不到其他人的姓名。"),
        given=_people,
        stays=True,
    ),
    "file": Page(
        _attach,
        forms.FileForm,
        _("附证明材料"),
        _("已附证明材料"),
        _EDIT,
        _("照片会重新保存，去掉位置等附加信息；文件名请不要写身份证号。"),
        submit=_("上传"),
        stays=True,
    ),
    "send": Page(
        acts.send,
        NoFields,
        _("告知单位"),
        _("已告知单位"),
        _EDIT,
        _("告知后，登记的内容、人员和材料都不能再改；单位在期限内答复。"),
        more=_beside,
    ),
    "answer": Page(
        acts.answer,
        forms.AnswerForm,
        _("答复"),
        _("已答复"),
        permissions.answer_finding.refusal,
        more=_beside,
    ),
    "close": Page(
        acts.close,
        forms.CloseForm,
        _("认定"),
        _("已认定"),
        present.close_refusal,
        _("认定后不能再改。"),
        more=_beside,
    ),
    "signals": Page(
        acts.raise_for,
        NoFields,
        _("产生线索"),
        _("已产生线索"),
        _CLOSE,
        _("线索只供提名参考，不改变任何人的处境；重复产生不会重复。"),
        more=_named,
    ),
}


def finding_act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Show one act's page, or do it."""
    if name not in ACTS:
        raise Http404
    row = seen(request, finding_of(request, pk))
    back = reverse("evidence:finding", args=[pk])
    about = present.title(row)
    crumbs = present.crumbs((about, back), (str(ACTS[name].title), None))
    return act_page(request, row, ACTS[name], back=back, about=about, crumbs=crumbs)
