"""What belongs to the article on a page of a news site, and what the page says of it."""
