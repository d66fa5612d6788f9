"""Quick notes: a call taken down in half a minute, and completed when there is time."""
