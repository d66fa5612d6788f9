"""The audit trail: read, narrowed, exported, checked, and held against paper."""
