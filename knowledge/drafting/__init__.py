"""From a text of others to a source document that a person looks at."""
