"""Pictures that are not panels: cards, tables, first prints."""
