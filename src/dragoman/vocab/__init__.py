"""The codes of the field, each defined once, in TOML."""
