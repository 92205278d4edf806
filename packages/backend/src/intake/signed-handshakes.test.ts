import { createHmac } from 'node:crypto'
import { blankReceiving, type Receiving } from '@hookwright/model'
import { expect, test } from 'vitest'
import { openKeyedFlow } from '../testing/keyed-flow.ts'
import { sendTo } from '../testing/send.ts'

const key = { from: 'connection', field: 'secret', decode: 'text' } as const

/**
 * Receiving rules of a service that sends handshakes. The answer must contain the handshake's token, signed
 * with the key that also signs events.
 */
const receiving: Receiving = {
  ...blankReceiving,
  verify: [
    {
      id: 'sign',
      algorithm: 'hmac-sha256',
      key,
      content: '{body}',
      signature: { from: 'header', name: 'x-signature', split: '', prefix: 'sha256=', encoding: 'base64' },
      time: null,
      also: []
    }
  ],
  handshake: [
    {
      id: 'challenge',
      when: [{ of: '{query.token}', is: 'present', text: '' }],
      verified: false,
      phase: 'always',
      key,
      require: [],
      unmetStatus: 403,
      capture: [],
      respond: {
        status: 200,
        headers: [],
        body: { is: 'json', value: { response_token: 'sha256={query.token|hmac-sha256-base64}' } }
      },
      confirm: null
    }
  ]
}

const signatureOf = (text: string): string =>
  `sha256=${createHmac('sha256', 'sesame').update(text).digest('base64')}`

// review: services 2
test('a handshake is answered with the signature of a token, and signs no event for a stranger', async () => {
  const { one, backend, flowId, eventUrl } = await openKeyedFlow(receiving)
  const ask = (token: string) =>
    sendTo(one, eventUrl, { text: '', query: new URLSearchParams({ token }).toString() })
  expect(await ask('n0nce-1')).toMatchObject({
    is: 'said',
    status: 200,
    body: JSON.stringify({ response_token: signatureOf('n0nce-1') })
  })

  const event = '{"name":"Eve"}'
  const answered = await ask(event)
  expect(answered).toMatchObject({ is: 'fault', status: 400 })
  expect(JSON.stringify(answered)).not.toContain(signatureOf(event).slice(7))

  const genuine = await sendTo(one, eventUrl, { text: event, headers: ['x-signature', signatureOf(event)] })
  expect(genuine).toMatchObject({ is: 'said', status: 202 })
  const { rows } = await backend.deliveries.list({ scope: { flowId }, limit: 9 })
  expect(rows.map(({ verdict }) => verdict?.reason ?? null)).toContain('handshake-token')
})
