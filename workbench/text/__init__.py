"""Answers questions about a string: its language, script, sentences, figures and words. Knows no article."""
