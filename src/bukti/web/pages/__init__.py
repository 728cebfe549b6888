"""The pages: each file takes a request, asks the ledger, and hands a context to its template."""
