"""Printed pages back to paragraphs: glyphs to lines, lines in reading order, furniture off, lines joined."""
