import { expect, test } from 'vitest'
import { openPractice, refusalIn, rowsIn } from './testing.ts'

const laptop = { personId: 'usr_0123456789ab', item: 'laptop', name: 'Zoë Example' }

test('an item is assigned to a person, gets a tag, and is shown on the page', async () => {
  const { call, url } = await openPractice({ clock: () => Date.UTC(2026, 10, 30) })
  const { status, json } = await call('POST', '/api/equipment', { body: laptop })
  expect(status).toBe(201)
  expect(json).toEqual({
    ...laptop,
    id: expect.stringMatching(/^eqp_/),
    tag: 'HR-0001',
    assignedAt: '2026-11-30T00:00:00.000Z'
  })
  expect(rowsIn(await call('GET', '/api/equipment'))).toEqual([json])
  const page = await (await fetch(url)).text()
  expect(page).toContain('<code>HR-0001</code>')
  expect(page).toContain('Zoë Example')
})

test('a request that repeats its idempotency key assigns once', async () => {
  const { call } = await openPractice()
  const headers = { 'idempotency-key': 'run-1' }
  const first = await call('POST', '/api/equipment', { body: laptop, headers })
  const again = await call('POST', '/api/equipment', { body: laptop, headers })
  expect([again.json, again.headers.get('idempotency-replayed')]).toEqual([first.json, 'true'])
  const other = await call('POST', '/api/equipment', { body: { ...laptop, item: 'phone' }, headers })
  expect([other.status, refusalIn(other).code]).toEqual([422, 'idempotency_key_reused'])
  expect(rowsIn(await call('GET', '/api/equipment'))).toHaveLength(1)
})

test.each([
  [{ item: 'laptop' }, '"personId" must be the ID of a person'],
  [{ ...laptop, item: 'car' }, '"item" must be one of "laptop", "phone", "monitor"'],
  [{ ...laptop, colour: 'red' }, 'unknown fields: "colour"']
])('the equipment %j is refused', async (body, why) => {
  const { call } = await openPractice()
  const refused = await call('POST', '/api/equipment', { body })
  expect([refused.status, refusalIn(refused).message]).toEqual([422, expect.stringContaining(why)])
})
