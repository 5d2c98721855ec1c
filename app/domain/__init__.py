"""What happens: verbs between nouns. Nothing here knows of the web, and nothing here commits."""
