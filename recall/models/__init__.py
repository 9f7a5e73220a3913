from recall.models.calendars import CalendarDay, YearCalendar
from recall.models.campaigns import Campaign, CampaignGround, CampaignStep, CampaignUnit, Round
from recall.models.cases import Case, CaseStep, ServiceReceipt
from recall.models.challenges import Challenge, RiskSample
from recall.models.clearing_signals import ClearingSignal
from recall.models.clocks import Clock, ClockPause
from recall.models.compliance import UnitMeasure, ZeroReport
from recall.models.covers import WordCover
from recall.models.decisions import Decision, DecisionMember, Recusal
from recall.models.enquiries import Enquiry
from recall.models.evasions import Evasion
from recall.models.facts import Fact, FactEvidence
from recall.models.fairness import FlagAnswer
from recall.models.hearings import Allegation, Redaction, Talk, TalkRequest
from recall.models.helpers import HelperAccess
from recall.models.meetings import Meeting, MeetingItem, MeetingMember, MeetingStep
from recall.models.nominations import Nomination, NominationStep, UnitOpinion
from recall.models.notes import CaseNote, NoteMention
from recall.models.reasons import ReasonReading, ReasonSheet
from recall.models.rehabilitations import ClearingLine, Rehabilitation
from recall.models.settlements import SettledFact, Settlement
from recall.models.signals import TakenSignal
from recall.models.statements import Statement
from recall.models.submissions import Submission
from recall.models.unsaved import Unsaved
from recall.models.verifications import ExemptionAnswer, Finding, Verification
from recall.models.votes import (
    MeetingPaper,
    MeetingRecusal,
    MeetingResult,
    MeetingSeat,
    MeetingVote,
)

__all__ = [
    "Allegation",
    "CalendarDay",
    "Campaign",
    "CampaignGround",
    "CampaignStep",
    "CampaignUnit",
    "Case",
    "CaseNote",
    "CaseStep",
    "Challenge",
    "ClearingLine",
    "ClearingSignal",
    "Clock",
    "ClockPause",
    "Decision",
    "DecisionMember",
    "Enquiry",
    "Evasion",
    "ExemptionAnswer",
    "Fact",
    "FactEvidence",
    "Finding",
    "FlagAnswer",
    "HelperAccess",
    "Meeting",
    "MeetingItem",
    "MeetingMember",
    "MeetingPaper",
    "MeetingRecusal",
    "MeetingResult",
    "MeetingSeat",
    "MeetingStep",
    "MeetingVote",
    "Nomination",
    "NominationStep",
    "NoteMention",
    "ReasonReading",
    "ReasonSheet",
    "Recusal",
    "Redaction",
    "Rehabilitation",
    "RiskSample",
    "Round",
    "ServiceReceipt",
    "SettledFact",
    "Settlement",
    "Statement",
    "Submission",
    "TakenSignal",
    "Talk",
    "TalkRequest",
    "UnitMeasure",
    "UnitOpinion",
    "Unsaved",
    "Verification",
    "WordCover",
    "YearCalendar",
    "ZeroReport",
]
