"""Writing a letter: choices and text at the left, the real pages at the right as they are typed.

The text is one editor for each part of the letter: a boundary between parts cannot be deleted by typing,
and what the law requires stays tied to its own words.
"""
