"""From mentions to claims: who did what, with the words that carry it."""
