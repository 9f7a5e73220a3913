"""A recall notice's facts, invented, with the characters that fonts most often lack."""

NOTICE = {
    "issuer": "中共石泉县委组织部",
    "reference": "石组召〔2018〕1号",
    "title": "召回通知书",
    "requested_on": "2018-05-10",
    "addressee": "㛃䶮同志",
    "cadre": "㛃䶮",
    "unit": "石泉县安全生产监督管理局",
    "post_title": "综合股股长",
    "campaign_title": "石泉县2018年“退回干部”再教育工作",
    "facts": [
        {
            "ground": "贯彻执行上级决策部署不力",
            "code": "SQ13-02",
            "text": "2018年3月至4月，负责的12户企业隐患整改回访未按期完成，其中5户超期30天以上。",
            "finding": "属实",
        },
        {
            "ground": "服务意识不强",
            "code": "SQ13-06",
            "text": "2018年4月12日，在办事窗口未一次告知所需材料，致群众𬱟某、㐱某往返3次。",
            "finding": "部分属实",
        },
    ],
    "decision": {
        "meeting": "县委组织部部务会",
        "held_on": "2018年5月8日",
        "present": 7,
        "due": 8,
        "agree": 6,
        "disagree": 0,
        "defer": 1,
    },
    "class": {
        "title": "第一期“退回干部”再教育培训班",
        "opens_on": "2018年5月21日",
        "place": "县委党校",
    },
    "duties": ["按时报到，遵守学习纪律", "认真撰写学习心得", "配合开展谈心谈话和综合考核"],
    "treatment": "培训期间保留原职务、职级和工资关系，工作由所在单位临时安排他人接替。",
    "remedy": {
        "text": "如对本通知有不同意见，可在收到之日起30日内书面提出复核申请。",
        "last_day": "2018年6月11日",
        "office": "石泉县委组织部干部监督室",
    },
    "issued_on": "2018年5月10日",
    "copies_to": ["县纪委监委", "石泉县安全生产监督管理局", "县委党校"],
    "legal_profile_note": "联系人：召回工作办公室",
}
