"""Where documents come from. In: places. Out: bytes and whence they came; never what they mean."""
