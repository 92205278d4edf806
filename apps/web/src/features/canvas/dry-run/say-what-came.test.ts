import { expect, test } from 'vitest'
import { sayWhatCame } from './say-what-came.ts'

test.each([
  [{ arrived: 1, handshakes: 0, refused: 0 }, 'One request came to its Event URL.'],
  [{ arrived: 2, handshakes: 1, refused: 0 }, '2 requests came to its Event URL: one handshake answered.'],
  [
    { arrived: 5, handshakes: 2, refused: 1 },
    '5 requests came to its Event URL: 2 handshakes answered, 1 refused by the rules of Receiving.'
  ]
])('what came is said: %o', (came, words) => {
  expect(sayWhatCame(came)).toBe(words)
})
