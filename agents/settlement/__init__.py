"""How proposals are weighed: wording, the view of what is known, the table of outcomes, the gates."""
