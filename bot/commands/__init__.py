"""What each command of the command line does, once its words are understood. Imported only by the command that runs."""
