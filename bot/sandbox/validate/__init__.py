"""Block Kit as Slack checks it: block types, required fields, limits, and Slack's words for what is wrong."""
