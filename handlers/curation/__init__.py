"""Keeping the knowledge from Slack: `/knowledge`, uploads, small edits, owners, readers' reports."""
