"""Restoring a backup: from the unlock window and from the settings, into a folder that is looked at first."""
