"""The graph around a node, and what took the place of what."""

from __future__ import annotations

from memos.index.chains import successors
from memos.index.graph import neighbourhood
from memos.schemas.cube import Edge, EdgeType
from tests.retrieval.making import World
from tests.store.making import add, cube, lives_in


def test_a_chain_of_successors_ends_with_what_is_believed(world: World) -> None:
    [message] = world.say("I have lived everywhere.")
    porto = world.believe(lives_in("Porto"), [message])
    faro = world.believe(lives_in("Faro"), [message], instead_of=porto.id)
    lisbon = world.believe(lives_in("Lisbon"), [message], instead_of=faro.id)
    with world.database.read() as connection:
        nums = world.space.cubes.nums([porto.id, faro.id, lisbon.id])
        found = successors(connection, world.space.number, [*nums.values(), 99])
    now = nums[lisbon.id]
    assert found == {nums[porto.id]: [now], nums[faro.id]: [now]}


def test_a_neighbourhood_goes_so_far_and_no_further(world: World) -> None:
    [message] = world.say("hello")
    edges = [Edge(source=f"entity:{a}", target=f"entity:{b}", type=EdgeType.RELATES) for a, b in ("ab", "bc", "cd")]
    world.commit(add(cube("x", lives_in("Porto"), [message]), edges=tuple(edges)))
    with world.database.read() as connection:
        near = neighbourhood(connection, world.space.number, ["entity:a"], depth=2)
        few = neighbourhood(connection, world.space.number, ["entity:a"], depth=3, most=2)
    assert set(near) == {"entity:a", "entity:b", "entity:c"}
    assert set(few) == {"entity:a", "entity:b"}
