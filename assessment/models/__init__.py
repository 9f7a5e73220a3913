from assessment.models.appeals import Appeal, AppealMember, AppealStep, Reversal
from assessment.models.assessments import Assessment, Score, ScoreVersion
from assessment.models.outcomes import Outcome, OutcomeReceipt
from assessment.models.referrals import Referral
from assessment.models.volumes import Volume

__all__ = [
    "Appeal",
    "AppealMember",
    "AppealStep",
    "Assessment",
    "Outcome",
    "OutcomeReceipt",
    "Referral",
    "Reversal",
    "Score",
    "ScoreVersion",
    "Volume",
]
