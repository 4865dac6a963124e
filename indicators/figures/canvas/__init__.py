"""What a picture is drawn with: marks, axes, texts measured, colours, and the specification that they become."""
