"""The sheets in which the officer writes things down about a case; each saves by itself."""
