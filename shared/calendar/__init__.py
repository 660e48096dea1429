"""Working days in mainland China: official years, and provisional ones until they are published."""
