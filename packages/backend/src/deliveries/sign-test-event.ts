import { type Header, headersIn, signRequest } from '@hookwright/model'
import type { Outside } from '../outside.ts'
import type { Door } from '../receiving/door.ts'

/** A test event as it is sent, and as it is shown: what was signed with shows as dots, since it may be the key itself. */
export interface SignedTestEvent {
  query: string
  headers: Header[]
  body: string
  shown: Header[]
}

/**
 * Signs a test event as the service would, with the keys that the Event URL checks with. Where that needs a key that only
 * the service has, or a header that the event lacks, it stays as it is.
 */
export const signTestEvent = (
  outside: Pick<Outside, 'clock' | 'cryptography'>,
  door: Door,
  event: { headers: Header[]; body: string }
): SignedTestEvent => {
  const unsigned = { query: '', ...event, shown: event.headers }
  const { rules, keys, registration, eventUrl } = door
  const signed = signRequest(
    rules,
    {
      method: 'POST',
      eventUrl,
      query: '',
      headers: event.headers.flatMap(({ name, value }) => [name, value]),
      body: Buffer.from(event.body)
    },
    { keys, now: outside.clock(), cryptography: outside.cryptography, registration }
  )
  if ('missing' in signed) return unsigned
  const headers = headersIn([...signed.headers])
  const known = new Map(event.headers.map(({ name, value }) => [name, value]))
  return {
    query: signed.query,
    headers,
    body: Buffer.from(signed.body).toString('utf8'),
    shown: headers.map(({ name, value }) =>
      known.get(name) === value ? { name, value } : { name, value: '•••' }
    )
  }
}
