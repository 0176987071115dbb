"""The words: language packs, which are TOML and nothing else."""
