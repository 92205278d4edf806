import { afterEach, expect, test, vi } from 'vitest'
import { unreachable } from './fault-of.ts'
import { openServerStatus, serverAnswers } from './server-status.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('the status shows another version of the server until the former version is back', () => {
  const status = openServerStatus('1.0.0')
  const told: string[] = []
  const stop = status.subscribe(() => told.push(status.state()))
  status.noteVersion('1.0.0')
  status.noteVersion(null)
  expect(status.state()).toBe('fine')
  status.noteVersion('1.1.0')
  status.noteVersion('1.1.0')
  status.noteVersion(null)
  status.note(null)
  expect(status.state()).toBe('updated')
  status.noteVersion('1.0.0')
  stop()
  status.noteVersion('1.1.0')
  expect(told).toEqual(['updated', 'fine'])
})

test('an unreachable server takes precedence over its version, which is shown again afterwards', () => {
  const status = openServerStatus('1.0.0')
  status.note(unreachable)
  status.noteVersion('1.1.0')
  expect(status.state()).toBe('unreachable')
  status.note(null)
  expect(status.state()).toBe('updated')
  status.note(unreachable)
  expect(status.state()).toBe('unreachable')
})

test.each([
  [200, true],
  [404, true],
  [502, false],
  [503, false]
])('a server behind a proxy that answers the probe with %i is reached: %s', async (status, isReached) => {
  vi.stubGlobal('fetch', async () => new Response('', { status }))
  expect(await serverAnswers()).toBe(isReached)
})

test('a server whose connection fails is not reached', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
  expect(await serverAnswers()).toBe(false)
})
