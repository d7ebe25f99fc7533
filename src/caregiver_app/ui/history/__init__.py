"""What was done in a case, and earlier versions of one record: two dialogs that read the history."""
