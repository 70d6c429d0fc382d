"""Statements of pay: read from any text, be it an offer, a job post, an article or a table."""
