import type { CardSpec, Specs } from '@hookwright/engine'
import { DAY, MINUTE } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { acceptingService, openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const withoutCard = (specs: Specs): Specs => {
  const others = new Map(specs)
  others.delete('wait-for')
  return others
}

/** Returns specs with a card that cannot parse configuration from another version. */
const withUnreadableConfig = (specs: Specs): Specs => {
  const spec = specs.get('wait-for')
  if (spec === undefined) throw new Error('There is no such card.')
  const readConfig: CardSpec['readConfig'] = () => ({
    ok: false,
    problems: [{ code: 'card-config', card: 'wait', message: 'The unit is not known.' }]
  })
  return new Map(specs).set('wait-for', { ...spec, readConfig })
}

// review: cores A9
test.each([
  ['is not there any more', withoutCard],
  ['cannot read its config any more', withUnreadableConfig]
])('a waiting run keeps its trace when a card %s, and continues once it is back', async (_, specs) => {
  const first = await openBackend(folder)
  const flowId = await addNotifyingFlow(first.backend, await drawConnector(first.backend), 'one', null, {
    waits: 3
  })
  const { eventUrl } = await turnOn(first, flowId)
  await first.backend.recover()
  const id = await deliver(first, eventUrl, { name: 'Ada' })
  const waiting = await pollUntil(
    () => first.store.runs.find(id),
    run => run?.status.is === 'waiting'
  )
  await first.crash()

  const second = await openBackend(folder, acceptingService, {}, { specs })
  second.moveClock(3 * DAY + MINUTE)
  await second.backend.resume()
  await second.backend.recover()
  const held = await pollUntil(
    () => second.store.runs.find(id),
    run => run?.status.is !== 'waiting'
  )
  expect(held?.status).toMatchObject({ is: 'on-hold', at: ['wait'] })
  expect(held?.steps).toEqual(waiting?.steps)
  expect((await second.store.runs.journalOf(id)).size).toBeGreaterThan(0)
  await second.crash()

  const third = await openBackend(folder)
  third.moveClock(3 * DAY + 2 * MINUTE)
  await third.backend.resume()
  await third.backend.recover()
  await third.backend.runs.goOn(id)
  await pollUntil(
    () => third.store.runs.find(id),
    run => run?.status.is === 'succeeded'
  )
  expect(third.sent.map(({ url }) => url)).toEqual(['/names/again'])
  await third.crash()
})
