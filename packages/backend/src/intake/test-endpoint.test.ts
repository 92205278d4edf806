import { blankReceiving } from '@hookwright/model'
import { aHandshake } from '@hookwright/model/testing'
import { beforeEach, expect, test } from 'vitest'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { openTestEndpoint } from './test-endpoint.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/** Opens a test endpoint with rules that capture a secret and confirm the handshake at a URL. */
const open = async (params: { status: () => number }) => {
  const one = await openBackend(folder, async () => ({ status: params.status(), headers: {}, body: '' }))
  const policy = openTestEndpoint({
    effects: one.effects,
    settings: { maxBody: 1_000 },
    eventUrl: 'https://hooks.acme-hr.example/e/h1234',
    values: {},
    signingSecret: '',
    receiving: {
      ...blankReceiving,
      handshake: [
        aHandshake({
          respond: { status: 204, headers: [], body: { is: 'empty' } },
          confirm: { url: '{header.x-confirm}', hosts: ['acme.example'] }
        })
      ]
    }
  })
  const meet = async (): Promise<number | null> => {
    const headers = ['X-Hook-Secret', 'sesame', 'X-Confirm', 'https://acme.example/confirm']
    const preflight = policy.preflight({ method: 'POST', query: '', headers, contentType: '', size: 0 })
    return (preflight.is === 'answered' ? preflight.answer : await preflight.accept(new Uint8Array())).status
  }
  return { one, policy, meet }
}

test('a secret counts as received once its handshake is confirmed, as at a real Event URL', async () => {
  let status = 500
  const { one, policy, meet } = await open({ status: () => status })
  expect(await meet()).toBe(503)
  status = 200
  expect(await meet()).toBe(204)
  expect(await meet()).toBe(401)
  expect(one.sent).toHaveLength(2)
  expect(policy.counts()).toEqual({ arrived: 3, handshakes: 1, refused: 2 })
  await one.crash()
})

test('a secret that arrives twice at once is stored once', async () => {
  const { one, meet } = await open({ status: () => 200 })
  expect((await Promise.all([meet(), meet()])).toSorted()).toEqual([204, 401])
  expect(one.sent).toHaveLength(1)
  await one.crash()
})
