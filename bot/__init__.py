"""The composition root and all that touches the world."""
