import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawTime, maskUrl } from './draw-parts.ts'

const noon = new Date(2026, 0, 2, 12).getTime()

test('of today the hour is shown, of another day the day as well', () => {
  expect(drawTime(noon - 1000, noon).markup).toContain('>11:59:59</time>')
  expect(drawTime(noon - 24 * 60 * 60 * 1000, noon).markup).toContain('>1 Jan 2026, 12:00:00</time>')
})

test('a program reads the exact moment', () => {
  expect(drawTime(noon, noon).markup).toContain(`datetime="${new Date(noon).toISOString()}"`)
})

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
