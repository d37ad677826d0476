"""The translation workbench: foreign-language news to reviewed English, every sentence traceable to its source."""

__version__ = "0.1.0"
