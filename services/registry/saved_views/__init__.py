"""Views of working lists that people keep for themselves or share with their organisation."""
