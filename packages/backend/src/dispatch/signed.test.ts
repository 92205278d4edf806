import { blankReceiving, type Receiving } from '@hookwright/model'
import { expect, test } from 'vitest'
import { openKeyedFlow } from '../testing/keyed-flow.ts'
import { pollUntil } from '../testing/poll-until.ts'
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

/**
 * Sends one request per list of headers to a running flow with these receiving rules. Returns the `signed`
 * values in the lists of deliveries and runs.
 */
const told = async (receiving: Receiving, requests: string[][]) => {
  const { one, backend, flowId, eventUrl } = await openKeyedFlow(receiving)
  for (const headers of requests) await sendTo(one, eventUrl, { text: '{"name":"Ada"}', headers })
  const { rows: deliveries } = await pollUntil(
    () => backend.deliveries.list({ scope: { flowId }, limit: 9 }),
    ({ rows }) => rows.length === requests.length && rows.every(({ status }) => status.is !== 'accepted')
  )
  const { rows: runs } = await backend.runs.list({ scope: { flowId }, limit: 9 })
  return { deliveries: deliveries.map(({ signed }) => signed), runs: runs.map(({ signed }) => signed) }
}

// review: services 15
test('lists say that a shared secret signs no content, and do not say so for refused requests', async () => {
  const requests = [
    ['x-token', 'guessed'],
    ['x-token', 'sesame']
  ]
  expect(await told(askingForAToken, requests)).toEqual({ deliveries: ['token', null], runs: ['token'] })
})

test('lists mark deliveries without a required signature as unsigned', async () => {
  expect(await told(blankReceiving, [[]])).toEqual({ deliveries: ['none'], runs: ['none'] })
})
