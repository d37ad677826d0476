"""Measures engines as a run uses them: how good they are (`quality`), how fast (`speed`), how long they take to start (`start`).

It puts the stages in an order of its own, as the pipeline does for articles, and keeps nothing.
"""
