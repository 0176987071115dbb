"""The nouns: frozen types that every stage shares. Nothing here reads files or knows a language."""
