"""The interactive figures of the Learn page, one file a chapter."""
