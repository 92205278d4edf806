import { expect, test } from 'vitest'
import { createValueRooms } from './value-rooms.ts'

/**
 * Creates value rooms with a limit of 100 bytes in total and 60 bytes per flow. Returns a function with which
 * a test starts a run that reserves bytes.
 */
const stand = () => {
  const roomOf = createValueRooms({
    effects: { soon: act => queueMicrotask(act) },
    most: 100,
    mostOfFlow: 60
  })
  const inside: string[] = []
  const enter = (name: string, flowId: string) => {
    const room = roomOf(flowId)
    const reserve = async (bytes: number) => {
      await room.reserve(bytes)
      inside.push(`${name} ${bytes}`)
    }
    return { reserve, leave: room.leave }
  }
  const settle = () => new Promise(setImmediate)
  return { enter, inside, settle }
}

// review: security H3
test('large runs wait for each other when their values would exceed the memory limit', async () => {
  const { enter, inside, settle } = stand()
  const [a, b, c] = [enter('a', 'one'), enter('b', 'two'), enter('c', 'three')]
  void a.reserve(50)
  void b.reserve(40)
  void c.reserve(20)
  await settle()
  expect(inside).toEqual(['a 50', 'b 40'])
  b.leave()
  await settle()
  expect(inside).toEqual(['a 50', 'b 40', 'c 20'])
})

test('a flow gets no more than its share of the memory, and does not delay others', async () => {
  const { enter, inside, settle } = stand()
  for (const name of ['a', 'b', 'c']) void enter(name, 'one').reserve(30)
  void enter('other', 'two').reserve(40)
  await settle()
  expect(inside).toEqual(['a 30', 'b 30', 'other 40'])
})

test('the oldest run continues when all runs with memory wait for more', async () => {
  const { enter, inside, settle } = stand()
  const [a, b] = [enter('a', 'one'), enter('b', 'two')]
  void a.reserve(50)
  void b.reserve(50)
  await settle()
  void a.reserve(60)
  await settle()
  expect(inside).toEqual(['a 50', 'b 50'])
  void b.reserve(60)
  await settle()
  expect(inside).toEqual(['a 50', 'b 50', 'a 60'])
  a.leave()
  await settle()
  expect(inside.at(-1)).toBe('b 60')
})

test('a run that is larger than the whole memory limit continues on its own', async () => {
  const { enter, inside, settle } = stand()
  void enter('a', 'one').reserve(500)
  await settle()
  expect(inside).toEqual(['a 500'])
})
