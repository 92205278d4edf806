import type { Receiving } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openForTest, type TestBackend } from '../testing/open-backend.ts'
import { sendTo } from '../testing/send.ts'

let one: TestBackend
beforeEach(async () => {
  one = await openForTest()
})

const answers: Receiving['answer'] = {
  accepted: { status: 200, type: 'text/plain', body: '' },
  refused: 401,
  overloaded: 503,
  off: 410,
  paused: null
}

let made = 0

const listening = async (receiving: Partial<Receiving>) => {
  const name = `Acme ${++made}`
  const drawn = await drawConnector(one.backend, { registers: true, receiving, name })
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
  return { flowId, ...(await turnOn(one, flowId)) }
}

// review: services 8
test('a paused flow gives the answer of an accepted request, unless its rules say otherwise', async () => {
  for (const [paused, status] of [
    [null, 200],
    [204, 204]
  ] as const) {
    const { flowId, eventUrl } = await listening({ answer: { ...answers, paused } })
    await one.backend.subscriptions.pause(flowId, true)
    expect(await sendTo(one, eventUrl, { text: '{}', headers: [] })).toMatchObject({ status })
  }
})

// review: services 8
test('a refusal has no body if the rules say so', async () => {
  for (const refusedBody of ['empty', 'reason', undefined] as const) {
    const answer = { ...answers, ...(refusedBody === undefined ? {} : { refusedBody }) }
    const { eventUrl } = await listening({
      answer,
      verify: [
        {
          id: 'token',
          algorithm: 'token',
          key: { from: 'generated', decode: 'text' },
          content: '',
          signature: { from: 'header', name: 'x-token', split: '', prefix: '', encoding: 'text' },
          time: null,
          also: []
        }
      ]
    })
    const refused = await sendTo(one, eventUrl, { text: '{}', headers: ['x-token', 'guessed'] })
    expect(refused).toMatchObject({ is: 'fault', status: 401, bare: refusedBody === 'empty' })
  }
})
