"""The tools: normal forms with offsets back to the source, and many phrases found in one pass."""
