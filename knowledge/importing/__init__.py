"""Tables of others, made into ours: read, put in our terms, and written as a CSV next to a source."""
