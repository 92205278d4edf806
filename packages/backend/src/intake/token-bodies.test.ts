import { createHmac } from 'node:crypto'
import type { Receiving } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { sendTo } from '../testing/send.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const receiving: Partial<Receiving> = {
  verify: [
    {
      id: 'token',
      algorithm: 'jwt',
      key: { from: 'generated', decode: 'text' },
      content: '',
      signature: { from: 'body', name: '', split: '', prefix: '', encoding: 'text' },
      time: null,
      also: []
    }
  ],
  filter: [{ when: [{ of: '{json.name}', is: 'starts-with', text: 'Test' }], why: 'it was a test' }]
}

const token = (secret: string, claims: unknown): string => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${part({ alg: 'HS256' })}.${part(claims)}`
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`
}

// review: services 11
test('the claims of a body that is a JSON Web Token are the event, and a forged one runs nothing', async () => {
  const one = await openBackend(folder)
  const drawn = await drawConnector(one.backend, { registers: true, receiving })
  const { eventUrl, flowId } = await (async () => {
    const id = await addNotifyingFlow(one.backend, drawn, 'one')
    return { ...(await turnOn(one, id)), flowId: id }
  })()
  const [, secret = ''] = (one.sent[0]?.body ?? '').split(' ')
  for (const [by, name] of [
    [secret, 'Ada'],
    ['guessed', 'Eve'],
    [secret, 'Test run']
  ] as const)
    await sendTo(one, eventUrl, { text: token(by, { name }), headers: [] })
  const rows = await pollUntil(
    async () => (await one.backend.deliveries.list({ scope: { flowId }, limit: 100 })).rows.toReversed(),
    found => found.length >= 3 && found.every(({ status }) => status.is !== 'accepted')
  )
  expect(rows.map(({ status }) => status.is)).toEqual(['done', 'refused', 'filtered'])
  expect(one.sent.slice(1).map(({ body }) => body)).toEqual(['Ada'])
  await one.crash()
})
