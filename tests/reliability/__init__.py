"""What is put into files, or done to a run, to break it: each attack, and what becomes of it."""

import os

# What is said of an attack is read in English, whatever the terminal speaks.
os.environ["BUDGET_LANGUAGE"] = "en"
