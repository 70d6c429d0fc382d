"""What takes long of feeds."""
