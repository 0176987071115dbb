"""The schema of the register, in numbered steps. A step that was released is never changed."""
