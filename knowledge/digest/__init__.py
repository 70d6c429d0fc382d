"""The weekly digest: when it is due, what a channel asked for, what stands in it. No clock here."""
