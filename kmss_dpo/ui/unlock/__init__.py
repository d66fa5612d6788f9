"""The first window: one field, one button, and the ways out."""
