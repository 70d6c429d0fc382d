"""Views of the knowledge as it is kept: its state, drafts, freshness, conflicts, readers' reports."""
