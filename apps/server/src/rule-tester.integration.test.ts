import { blankReceiving } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openServer, type TestServer } from './testing/open-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server?.remove())

test('the rule tester accepts a request with any number of header lines', async () => {
  const lines = Array.from({ length: 2_000 }, (_, at) => [`x${at}`, ''])
  const explained = await server.api.receiving.explain.mutate({
    receiving: blankReceiving,
    arriving: {
      method: 'POST',
      eventUrl: '',
      query: 'a=1&'.repeat(3_000),
      headers: lines.flat(),
      base64: ''
    },
    keys: {},
    at: null,
    phase: 'live'
  })
  expect(explained.at(-1)?.says).toContain('The request is accepted')
})
