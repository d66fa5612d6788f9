"""The ways into the register: the list in the settings, its sheets, and a key change on its way."""
