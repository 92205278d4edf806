import { expect, test } from 'vitest'
import { signInPresets } from './sign-in-presets.ts'

test('each preset belongs to a different service', () => {
  expect(signInPresets.length).toBeGreaterThanOrEqual(19)
  expect(new Set(signInPresets.map(({ id }) => id)).size).toBe(signInPresets.length)
})

test.each(signInPresets)('$name signs in over https, and its templates use its field only', preset => {
  const { authorizeUrl, tokenUrl, baseUrl, field, notes } = preset
  for (const url of [authorizeUrl, tokenUrl, ...(baseUrl === '' ? [] : [baseUrl])]) {
    const named = [...url.matchAll(/\{([^{}]+)\}/g)].map(([, label]) => label)
    expect(named.every(label => label === field)).toBe(true)
    expect(new URL(url.replace(/\{[^{}]+\}/g, 'acme')).protocol).toBe('https:')
  }
  expect(notes.every(note => /^[A-Z].*\.$/.test(note))).toBe(true)
})
