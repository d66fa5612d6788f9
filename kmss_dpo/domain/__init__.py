"""What things are and which rules hold: pure Python, no clock, no files, no SQL, no Qt."""
