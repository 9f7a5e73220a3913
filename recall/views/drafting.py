"""The unit's task list: person, facts, evidence, opinion, check, submit."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.enums import Role
from cadres.models import Cadre
from core import dates
from core.acts import perform, searched, shown, words_of
from core.ui.forms import NoFields
from recall.forms.nominations import FactForm, FileForm, StartForm, SubmitForm, UnitOpinionForm
from recall.models import Fact, FactEvidence, Nomination, Round, UnitOpinion
from recall.presenters import drafting as present
from recall.presenters import submissions, unsaved
from recall.services import attachments, nominations
from recall.services import facts as fact_acts
from recall.views.nominations import scoped


def editable(request: HttpRequest, pk: int) -> Nomination:
    """Answer the nomination for its unit's clerk or head, else 404."""
    units = request.user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
    rows = Nomination.objects.visible_to(request.user).filter(unit__in=units)
    row = get_object_or_404(
        rows.select_related(
            *("cadre", "unit", "campaign__scheme_version", "round", "drafted_by", "submitted_by")
        ),
        pk=pk,
    )
    return shown(request, row)


def rounds(request: HttpRequest) -> HttpResponse:
    """The unit's open rounds: nominate, or sign a zero report."""
    units = request.user.units(Role.UNIT_CLERK, Role.UNIT_HEAD)
    context = present.open_rounds(units, on=dates.legal_day(timezone.now()))
    return render(request, "recall/nominations/rounds.html", context)


def start(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Pick one of the unit's own people and begin."""
    round_ = get_object_or_404(
        Round.objects.visible_to(request.user).select_related("campaign"), pk=pk
    )
    unit = get_object_or_404(present.own_units(request.user), pk=unit_pk)
    if answer := searched(request, "people"):
        return answer
    form = StartForm(request.POST or None)

    def show(form: Any, status: int) -> HttpResponse:
        found = Cadre.objects.visible_to(request.user).of_unit(unit.pk).filter(left_on=None)
        context = present.picker(round_, unit, found, words_of(request, "people"), form)
        return render(request, "recall/nominations/start.html", context, status=status)

    def act(unit: Any, *, pk: int, token: Any, by: Any, at: Any) -> Nomination:
        cadre = nominations.candidate(unit, pk)
        return nominations.draft(unit, cadre=cadre, round_=round_, token=token, by=by, at=at)

    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        act,
        unit,
        form,
        done=_("已建立提名草稿，可随时离开，内容会保留"),
        to=lambda row: reverse("recall:nomination-tasks", args=[row.pk]),
        show=show,
    )


def tasks(request: HttpRequest, pk: int) -> HttpResponse:
    row = editable(request, pk)
    context = present.tasks_page(row, user=request.user, on=dates.legal_day(timezone.now()))
    context["unsaved"] = unsaved.lines(row, user=request.user)
    return render(request, "recall/nominations/tasks.html", context)


def person(request: HttpRequest, pk: int) -> HttpResponse:
    row = editable(request, pk)
    context = present.person_page(row, on=dates.legal_day(timezone.now()))
    return render(request, "recall/nominations/person.html", context)


def facts(request: HttpRequest, pk: int) -> HttpResponse:
    return render(
        request, "recall/nominations/facts.html", present.facts_page(editable(request, pk))
    )


def fact_add(request: HttpRequest, pk: int) -> HttpResponse:
    return _fact(request, editable(request, pk), None)


def fact_edit(request: HttpRequest, pk: int, fact_pk: int) -> HttpResponse:
    """A fact's form; one that a colleague removed meanwhile keeps what was typed (409)."""
    row = editable(request, pk)
    fact = row.facts.filter(pk=fact_pk).first()
    if fact is None and request.method != "POST":
        raise Http404
    return _fact(request, row, fact or Fact(pk=fact_pk, nomination=row))


def _fact(request: HttpRequest, row: Nomination, fact: Fact | None) -> HttpResponse:
    initial = present.fact_initial(fact) or {"ground": request.GET.get("ground")}
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    page = str(fact.pk) if fact else unsaved.NEW
    kept = unsaved.kept(row, page, user=request.user)
    form = FactForm(*data, nomination=row, initial=initial, resumed=_resumed(request, kept))

    def show(form: Any, status: int) -> HttpResponse:
        context = present.fact_page(row, fact, form) | {"kept": kept}
        context["page"] = unsaved.NEW if context["add_url"] else page
        return render(request, "recall/nominations/fact.html", context, status=status)

    def act(row: Nomination, *, file: Any, by: Any, at: Any, **given: Any) -> Fact:
        content, title = _content(file)
        return attachments.put_fact(
            row, fact=fact, content=content, title=title, by=by, at=at, **given
        )

    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        act,
        row,
        form,
        done=_("已保存"),
        to=lambda _fact: reverse("recall:nomination-facts", args=[row.pk]),
        show=show,
    )


