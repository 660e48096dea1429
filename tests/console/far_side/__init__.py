"""Fakes of the three services: they answer with contract models and note what they are sent."""
