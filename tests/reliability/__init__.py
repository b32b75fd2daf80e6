"""What is put into files, or done to a run, to break it: each attack, and what becomes of it."""
