"""What belongs together: pure functions from items and decisions to clusters. Nothing here knows a database."""
