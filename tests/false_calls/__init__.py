"""How often bands make a false call where nothing happens but error."""
