"""Pages of the gallery: each shows some components with made-up rows."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.vary import vary_on_headers

from core.ui import lists
from core.ui.states import STATES
from tests.ui_gallery import forms, people


def frame(on="提名核实", **more):
    shown = {
        "user": people.USER,
        "nav": people.nav(on),
        "place": "石泉县委组织部",
        "on": people.TODAY,
    }
    return {**shown, **more}


def page(view):
    return login_not_required(view)


@page
def home(request):
    messages.success(request, "已登记送达。")
    messages.warning(request, "王丽华的申辩期限今天到期。")
    stats = [(6, "待我办理"), (2, "今天到期"), (1, "已超期"), (43, "本批次在办")]
    bars = [("县直机关", 168, 170), ("乡镇", 96, 100), ("事业单位", 48, 50)]
    shown = {"stats": stats, "bars": bars, "rows": people.rows(8)}
    return render(request, "gallery/home.html", frame("工作台", **shown))


@vary_on_headers("HX-Request")
@page
def rows(request):
    found = people.rows(45 if request.GET.get("state") != "HEARD" else 0)
    filters = forms.FilterForm(request.GET)
    tabs = lists.tabs(
        request.GET, [("mine", "待我核实", 27), ("late", "即将超期", 4), ("all", "本批次全部", 312)]
    )
    shown = {
        "title": "提名核实",
        "crumbs": [("工作台", "#"), ("提名核实", None)],
        "page": lists.page_of(found, request.GET),
        "filters": filters,
        "chips": lists.chips(filters, request.GET),
        "tabs": tabs,
        "default_sort": "due",
        "pick": True,
        "bulk_url": "#",
    }
    return render(request, "gallery/rows.html", frame(**shown))


def _events():
    return [
        {"label": "等待核实，承办人陈建民", "at": people.NOW, "tone": "now"},
        {
            "label": "提交提名",
            "who": f"{people.LONG}（县财政局）",
            "at": people.NOW - timedelta(days=1),
            "opinion": "经党组会研究，同意提名。\n会议纪要见附件。",
            "tone": "ok",
        },
        {"label": "系统提醒：剩 3 个工作日", "at": people.NOW - timedelta(days=2), "tone": "sys"},
        {
            "label": "退回单位",
            "who": "刘敏",
            "at": people.NOW - timedelta(days=3),
            "opinion": "缺民主测评表。",
            "tone": "back",
        },
    ]


def _facts():
    return [
        {"label": "姓名", "value": "㛃𬱟（女，汉族）"},
        {"label": "出生年月", "value": "1988年6月（38岁）"},
        {"label": "单位职务", "value": "县市场监督管理局综合行政执法大队副大队长"},
        {"label": "职级", "value": ""},
        {
            "label": "提名情形",
            "value": "连续两年民主测评满意率低于 60%，且未完成年度重点任务",
            "wide": True,
        },
    ]


def _case(request, form, status=200):
    acts = [
        {
            "name": "verify",
            "label": "提交核实结论",
            "url": "",
            "form": form,
            "after": "提交后转听取申辩，不能撤回。",
        },
        {
            "name": "withdraw",
            "label": "撤回提名",
            "url": "",
            "form": forms.OpinionForm(auto_id="id_withdraw_%s"),
            "refusal": "只有提名单位可以撤回",
            "danger": True,
        },
        {
            "name": "send_back",
            "label": "退回单位",
            "url": "",
            "form": forms.OpinionForm(auto_id="id_back_%s"),
        },
    ]
    steps = [
        {"label": "单位提名", "state": "done", "meta": "县财政局 11-20"},
        {"label": "核实", "state": "now", "meta": "待陈建民"},
        {"label": "听取申辩", "state": "todo", "meta": "预计 11-26"},
        {"label": "集体研究", "state": "todo"},
        {"label": "送达通知", "state": "todo"},
    ]
    checks = [
        {"state": "ok", "text": "在职在岗", "why": "来源：干部名册"},
        {
            "state": "warn",
            "text": "民主测评满意率",
            "why": "系统记录 58.2%，单位申报 59.1%，请核对",
        },
        {"state": "bad", "text": "两名核实人", "why": "只有一名核实人签名"},
    ]
    crumbs = [("工作台", "#"), ("提名核实", "#"), ("召提〔2026〕001号", None)]
    shown = {
        "acts": acts, "steps": steps, "checks": checks, "crumbs": crumbs, "form": form,
        "facts": _facts(), "events": _events(), "due_on": people.TODAY + timedelta(days=2),
    }  # fmt: skip
    return render(request, "gallery/case.html", frame(**shown), status=status)


@page
def case(request):
    return _case(request, forms.DecisionForm(initial={"decision": "match"}))


@page
def case_error(request):
    form = forms.DecisionForm({"decision": "return", "token": "0" * 32})
    form.add_error(None, "当前状态为“待研究”，不能核实。")
    return _case(request, form, status=422)


@page
def tasks(request):
    shown = {
        "tasks": [
            {"label": "人选", "url": "#", "state": "done"},
            {
                "label": "召回情形与事实",
                "url": "#",
                "state": "part",
                "hint": "还有 1 条事实没有证据",
            },
            {"label": "证明材料", "url": "#", "state": "todo"},
            {"label": "单位集体研究意见", "url": "#", "state": "todo"},
            {"label": "核对提交", "url": "#", "state": "blocked", "hint": "先完成前四项"},
        ],
        "answers": [
            {"label": "人选", "value": people.LONG, "url": "#"},
            {"label": "召回情形", "lines": ["工作不在状态", "完不成急难险重任务"], "url": "#"},
            {"label": "单位意见", "value": "", "url": "#"},
        ],
    }
    return render(request, "gallery/tasks.html", frame(**shown))


@page
def confirm(request):
    shown = {
        "next": [
            "召回办在 5 个工作日内核实，结果发到单位账号。",
            "如需补充材料，会退回到“待办”。",
            "咨询：召回办 0915-6312345。",
        ],
        "links": [("查看这件提名", "#"), ("回到工作台", "#")],
    }
    return render(request, "gallery/confirm.html", frame(**shown))


@page
def picker(request):
    found = [
        {"value": "1", "label": "㛃𬱟", "hint": "县财政局 预算股股长"},
        {"value": "2", "label": people.LONG, "hint": "县财政局 办公室副主任"},
        {
            "value": "3",
            "label": "赵㐱",
            "hint": "县财政局 国库股副股长",
            "refusal": "已在另一件未办结的提名中（RC-05）",
        },
    ]
    q = request.POST.get("q", "股")
    shown = {"q": q, "found": found if q != "无" else [], "total": 9, "chosen": "1"}
    return render(request, "gallery/picker.html", frame(**shown))


@page
def fields(request):
    wrong = request.GET.get("wrong")
    data = {"from_on": "2026年13月1日", "weight": "180"} if wrong else None
    papers = forms.PaperForm({}, {}) if wrong else forms.PaperForm()
    sent = {
        "name": "党组会议纪要（签字盖章页扫描件）.pdf",
        "size": 1_830_000,
        "at": people.NOW,
        "url": "#",
        "remove_url": "#",
    }
    shown = {
        "form": forms.PostingForm(data),
        "papers": [
            {
                "label": "单位集体研究意见",
                "hint": "PDF 或照片，盖单位公章",
                "field": papers["opinion"],
                "needed": True,
                "files": [],
            },
            {
                "label": "民主测评汇总表",
                "field": papers["ballot"],
                "needed": False,
                "files": [sent],
            },
        ],
    }
    return render(request, "gallery/fields.html", frame(**shown), status=422 if wrong else 200)


@page
def states(request):
    days = [people.TODAY + timedelta(days=n) for n in (-3, 0, 1, 2, 9)]
    return render(request, "gallery/states.html", frame(states=STATES, days=days))


@page
def phone(request):
    tabs = [
        ("今日", "calendar-days", True, 0),
        ("课程", "book-open", False, 0),
        ("作业", "folder-up", False, 2),
        ("我的", "circle-user-round", False, 0),
    ]
    shown = {
        "tabs": [{"label": t, "icon": i, "on": on, "n": n, "url": "#"} for t, i, on, n in tabs]
    }
    return render(request, "gallery/phone.html", frame(**shown))


@page
def conflict(request):
    return render(
        request, "ui/conflict.html", frame(sentence="当前状态为“待研究”，不能核实。"), status=409
    )


@page
def refused(request):
    raise PermissionDenied("提名人不得核实自己的提名")


@page
def missing(request):
    raise Http404


@page
def csrf(request):
    return render(request, "403_csrf.html", status=403)


@page
def broken(request):
    return render(request, "500.html", status=500)
