from accounts.models.attempts import FailedSignIn
from accounts.models.grants import Grant
from accounts.models.hooks import Hook, HookWord
from accounts.models.keys import InterfaceKey
from accounts.models.requests import GrantRequest
from accounts.models.secrets import FormerPassword
from accounts.models.sessions import Session
from accounts.models.users import User

__all__ = [
    "FailedSignIn",
    "FormerPassword",
    "Grant",
    "GrantRequest",
    "Hook",
    "HookWord",
    "InterfaceKey",
    "Session",
    "User",
]
