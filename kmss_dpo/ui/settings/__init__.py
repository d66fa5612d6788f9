"""The settings page: what is settled for this register, and for this computer."""
