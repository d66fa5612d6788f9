"""The contacts page: the people and organisations the officer writes to and hears from."""
