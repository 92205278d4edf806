import { expect, test } from 'vitest'
import { accentOf, connectorHues, identityOf, letterOn } from './connector-identity.ts'

test('a name has one colour and one cut, whatever its case and the space around it', () => {
  expect(identityOf('Acme HR')).toEqual(identityOf('  acme hr '))
  const names = Array.from({ length: 200 }, (_, index) => `Service ${index}`)
  const found = names.map(identityOf)
  expect(new Set(found.map(({ hue }) => hue))).toEqual(new Set(Object.values(connectorHues)))
  expect(new Set(found.map(({ cut }) => cut)).size).toBe(8)
})

test('a chosen colour stays, and the one that every connector was stored with counts as none', () => {
  expect(accentOf('Acme HR', '#1d4ed8')).toBe('#1d4ed8')
  expect(accentOf('Acme HR', '#4F46E5')).toBe(identityOf('Acme HR').hue)
})

test('letters are readable on every colour', () => {
  for (const hue of Object.values(connectorHues)) expect(letterOn(hue)).toBe('#ffffff')
  expect(letterOn('#ffe680')).toBe('#1d1e22')
  expect(letterOn('var(--accent)')).toBe('#ffffff')
})
