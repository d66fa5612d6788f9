"""Paths, settings, log, clock and shipped resources: used by every layer but the domain."""
