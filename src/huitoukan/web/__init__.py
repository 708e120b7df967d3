"""The pages: one package for each part of the site, and no rule of the domain in here."""
