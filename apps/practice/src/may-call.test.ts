import { expect, test } from 'vitest'
import { allowEventUrls } from './may-call.ts'
import { openPractice, openReceiver, refusalIn } from './testing.ts'

// review: security H4
test.each([
  ['http://127.0.0.1:3000/e/abc', true],
  ['http://127.0.0.1:3000/e/../admin/shutdown', false],
  ['http://127.0.0.1:3000/admin/shutdown', false],
  ['http://127.0.0.1:3001/e/abc', false],
  ['http://localhost:3000/e/abc', false],
  ['https://127.0.0.1:3000/e/abc', false],
  ['http://169.254.169.254/e/abc', false],
  ['no url', false]
])('with a named Hookwright only its Event URLs are called: %s %s', (url, isAllowed) => {
  expect(allowEventUrls('http://127.0.0.1:3000')(url)).toBe(isAllowed)
})

test.each([
  ['http://127.0.0.1:3000/e/abc', true],
  ['https://localhost/e/abc', true],
  ['http://[::1]:9/e/abc', true],
  ['http://127.0.0.1:3000/admin', false],
  ['http://10.0.0.1/e/abc', false]
])('without a named Hookwright only Event URLs on this machine are called: %s %s', (url, isAllowed) => {
  expect(allowEventUrls(null)(url)).toBe(isAllowed)
})

// review: security H4
test('a subscription to any other URL is refused, and an existing one is not called', async () => {
  const receiver = await openReceiver()
  const { origin } = new URL(receiver.url)
  const before = await openPractice()
  const { id } = await before.subscribe(receiver.url)
  await before.close()
  const practice = await openPractice({ dataFolder: before.dataFolder, callsOnly: 'http://127.0.0.1:3000' })
  const body = { url: `${origin}/admin/shutdown`, eventType: 'user.created' }
  const refused = await practice.call('POST', '/api/subscriptions', { body })
  expect(refused.status).toBe(422)
  expect(refusalIn(refused)).toMatchObject({ code: 'url_not_allowed' })
  const pinged = await practice.call('POST', `/api/subscriptions/${id}/ping`)
  expect(pinged.text).toContain('Event URLs of the Hookwright server it belongs to')
  expect(receiver.received).toEqual([])
})
