"""What a single cell says, and why it could not be believed: dates, amounts, codes and words."""
