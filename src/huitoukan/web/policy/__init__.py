"""The policy: rules in words, parameters, versions, and drafts to try out."""
