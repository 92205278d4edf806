import { expect, test } from 'vitest'
import { withoutSession } from './without-session.ts'

const names = ['hookwright-session', '__Host-hookwright-session']
const key = `hwk_${'a'.repeat(43)}`

test('header lines without credentials of Hookwright stay as they came', () => {
  const lines = ['Accept', '*/*', 'Authorization', 'Bearer their-own-token']
  expect(withoutSession(lines, names)).toBe(lines)
})

test('a session cookie is taken out, other cookies stay', () => {
  const lines = ['cookie', 'a=1; hookwright-session=secret; b=2', 'Cookie', 'hookwright-session=secret']
  expect(withoutSession(lines, names)).toEqual(['cookie', 'a=1; b=2'])
})

test('an API key is taken out, whatever the case of the header', () => {
  for (const name of ['Authorization', 'authorization', 'AUTHORIZATION']) {
    const lines = ['Accept', '*/*', name, `Bearer ${key}`, 'X-Kind', 'order']
    expect(withoutSession(lines, names)).toEqual(['Accept', '*/*', 'X-Kind', 'order'])
  }
})
