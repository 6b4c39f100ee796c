"""Files that people bring, read as datasets."""
