"""Keep records and decisions; entities are their fold. Knows no language."""
