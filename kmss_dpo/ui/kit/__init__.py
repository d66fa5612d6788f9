"""What the screens share: form rows, tables, chips, notices, the runner."""
