import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  accentOf,
  connectorHues,
  cutOf,
  identityOf,
  letterOn,
  lettersOf,
  markCutsOf,
  markLettersOf
} from './connector-identity.ts'

test('a name has one colour and one mark, ignoring case and outer spaces', () => {
  expect(identityOf('Acme HR')).toEqual(identityOf('  acme hr '))
  const names = Array.from({ length: 200 }, (_, index) => `Service ${index}`)
  const found = names.map(identityOf)
  expect(new Set(found.map(({ hue }) => hue))).toEqual(new Set(Object.values(connectorHues)))
  expect(new Set(found.map(({ cut }) => cut)).size).toBe(8)
})

test('a chosen colour is kept, and the former default colour counts as none', () => {
  expect(accentOf('Acme HR', '#1d4ed8')).toBe('#1d4ed8')
  expect(accentOf('Acme HR', '#4F46E5')).toBe(identityOf('Acme HR').hue)
})

test('letters are readable on every colour', () => {
  for (const hue of Object.values(connectorHues)) expect(letterOn(hue)).toBe('#ffffff')
  expect(letterOn('#ffe680')).toBe('#1d1e22')
  expect(letterOn('var(--accent)')).toBe('#ffffff')
})

const unchosen = '#4f46e5'

test('up to eight connectors of one colour have different marks, and the oldest keeps its own', () => {
  const connector = fc.record({ name: fc.stringMatching(/^[a-z]{1,3}$/), createdAt: fc.nat(99) })
  const list = fc.uniqueArray(connector, { selector: ({ name }) => name, maxLength: 40 })
  fc.assert(
    fc.property(list, connectors => {
      const plain = connectors.map(one => ({ ...one, accent: unchosen }))
      const cuts = markCutsOf(plain)
      for (const hue of Object.values(connectorHues)) {
        const same = plain.filter(({ name }) => identityOf(name).hue === hue)
        const seen = new Set(same.map(({ name }) => cutOf(name, cuts)))
        expect(seen.size).toBe(Math.min(8, same.length))
        const [oldest] = same.toSorted((one, other) => one.createdAt - other.createdAt)
        if (oldest !== undefined) expect(cutOf(oldest.name, cuts)).toBe(identityOf(oldest.name).cut)
      }
    })
  )
})

test('connectors of different colours keep the marks of their names', () => {
  const accents = ['#1d4ed8', '#ab4f12']
  const coloured = accents.map((accent, createdAt) => ({ name: `Acme ${createdAt}`, createdAt, accent }))
  expect(markCutsOf(coloured).size).toBe(0)
})

test('connectors with the same initial get the letters of their last words', () => {
  const letters = markLettersOf(['Acme HR', 'acme-chat', 'Acme', 'Birch Payroll'])
  expect(lettersOf('Acme HR', letters)).toBe('HR')
  expect(lettersOf('Acme-Chat', letters)).toBe('Ch')
  expect(lettersOf('Acme', letters)).toBe('A')
  expect(lettersOf('Birch Payroll', letters)).toBe('B')
  expect(lettersOf(' ', letters)).toBe('·')
})
