import { expect, test } from 'vitest'
import { loadExecutors } from './load-executors.ts'

/** Timers that the test fires, and executors that are loaded by name. */
const start = () => {
  const timers = new Set<() => void>()
  const loaded: string[] = []
  const executorOf = (name: string) => ({
    execute: async () => {
      loaded.push(name)
      if (name === 'broken') throw new Error('The file is gone.')
    }
  })
  const specs = [executorOf('first'), { execute: null }, executorOf('broken'), executorOf('last')]
  const stop = loadExecutors(specs, (_, act) => {
    timers.add(act)
    return () => void timers.delete(act)
  })
  const fire = async () => {
    const due = [...timers]
    timers.clear()
    for (const act of due) act()
    await new Promise(setImmediate)
  }
  return { loaded, timers, fire, stop }
}

// review: cores A4
test('executors of cards are loaded one by one after the start, before a flow needs them', async () => {
  const { loaded, timers, fire } = start()
  expect(loaded).toEqual([])
  await fire()
  expect(loaded).toEqual(['first'])
  await fire()
  await fire()
  expect(loaded).toEqual(['first', 'broken', 'last'])
  await fire()
  expect(timers.size).toBe(0)
})

test('no executor is loaded once the server stops', async () => {
  const { loaded, timers, fire, stop } = start()
  await fire()
  stop()
  expect(timers.size).toBe(0)
  await fire()
  expect(loaded).toEqual(['first'])
})
