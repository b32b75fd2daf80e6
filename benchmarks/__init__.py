"""What the models cost, measured on documents made for the purpose."""
