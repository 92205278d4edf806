import { expect, test } from 'vitest'
import { commandOf } from './command-of.ts'

const url = `http://127.0.0.1:3000/e/h${'x'.repeat(39)}wxyz`

const arrival = (parts: { text?: string | null; base64?: string | null; query?: string }) => ({
  headers: [
    { name: 'Host', value: '127.0.0.1:3000' },
    { name: 'Content-Length', value: '9' },
    { name: 'X-Acme-Event', value: 'user.created' }
  ],
  query: '',
  queryFields: {},
  bodyKept: true,
  text: null,
  base64: null,
  body: null,
  keptAsText: null,
  ...parts
})

test('the command sends what arrived to the Event URL, with its query and without what curl sets itself', () => {
  expect(commandOf({ method: 'POST', arrival: arrival({ text: '{"a":"b"}', query: 'a=1' }) }, url)).toBe(
    [
      `curl -X POST '${url}?a=1' \\`,
      `  -H 'X-Acme-Event: user.created' \\`,
      `  --data-binary '{"a":"b"}'`
    ].join('\n')
  )
})

test('bytes that are no text come from a pipe', () => {
  const command = commandOf({ method: 'PUT', arrival: arrival({ base64: '/w==' }) }, url)
  expect(command).toContain(`printf %s '/w==' | base64 -d |\ncurl -X PUT`)
  expect(command).toMatch(/--data-binary @-$/)
})
