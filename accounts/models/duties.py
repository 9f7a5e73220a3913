"""What the database keeps about the three administrators."""

# One remover at a time: each looks at what the one before left.
LAST_AUDITOR = """
    PERFORM pg_advisory_xact_lock(7402002);
    IF NOT EXISTS (
        SELECT 1 FROM accounts_grant AS kept JOIN accounts_user AS who ON who.id = kept.user_id
        WHERE kept.role = 'AUDITOR' AND kept.revoked_at IS NULL AND who.is_active
            AND kept.from_on <= CURRENT_DATE
    ) THEN
        RAISE EXCEPTION 'the last auditor stays' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""
_UNLESS_AUDITOR = """
    IF NOT EXISTS (SELECT 1 FROM accounts_grant
        WHERE user_id = NEW.id AND role = 'AUDITOR' AND revoked_at IS NULL) THEN
        RETURN NULL;
    END IF;
"""
# Whoever was invited by a link holds what the invitation names and never a role beside it.
GUESTS_HOLD_NO_ROLE = """
    IF EXISTS (SELECT 1 FROM accounts_user WHERE id = NEW.user_id AND is_guest) THEN
        RAISE EXCEPTION 'an invited account holds no role' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
AN_AUDITOR_LEAVES = "".join([_UNLESS_AUDITOR, LAST_AUDITOR])
