"""Addresses of the recall floor."""

from django.urls import path

from recall.views import (
    campaigns,
    cases,
    compliance,
    drafting,
    fairness,
    grounds,
    nominations,
    office,
    own,
    setup,
    signals,
)

app_name = "recall"
urlpatterns = [
    path("campaigns/", campaigns.campaign_list, name="campaign-list"),
    path("campaigns/new/", setup.campaign_create, name="campaign-create"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/rounds/", campaigns.round_add, name="round-add"),
    path("campaigns/<int:pk>/measures/", campaigns.measure_add, name="measure-add"),
    path("campaigns/<int:pk>/board/", campaigns.campaign_board, name="campaign-board"),
    path("campaigns/<int:pk>/clone/", campaigns.campaign_clone, name="campaign-clone"),
    path("campaigns/<int:pk>/setup/<slug:step>/", setup.campaign_setup, name="campaign-setup"),
    path("campaigns/<int:pk>/<slug:name>/", campaigns.campaign_move, name="campaign-move"),
    path("rounds/", drafting.rounds, name="rounds"),
    path("rounds/<int:pk>/<int:unit_pk>/start/", drafting.start, name="nomination-start"),
    path("rounds/<int:pk>/<int:unit_pk>/zero/", compliance.zero_report, name="zero-report"),
    path("nominations/", nominations.nomination_list, name="nomination-list"),
    path("nominations/<int:pk>/", nominations.nomination, name="nomination"),
    path("nominations/<int:pk>/tasks/", drafting.tasks, name="nomination-tasks"),
    path("nominations/<int:pk>/person/", drafting.person, name="nomination-person"),
    path("nominations/<int:pk>/facts/", drafting.facts, name="nomination-facts"),
    path("nominations/<int:pk>/facts/new/", drafting.fact_add, name="fact-add"),
    path("nominations/<int:pk>/facts/<int:fact_pk>/", drafting.fact_edit, name="fact-edit"),
    path("nominations/<int:pk>/guide/", grounds.guide, name="ground-guide"),
    path("nominations/<int:pk>/facts/<int:fact_pk>/confirm/", office.confirm, name="fact-confirm"),
    path("nominations/<int:pk>/facts/<int:fact_pk>/drop/", drafting.fact_drop, name="fact-drop"),
    path(
        "nominations/<int:pk>/facts/<int:fact_pk>/evidence/",
        drafting.evidence_add,
        name="evidence-add",
    ),
    path(
        "nominations/<int:pk>/evidence/<int:evidence_pk>/drop/",
        drafting.evidence_drop,
        name="evidence-drop",
    ),
    path("nominations/<int:pk>/signals/", signals.nomination_signals, name="nomination-signals"),
    path(
        "nominations/<int:pk>/signals/<int:signal_pk>/take/",
        signals.signal_take,
        name="signal-take",
    ),
    path(
        "nominations/<int:pk>/signals/<int:taken_pk>/leave-out/",
        signals.signal_leave_out,
        name="signal-leave-out",
    ),
    path(
        "nominations/<int:pk>/fairness/", fairness.nomination_fairness, name="nomination-fairness"
    ),
    path("nominations/<int:pk>/opinion/", drafting.unit_opinion, name="unit-opinion"),
    path("nominations/<int:pk>/check/", drafting.check, name="nomination-check"),
    path("nominations/<int:pk>/sent/", drafting.sent, name="nomination-sent"),
    path("nominations/<int:pk>/verify/", office.verify, name="nomination-verify"),
    path("nominations/<int:pk>/decide/", office.decide, name="nomination-decide"),
    path("nominations/<int:pk>/act/<slug:name>/", office.act, name="nomination-act"),
    path("evidence/<int:pk>/", cases.evidence_file, name="evidence-file"),
    path("cases/", compliance.case_list, name="case-list"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/act/<slug:name>/", cases.case_act, name="case-act"),
    path("cases/<int:pk>/notice/", cases.notice, name="case-notice"),
    path("cases/<int:pk>/notice/file/", cases.notice_file, name="case-notice-file"),
    path("mine/nominations/<int:pk>/", own.own_nomination, name="own-nomination"),
    path("mine/cases/<int:pk>/", own.own_case, name="own-case"),
    path("mine/cases/<int:pk>/notice/", own.own_notice, name="own-case-notice"),
    path("mine/cases/<int:pk>/notice/file/", own.own_notice_file, name="own-case-notice-file"),
]
