"""What people keep in folders: agreements with their rules, fact sets and scenarios, checked and run as they stand."""
