"""Pictures, laid out here and drawn by templates: positions are numbers, and nothing of them is text of an article."""
