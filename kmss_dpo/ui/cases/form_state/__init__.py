"""What is typed into the forms of a case and what is wrong with it; knows no widget."""
