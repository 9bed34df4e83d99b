"""What a row of a table can't say: readers of kin, pets, couples, parts people play, of what is shared, left unsaid or meant otherwise."""
