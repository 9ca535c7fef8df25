"""One file a format. Each reader recognises its format by the bytes, and imports its library only when it reads."""
