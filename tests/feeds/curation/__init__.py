"""`/knowledge feeds`, as admins use it."""
