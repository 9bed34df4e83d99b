"""What people call those who play a part in their lives, and the role each word stands for in `relation:` predicates."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_CALLED: Final = {
    "mother": "mum mom mama mommy mummy ma mam", "father": "dad daddy papa pa", "parent": "parents folks",
    "sister": "sis sisters", "brother": "bro brothers", "sibling": "siblings", "son": "sons", "daughter": "daughters",
    "child": "kid kids children baby toddler newborn grommet grommets nipper nippers", "wife": "wifey missus",
    "husband": "hubby", "spouse": "", "partner": "", "girlfriend": "gf", "boyfriend": "bf",
    "fiance": "fiancé fiancée fiancee", "grandmother": "grandma granny nana gran nan oma abuela",
    "grandfather": "grandpa grandad granddad opa abuelo", "uncle": "uncles", "aunt": "auntie aunty aunts",
    "cousin": "cousins", "niece": "nieces", "nephew": "nephews", "relative": "relatives",
    "friend": "friends bestie bff mate buddy",
    "colleague": "colleagues coworker coworkers co-worker co-workers workmate", "boss": "manager supervisor",
    "neighbor": "neighbour neighbors neighbours",
    "roommate": "roommates flatmate flatmates housemate housemates roomie", "teacher": "tutor professor",
    "student": "students", "doctor": "gp", "client": "clients", "therapist": "psychologist", "dentist": "",
    "coach": "trainer", "landlord": "landlady", "mother-in-law": "", "father-in-law": "", "sister-in-law": "",
    "brother-in-law": "", "stepmother": "stepmom stepmum", "stepfather": "stepdad", "grandson": "",
    "granddaughter": "", "grandchild": "grandkid grandkids grandchildren", "grandparent": "grandparents",
    "twin": "twins", "ex": "ex-wife ex-husband ex-boyfriend ex-girlfriend", "stepson": "", "stepdaughter": "",
    "godmother": "", "godfather": "", "godson": "", "goddaughter": "", "vet": "",
}  # fmt: skip
ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {word: role for role, others in _CALLED.items() for word in (role, *others.split())}
)
