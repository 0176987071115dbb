"""From bytes to text: decoding, language, parts of the page, sentences."""
