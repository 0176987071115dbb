"""One document to one record, with no knowledge of any other document."""
