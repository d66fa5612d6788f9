"""Letters as PDF: the domain decides the words, this package draws them."""
