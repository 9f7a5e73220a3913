from assessment.models.assessments import Assessment, Score
from assessment.models.outcomes import Outcome, OutcomeReceipt

__all__ = ["Assessment", "Outcome", "OutcomeReceipt", "Score"]
