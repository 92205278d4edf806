import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { beforeEach, expect, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { sendTo } from '../testing/send.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/**
 * Opens a backend with one flow on and others off. From then on, callbacks for an idle event loop run only in
 * `nextTurn`, and the service does not answer until `release`.
 */
const open = async (offCount: number) => {
  const happened: string[] = []
  const idle: (() => void)[] = []
  let isHeld = false
  const around = (kept: Store): Store => ({
    ...kept,
    flows: {
      ...kept.flows,
      find: id => {
        if (isHeld) happened.push('check')
        return kept.flows.find(id)
      }
    }
  })
  let answerAll = (): void => {}
  const answering = new Promise<void>(resolve => {
    answerAll = resolve
  })
  const slow: ServiceClient = async () => {
    if (isHeld) await answering
    return { status: 200, headers: {}, body: '' }
  }
  const one = await openBackend(
    folder,
    slow,
    {},
    {
      store: around,
      effects: effects => ({
        ...effects,
        whenIdle: act => {
          if (isHeld) idle.push(act)
          else effects.whenIdle(act)
        }
      })
    }
  )
  const drawn = await drawConnector(one.backend, { registers: true })
  const { eventUrl } = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one'))
  const off: Id[] = []
  for (let count = 0; count < offCount; count++) off.push(await addNotifyingFlow(one.backend, drawn, 'one'))
  isHeld = true
  /** Runs one idle turn and all work that it starts. */
  const nextTurn = async (): Promise<void> => {
    for (const act of idle.splice(0)) act()
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
  }
  return {
    one,
    eventUrl,
    off,
    happened,
    nextTurn,
    release: () => {
      isHeld = false
      answerAll()
      for (const act of idle.splice(0)) act()
    }
  }
}

// review: failing services 3
test('An event is accepted between two flows of a burst that are turned on', async () => {
  const { one, eventUrl, off, happened, nextTurn, release } = await open(3)
  const turning = off.map(flowId => one.backend.subscriptions.switchOn(flowId))
  // Each of them asks for a turn in the first one.
  await nextTurn()
  await nextTurn()
  await sendTo(one, eventUrl, { text: '{"name":"Ida"}' })
  happened.push('event')
  for (let turn = 0; turn < 4; turn++) await nextTurn()
  expect(happened.slice(0, 3)).toEqual(['check', 'event', 'check'])
  release()
  await Promise.all(turning)
  await one.crash()
})

test('Flows of a burst are checked in turns of their own, while earlier ones still wait for their service', async () => {
  const { one, off, happened, nextTurn, release } = await open(4)
  const turning = off.map(flowId => one.backend.subscriptions.switchOn(flowId))
  let checks = 0
  let most = 0
  for (let turn = 0; turn < 20; turn++) {
    await nextTurn()
    most = Math.max(most, happened.length - checks)
    checks = happened.length
  }
  expect({ checks, most }).toEqual({ checks: 4, most: 1 })
  release()
  await Promise.all(turning)
  await one.crash()
})
