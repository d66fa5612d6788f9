"""The retention schedule: its rules, what is proposed of it, and the sheets that change it."""
