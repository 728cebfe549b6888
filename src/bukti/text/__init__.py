"""What any room asks of a text before it looks for meaning: language, paragraphs, sentences, quotation marks, site furniture."""
