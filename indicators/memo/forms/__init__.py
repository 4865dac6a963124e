"""A memo as a file: Word, slides, web page, Markdown."""
