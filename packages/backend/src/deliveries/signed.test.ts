import { blankReceiving, type Receiving } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { addTelling, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { lookUntil } from '../testing/look.ts'
import { makeFolder, openBackend } from '../testing/open-backend.ts'
import { sendTo } from '../testing/send.ts'

const askingForAToken: Receiving = {
  ...blankReceiving,
  verify: [
    {
      id: 'token',
      algorithm: 'token',
      key: { from: 'connection', field: 'secret', decode: 'text' },
      content: '',
      signature: { from: 'header', name: 'x-token', split: '', prefix: '', encoding: 'text' },
      time: null,
      also: []
    }
  ]
}

/** A flow that is on, of an event with these rules; what came to it by these header lines; how lists tell of that. */
const told = async (receiving: Receiving, requests: string[][]) => {
  const { folder, remove } = makeFolder()
  const one = await openBackend(folder)
  onTestFinished(async () => {
    await one.crash()
    remove()
  })
  const { backend } = one
  const drawn = await drawConnector(backend, { registers: false, hasKey: true, receiving })
  const { id: connectionId } = await backend.connections.create({
    connectorId: drawn.connectorId,
    purpose: 'user',
    ownerId: 'uma',
    name: 'Acme account',
    values: { secret: 'sesame' }
  })
  const flowId = await addTelling(backend, drawn, 'one', connectionId)
  const { eventUrl } = await turnOn(one, flowId)
  for (const headers of requests) await sendTo(one, eventUrl, { text: '{"name":"Ada"}', headers })
  const { rows: deliveries } = await lookUntil(
    () => backend.deliveries.list({ scope: { flowId }, limit: 9 }),
    ({ rows }) => rows.length === requests.length && rows.every(({ status }) => status.is !== 'accepted')
  )
  const { rows: runs } = await backend.runs.list({ scope: { flowId }, limit: 9 })
  return { deliveries: deliveries.map(({ signed }) => signed), runs: runs.map(({ signed }) => signed) }
}

test('lists say of each delivery and its run that it was signed, and nothing of what was turned away', async () => {
  const requests = [
    ['x-token', 'guessed'],
    ['x-token', 'sesame']
  ]
  expect(await told(askingForAToken, requests)).toEqual({ deliveries: [true, null], runs: [true] })
})

test('lists say of what no signature was asked of that it is unsigned', async () => {
  expect(await told(blankReceiving, [[]])).toEqual({ deliveries: [false], runs: [false] })
})
