"""The post: readers' addresses, the mail server, the outbox, and the operator's own mail."""
