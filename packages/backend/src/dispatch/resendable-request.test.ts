import { createHmac } from 'node:crypto'
import { blankReceiving, type Receiving } from '@hookwright/model'
import { expect, test } from 'vitest'
import { openKeyedFlow } from '../testing/keyed-flow.ts'
import { openForTest } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { sendTo } from '../testing/send.ts'

const asking = (algorithm: 'token' | 'hmac-sha256'): Receiving => ({
  ...blankReceiving,
  verify: [
    {
      id: 'main',
      algorithm,
      key: { from: 'connection', field: 'secret', decode: 'text' },
      content: algorithm === 'token' ? '' : '{body}',
      signature: {
        from: 'header',
        name: 'x-signature',
        split: '',
        prefix: '',
        encoding: algorithm === 'token' ? 'text' : 'hex'
      },
      time: null,
      also: []
    }
  ]
})

/**
 * Opens a backend with a flow that has these receiving rules. Returns a function that sends a request to the
 * flow and returns its delivery, signed again.
 */
const stage = async (receiving: Receiving) => {
  const { one, backend, flowId, eventUrl } = await openKeyedFlow(receiving)
  return async (sent: Parameters<typeof sendTo>[2]) => {
    await sendTo(one, eventUrl, sent)
    const { rows } = await pollUntil(
      () => backend.deliveries.list({ scope: { flowId }, status: 'done', limit: 1 }),
      found => found.rows.length === 1
    )
    return backend.deliveries.signAnew(rows[0]?.id ?? '')
  }
}

const hmac = (text: string): string => createHmac('sha256', 'sesame').update(text).digest('hex')

test('a replayed request is signed with the current key, without its original signature', async () => {
  const again = await stage(asking('hmac-sha256'))
  const text = '{"name":"Ada"}'
  const signed = await again({ text, headers: ['x-acme', 'yes', 'X-Signature', hmac(text)] })
  expect(signed).toMatchObject({
    method: 'POST',
    query: '',
    body: { text },
    signature: { is: 'signed', hides: false }
  })
  expect(signed.headers).toEqual([
    { name: 'Content-Type', value: 'application/json' },
    { name: 'x-acme', value: 'yes' },
    { name: 'x-signature', value: hmac(text) }
  ])
})

test('a secret that is sent as it is is replaced by YOUR-SECRET', async () => {
  const again = await stage(asking('token'))
  const { headers, signature } = await again({ text: '{}', headers: ['x-signature', 'sesame'] })
  expect(signature).toMatchObject({ is: 'signed', hides: true })
  expect(headers).toContainEqual({ name: 'x-signature', value: 'YOUR-SECRET' })
  expect(JSON.stringify(headers)).not.toContain('sesame')
})

test('a request to rules without a scheme is unchanged and unsigned', async () => {
  const again = await stage(blankReceiving)
  const { headers, body, signature } = await again({ text: '{"a":1}', headers: ['x-acme', 'yes'] })
  expect(signature).toEqual({ is: 'unsigned' })
  expect(headers).toContainEqual({ name: 'x-acme', value: 'yes' })
  expect(body).toEqual({ text: '{"a":1}' })
})

test('an unknown delivery cannot be signed again', async () => {
  const one = await openForTest()
  const nothing = '01900000-0000-7000-8000-000000000000'
  await expect(one.backend.deliveries.signAnew(nothing)).rejects.toMatchObject({ code: 'delivery.gone' })
})
