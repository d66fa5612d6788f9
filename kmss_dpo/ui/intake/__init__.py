"""What comes in as a message file: read, judged by the officer, and kept on a case."""
