"""What the search field of the window shows below itself: records and commands."""
