import { expect, test } from 'vitest'
import { createAcceptPriority } from './accept-priority.ts'

/** Creates an accept priority with event loop turns that the test triggers. */
const stand = () => {
  const soon: (() => void)[] = []
  const priority = createAcceptPriority(act => void soon.push(act))
  const nextTurn = (): void => {
    for (const act of soon.splice(0)) act()
  }
  return { priority, nextTurn, isArmed: () => soon.length > 0 }
}

test('work waits while each turn accepts a connection, and continues after the first turn without one', () => {
  const { priority, nextTurn } = stand()
  const done: string[] = []
  priority.accepted()
  priority.whenIdle(() => done.push('work'))
  for (let turn = 0; turn < 200; turn++) {
    nextTurn()
    priority.accepted()
  }
  nextTurn()
  expect(done).toEqual([])
  expect(priority.isAccepting()).toBe(true)
  nextTurn()
  expect(done).toEqual(['work'])
  expect(priority.isAccepting()).toBe(false)
})

test('work waits for the next turn without a new connection, and the work it queues for the turn after that', () => {
  const { priority, nextTurn, isArmed } = stand()
  const done: string[] = []
  priority.whenIdle(() => {
    done.push('first')
    priority.whenIdle(() => done.push('second'))
  })
  expect(done).toEqual([])
  nextTurn()
  expect(done).toEqual(['first'])
  nextTurn()
  expect(done).toEqual(['first', 'second'])
  expect(isArmed()).toBe(false)
})

test('endless connections delay work in at most half of the turns', () => {
  const { priority, nextTurn } = stand()
  let done = 0
  const work = (): void => {
    done++
    priority.whenIdle(work)
  }
  priority.whenIdle(work)
  for (let turn = 0; turn < 2048; turn++) {
    priority.accepted()
    nextTurn()
  }
  expect(done).toBe(1024)
})
