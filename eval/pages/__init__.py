"""Pages in the styles of many sites, around articles whose words are known."""