def _resumed(request: HttpRequest, kept: Any) -> dict[str, Any]:
    """Answer what was typed and not saved; a ground picked in the guide just now wins over it."""
    typed = dict(kept.values) if kept else {}
    return typed | ({"ground": request.GET["ground"]} if "ground" in request.GET else {})


def _content(file: Any) -> tuple[bytes | None, str]:
    """Answer an upload's bytes and name; one byte past the limit is enough to refuse it."""
    if file is None:
        return None, ""
    return file.read(settings.UPLOAD_MAX_BYTES + 1), file.name


def evidence_add(request: HttpRequest, pk: int, fact_pk: int) -> HttpResponse:
    row = editable(request, pk)
    fact = get_object_or_404(row.facts.select_related("ground"), pk=fact_pk)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)

    def show(form: Any, status: int) -> HttpResponse:
        context = present.evidence_page(row, fact, form)
        return render(request, "recall/nominations/evidence.html", context, status=status)

    def act(row: Nomination, *, file: Any, **told: Any) -> FactEvidence:
        content, title = _content(file)
        return attachments.attach(row, fact=fact, content=content, title=title, **told)

    if request.method != "POST":
        return show(FileForm(), 200)
    return perform(
        request,
        act,
        row,
        FileForm(*data),
        done=_("已附证明材料"),
        to=lambda _row: reverse("recall:nomination-facts", args=[row.pk]),
        show=show,
    )


@require_POST
def fact_drop(request: HttpRequest, pk: int, fact_pk: int) -> HttpResponse:
    row = editable(request, pk)
    fact = get_object_or_404(row.facts, pk=fact_pk)
    return _drop(request, row, lambda r, **who: fact_acts.drop(r, fact=fact, **who))


@require_POST
def evidence_drop(request: HttpRequest, pk: int, evidence_pk: int) -> HttpResponse:
    row = editable(request, pk)
    rows = FactEvidence.objects.visible_to(request.user).select_related("file")
    evidence = get_object_or_404(rows, fact__nomination=row, pk=evidence_pk)
    return _drop(request, row, lambda r, **who: attachments.detach(r, evidence=evidence, **who))


def show_facts(request: HttpRequest, pk: int, form: Any, status: int) -> HttpResponse:
    """Render the facts of a nomination as they stand now, with the form that failed."""
    context = {**present.facts_page(scoped(request, pk)), "form": form}
    return render(request, "recall/nominations/facts.html", context, status=status)


def _drop(request: HttpRequest, row: Nomination, act: Any) -> HttpResponse:
    def show(form: Any, status: int) -> HttpResponse:
        return show_facts(request, row.pk, form, status)

    return perform(
        request,
        act,
        row,
        NoFields(request.POST),
        done=_("已移除"),
        to=lambda _row: reverse("recall:nomination-facts", args=[row.pk]),
        show=show,
    )


def unit_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    row = editable(request, pk)
    opinion = UnitOpinion.objects.visible_to(request.user).filter(nomination=row).first()
    kept = unsaved.kept(row, unsaved.OPINION, user=request.user)
    form = UnitOpinionForm(
        request.POST or None,
        initial=present.opinion_initial(opinion),
        resumed=kept and kept.values,
    )

    def show(form: Any, status: int) -> HttpResponse:
        context = {"nomination": row, "form": form, "crumbs": present.crumbs(row, _("单位意见"))}
        context |= {"page": unsaved.OPINION, "kept": kept}
        return render(request, "recall/nominations/opinion.html", context, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        nominations.put_opinion,
        row,
        form,
        done=_("已保存"),
        to=lambda _row: reverse("recall:nomination-tasks", args=[row.pk]),
        show=show,
    )


def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The last look; a POST by the head submits, and names each gap if there is one."""
    row = editable(request, pk)
    on = dates.legal_day(timezone.now())
    is_late = row.submission_count == 0 and row.round.is_over(on)
    asked = submissions.asked(row)
    form = SubmitForm(
        request.POST if request.method == "POST" else None, is_late=is_late, asked=asked
    )

    def show(form: Any, status: int) -> HttpResponse:
        context = present.check_page(scoped(request, row.pk), form, user=request.user, on=on)
        context["told"] = status != 200
        return render(request, "recall/nominations/check.html", context, status=status)

    if request.method != "POST":
        return show(form, 200)
    return perform(
        request,
        nominations.submit,
        row,
        form,
        done=_("已报送县委组织部"),
        to=lambda row: reverse("recall:nomination-sent", args=[row.pk]),
        show=show,
    )


def sent(request: HttpRequest, pk: int) -> HttpResponse:
    """The confirmation page after submitting."""
    row = editable(request, pk)
    return render(request, "recall/nominations/sent.html", present.sent_page(row))
