"""Offers of pay: read from a line, a job post or the fields of a form."""
