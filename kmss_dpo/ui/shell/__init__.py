"""The main window: it knows pages by name, title, icon and how to build them, and nothing of what they do."""
