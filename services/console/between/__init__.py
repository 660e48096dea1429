"""组织间事项: what committees and departments do with each other, as lists, pages and forms."""
