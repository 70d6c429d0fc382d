"""The load run: see `__main__`."""
