import { expect, test } from 'vitest'
import { openPractice, refusalIn } from './testing.ts'

test('the event types are choices for a dropdown', async () => {
  const { call } = await openPractice()
  expect((await call('GET', '/api/event-types')).json).toEqual([
    { value: 'user.created', label: 'User created' },
    { value: 'file.deleted', label: 'File deleted' },
    { value: 'suspicious.activity', label: 'Suspicious activity reported' }
  ])
})

test('the departments depend on the event type', async () => {
  const { call } = await openPractice()
  const of = async (eventType: string) => (await call('GET', `/api/departments?eventType=${eventType}`)).json
  expect(await of('file.deleted')).toEqual([
    { value: 'finance', label: 'Finance' },
    { value: 'legal', label: 'Legal' }
  ])
  expect(await of('user.created')).not.toEqual(await of('suspicious.activity'))
  const none = await call('GET', '/api/departments')
  expect([none.status, refusalIn(none).message]).toEqual([
    422,
    expect.stringContaining('"eventType" must be one of')
  ])
})

test('a path nobody serves is answered 404 with a sentence', async () => {
  const { call } = await openPractice()
  const refused = await call('GET', '/api/elsewhere')
  expect([refused.status, refusalIn(refused).message]).toEqual([
    404,
    expect.stringContaining('GET /api/elsewhere does not exist')
  ])
})
