"""The words of a figure: the finding, the measure, the footer, the alternative text."""
