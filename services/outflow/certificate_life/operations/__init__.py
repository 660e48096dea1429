"""The verbs of the certificate's life at home."""
