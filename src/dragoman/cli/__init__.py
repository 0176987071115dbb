"""The command line: one file for each command. Data on standard output, words on standard error, no logic of its own."""
