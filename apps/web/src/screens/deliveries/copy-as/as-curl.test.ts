import { expect, test } from 'vitest'
import { asCurl } from './as-curl.ts'
import { requestToCopy } from './request-to-copy.ts'

const url = `http://127.0.0.1:3000/e/h${'x'.repeat(39)}wxyz`

const headers = [
  { name: 'Host', value: '127.0.0.1:3000' },
  { name: 'Content-Length', value: '9' },
  { name: 'X-Acme-Event', value: 'user.created' }
]

test('the command sends the received request to the Event URL, with its query and without headers that curl sets', () => {
  const body = { text: '{"a":"b"}' }
  expect(asCurl(requestToCopy(url, { method: 'POST', query: 'a=1', headers, body }))).toBe(
    [
      `curl -X POST '${url}?a=1' \\`,
      `  -H 'X-Acme-Event: user.created' \\`,
      `  --data-binary '{"a":"b"}'`
    ].join('\n')
  )
})

test('binary bodies are piped from base64', () => {
  const command = asCurl(
    requestToCopy(url, { method: 'PUT', query: '', headers: [], body: { base64: '/w==' } })
  )
  expect(command).toContain(`printf %s '/w==' | base64 -d |\ncurl -X PUT`)
  expect(command).toMatch(/--data-binary @-$/)
})
