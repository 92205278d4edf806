import { expect, test } from 'vitest'
import { createManualWait, openPractice, refusalIn, rowsIn, subscriptionIn } from './testing.ts'

const url = 'http://127.0.0.1:3000/e/abcdefghijkl'
const wanted = { body: { url, eventType: 'user.created' } }

/** Opens a service with a fault enabled for creating subscriptions. */
async function openWith(faults: object, effects: Parameters<typeof openPractice>[0] = {}) {
  const practice = await openPractice(effects)
  await practice.call('PUT', '/api/faults', { body: faults })
  const count = async () => rowsIn(await practice.call('GET', '/api/subscriptions')).length
  return { ...practice, count }
}

/** Opens a service with one subscription and a fault enabled for deleting subscriptions. */
async function openSubscribedWith(faults: object, effects: Parameters<typeof openPractice>[0] = {}) {
  const practice = await openPractice(effects)
  const { id } = await practice.subscribe(url)
  await practice.call('PUT', '/api/faults', { body: faults })
  const remove = () => practice.call('DELETE', `/api/subscriptions/${id}`)
  const count = async () => rowsIn(await practice.call('GET', '/api/subscriptions')).length
  return { ...practice, remove, count }
}

test('no fault is on at first; PUT replaces all of them and GET returns them', async () => {
  const { call } = await openPractice()
  const none = { create: null, remove: null, slowMs: 2000, once: false }
  expect((await call('GET', '/api/faults')).json).toEqual(none)
  await call('PUT', '/api/faults', { body: { create: 'hang', slowMs: 5 } })
  expect((await call('GET', '/api/faults')).json).toEqual({ ...none, create: 'hang', slowMs: 5 })
  await call('PUT', '/api/faults', { body: { remove: '404' } })
  expect((await call('GET', '/api/faults')).json).toEqual({ ...none, remove: '404' })
})

test.each([
  [{ create: 'fire' }, 'The field "create" must be one of "403"'],
  [{ remove: 'empty' }, 'The field "remove" must be one of "403"'],
  [{ slowMs: -1 }, 'The field "slowMs" must be a whole number of milliseconds'],
  [{ once: 1 }, 'The field "once" must be true or false.']
])('faults that cannot be understood are refused: %j', async (body, sentence) => {
  const { call } = await openPractice()
  const refused = await call('PUT', '/api/faults', { body })
  expect([refused.status, refusalIn(refused).message]).toEqual([422, expect.stringContaining(sentence)])
})

test.each(['403', '500'])('create %s refuses and creates nothing', async fault => {
  const { call, count } = await openWith({ create: fault })
  const refused = await call('POST', '/api/subscriptions', wanted)
  expect([refused.status, refusalIn(refused).code]).toEqual([Number(fault), 'fault_switched_on'])
  expect(await count()).toBe(0)
})

test.each(['403', '404', '500'])('remove %s refuses and deletes nothing', async fault => {
  const { remove, count } = await openSubscribedWith({ remove: fault })
  expect((await remove()).status).toBe(Number(fault))
  expect(await count()).toBe(1)
})

test('html answers 200 with a sign-in page instead of doing anything', async () => {
  const creating = await openWith({ create: 'html' })
  const page = await creating.call('POST', '/api/subscriptions', wanted)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(page.text).toContain('<h1>Sign in</h1>')
  expect(await creating.count()).toBe(0)

  const removing = await openSubscribedWith({ remove: 'html' })
  expect((await removing.remove()).text).toContain('<h1>Sign in</h1>')
  expect(await removing.count()).toBe(1)
})

test('empty answers 200 without a body and creates nothing', async () => {
  const { call, count } = await openWith({ create: 'empty' })
  expect(await call('POST', '/api/subscriptions', wanted)).toMatchObject({ status: 200, text: '' })
  expect(await count()).toBe(0)
})

test('drop-after-create creates the subscription and cuts the connection; its idempotency key finds it', async () => {
  const { call, count } = await openWith({ create: 'drop-after-create', once: true })
  const keyed = { ...wanted, headers: { 'Idempotency-Key': 'once' } }
  await expect(call('POST', '/api/subscriptions', keyed)).rejects.toThrow('fetch failed')
  expect(await count()).toBe(1)
  const again = await call('POST', '/api/subscriptions', keyed)
  expect([again.status, again.headers.get('Idempotency-Replayed')]).toEqual([201, 'true'])
  expect(await count()).toBe(1)
})

test('drop-after-delete deletes the subscription and cuts the connection', async () => {
  const { remove, count } = await openSubscribedWith({ remove: 'drop-after-delete' })
  await expect(remove()).rejects.toThrow('fetch failed')
  expect(await count()).toBe(0)
})

test('slow does it at once and answers rightly, late', async () => {
  const waits = createManualWait()
  const creating = await openWith({ create: 'slow', slowMs: 1234 }, { wait: waits.wait })
  const answering = creating.call('POST', '/api/subscriptions', wanted)
  await expect.poll(() => waits.isHeld(1234)).toBe(true)
  expect(await creating.count()).toBe(1)
  waits.end(1234)
  expect(await answering).toMatchObject({ status: 201, json: { url } })

  const later = createManualWait()
  const removing = await openSubscribedWith({ remove: 'slow', slowMs: 5678 }, { wait: later.wait })
  const deleting = removing.remove()
  await expect.poll(() => later.isHeld(5678)).toBe(true)
  expect(await removing.count()).toBe(0)
  later.end(5678)
  expect((await deleting).status).toBe(204)
})

test.each(['create', 'remove'])(
  'hang at %s does nothing and never answers until the service stops',
  async place => {
    const practice = await openSubscribedWith({ [place]: 'hang', once: true })
    const asking =
      place === 'create'
        ? practice.call('POST', '/api/subscriptions', { body: { url, eventType: 'file.deleted' } })
        : practice.remove()
    const lost = expect(asking).rejects.toThrow('fetch failed')
    await expect
      .poll(async () => (await practice.call('GET', '/api/faults')).json)
      .toMatchObject({ [place]: null })
    expect(await practice.count()).toBe(1)
    await practice.close()
    await lost
  }
)

test('a fault with “once” is off after it happened, and the fault of the other operation stays', async () => {
  const { call, count } = await openWith({ create: '500', remove: '403', once: true })
  expect((await call('POST', '/api/subscriptions', wanted)).status).toBe(500)
  expect((await call('GET', '/api/faults')).json).toMatchObject({ create: null, remove: '403', once: true })
  const created = await call('POST', '/api/subscriptions', wanted)
  expect(created.status).toBe(201)
  expect((await call('DELETE', `/api/subscriptions/${subscriptionIn(created).id}`)).status).toBe(403)
  expect((await call('GET', '/api/faults')).json).toMatchObject({ create: null, remove: null, once: false })
  expect(await count()).toBe(1)
})

test('a fault without “once” happens every time', async () => {
  const { call } = await openWith({ create: '500' })
  for (let round = 0; round < 2; round++) {
    expect((await call('POST', '/api/subscriptions', wanted)).status).toBe(500)
  }
})
