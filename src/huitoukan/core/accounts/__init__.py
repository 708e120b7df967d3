"""Who: accounts, and the seats that give them roles in areas."""
