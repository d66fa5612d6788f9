"""The encrypted register on disk: SQL and encryption, and nothing above them."""
