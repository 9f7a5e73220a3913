from assessment.models.appeals import Appeal, AppealMember, AppealStep, Reversal
from assessment.models.assessments import Assessment, Score, ScoreVersion
from assessment.models.bans import Ban, BanInquiry
from assessment.models.concurrences import Concurrence
from assessment.models.disclosed import DisclosureEntry
from assessment.models.disclosures import Disclosure, DisclosurePlace, ImpactAssessment
from assessment.models.followups import ClearingNote, FollowUp
from assessment.models.observations import Observation, ObservationNote
from assessment.models.outcomes import Outcome, OutcomeReceipt
from assessment.models.outside import OutsideTerm
from assessment.models.pay import PayChange, PayEffect, Repayment
from assessment.models.payruns import PayRun, PayRunLine
from assessment.models.proposals import OutcomeMember, OutcomeProposal
from assessment.models.referrals import Referral
from assessment.models.volumes import Volume

__all__ = [
    "Appeal",
    "AppealMember",
    "AppealStep",
    "Assessment",
    "Ban",
    "BanInquiry",
    "ClearingNote",
    "Concurrence",
    "Disclosure",
    "DisclosureEntry",
    "DisclosurePlace",
    "FollowUp",
    "ImpactAssessment",
    "Observation",
    "ObservationNote",
    "Outcome",
    "OutcomeMember",
    "OutcomeProposal",
    "OutcomeReceipt",
    "OutsideTerm",
    "PayChange",
    "PayEffect",
    "PayRun",
    "PayRunLine",
    "Referral",
    "Repayment",
    "Reversal",
    "Score",
    "ScoreVersion",
    "Volume",
]
