import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawTime, maskUrl } from './draw-parts.ts'

const noon = new Date(2026, 0, 2, 12).getTime()

test('a time of today has no date, and another one has', () => {
  expect(drawTime(noon - 1000, noon).markup).toContain('>11:59:59</time>')
  expect(drawTime(noon - 24 * 60 * 60 * 1000, noon).markup).toContain('>1 Jan 2026, 12:00:00</time>')
})

test('a time has its exact ISO form for programs', () => {
  expect(drawTime(noon, noon).markup).toContain(`datetime="${new Date(noon).toISOString()}"`)
})

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('')
const tokens = fc.string({ unit: fc.constantFrom(...letters), minLength: 9, maxLength: 60 })

test('a token is masked except for its last four characters', () => {
  fc.assert(
    fc.property(tokens, token => {
      expect(maskUrl(`http://127.0.0.1:3000/e/${token}`)).toBe(`http://127.0.0.1:3000/e/…${token.slice(-4)}`)
    })
  )
})

test('a short last segment and a query are not shown at all', () => {
  expect(maskUrl('http://127.0.0.1:3000/e/abcdefgh')).toBe('http://127.0.0.1:3000/e/…')
  expect(maskUrl('http://127.0.0.1:3000/e/?token=abcdefghijkl')).toBe('http://127.0.0.1:3000/e/')
  expect(maskUrl('http://127.0.0.1:3000')).toBe('http://127.0.0.1:3000/')
})
