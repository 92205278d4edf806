import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskUrl } from './mask-url.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('')
const tokens = fc.string({ unit: fc.constantFrom(...letters), minLength: 9, maxLength: 60 })

test('of a token only the last four characters are shown', () => {
  fc.assert(
    fc.property(tokens, token => {
      expect(maskUrl(`http://127.0.0.1:3000/e/${token}`)).toBe(`http://127.0.0.1:3000/e/…${token.slice(-4)}`)
    })
  )
})

test('a short last part is not shown at all, nor is a query', () => {
  expect(maskUrl('http://127.0.0.1:3000/e/abcdefgh')).toBe('http://127.0.0.1:3000/e/…')
  expect(maskUrl('http://127.0.0.1:3000/e/?token=abcdefghijkl')).toBe('http://127.0.0.1:3000/e/')
  expect(maskUrl('http://127.0.0.1:3000')).toBe('http://127.0.0.1:3000/')
})
