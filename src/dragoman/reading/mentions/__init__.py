"""From text to what it names: phrases of the lexicon, people, dates, numbers, parties."""
