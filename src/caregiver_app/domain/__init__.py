"""What a case is: frozen, validated values and pure rules. No Qt, SQL or clock."""
