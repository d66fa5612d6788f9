"""The editor of a letter's wording: its parts in English and in other languages, seen on a sample."""
