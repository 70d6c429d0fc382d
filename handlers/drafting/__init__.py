"""From any text to a draft: what a text states is read, reviewed, and made into a source."""
