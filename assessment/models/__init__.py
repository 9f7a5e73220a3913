from assessment.models.appeals import Appeal, AppealMember, AppealStep, Reversal
from assessment.models.assessments import Assessment, Score
from assessment.models.outcomes import Outcome, OutcomeReceipt
from assessment.models.outside import OutsideTerm
from assessment.models.referrals import Referral

__all__ = [
    "Appeal",
    "AppealMember",
    "AppealStep",
    "Assessment",
    "Outcome",
    "OutcomeReceipt",
    "OutsideTerm",
    "Referral",
    "Reversal",
    "Score",
]
