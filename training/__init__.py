"""How the coach's model is made: the corpus, the recipe, the training, the scores."""
