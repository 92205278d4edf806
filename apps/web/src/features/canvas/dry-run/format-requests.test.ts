import { expect, test } from 'vitest'
import { formatRequests } from './format-requests.ts'

test.each([
  [{ arrived: 1, handshakes: 0, refused: 0 }, '1 request received at the Event URL.'],
  [{ arrived: 2, handshakes: 1, refused: 0 }, '2 requests received at the Event URL: 1 handshake answered.'],
  [
    { arrived: 5, handshakes: 2, refused: 1 },
    '5 requests received at the Event URL: 2 handshakes answered, 1 refused by the receiving rules.'
  ]
])('received requests are summarized in a sentence: %o', (came, words) => {
  expect(formatRequests(came)).toBe(words)
})
