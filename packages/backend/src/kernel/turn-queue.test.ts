import { expect, test } from 'vitest'
import { createTurnQueue } from './turn-queue.ts'

/** Creates a queue with manual turns of the event loop. */
const stand = () => {
  const idle: (() => void)[] = []
  const queue = createTurnQueue({ whenIdle: act => void idle.push(act) })
  const done: string[] = []
  const nextTurn = async (): Promise<void> => {
    for (const act of idle.splice(0)) act()
    // Each part goes on in a microtask of its own.
    await Promise.resolve()
  }
  return { queue, done, nextTurn, isArmed: () => idle.length > 0 }
}

test('each turn of the event loop continues one of the parts that were requested together', async () => {
  const { queue, done, nextTurn, isArmed } = stand()
  for (const name of ['first', 'second', 'third']) void queue.turn('new').then(() => done.push(name))
  await nextTurn()
  expect(done).toEqual(['first'])
  await nextTurn()
  await nextTurn()
  expect(done).toEqual(['first', 'second', 'third'])
  expect(isArmed()).toBe(false)
})

test('work in progress continues before new work begins', async () => {
  const { queue, done, nextTurn } = stand()
  for (const name of ['new', 'another']) void queue.turn('new').then(() => done.push(name))
  void queue.turn('begun').then(() => done.push('begun'))
  await nextTurn()
  await nextTurn()
  expect(done).toEqual(['begun', 'new'])
})
