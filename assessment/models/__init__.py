from assessment.models.assessments import Assessment, Score
from assessment.models.outcomes import Outcome, OutcomeReceipt
from assessment.models.referrals import Referral

__all__ = ["Assessment", "Outcome", "OutcomeReceipt", "Referral", "Score"]
