import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import names from '../../glyphs/names.json' with { type: 'json' }
import { cardSpecs } from '../index.ts'

const sprite = readFileSync(new URL('./glyphs.svg', import.meta.url), 'utf8')
const drawn = Array.from(sprite.matchAll(/<symbol id="([^"]+)"/g), ([, id]) => id ?? '')

test('each card type and each data type has a glyph', () => {
  const kinds = ['text', 'number', 'boolean', 'date', 'object', 'file', 'any'].map(kind => `type-${kind}`)
  expect(drawn.toSorted()).toEqual([...cardSpecs.keys(), ...kinds].toSorted())
})

test('two functions of one group in the same flow have different glyphs', () => {
  const icons = new Map(Object.entries(names))
  const functions = [...cardSpecs.values()].filter(({ group }) => group !== 'Events')
  const twins = functions.filter(one =>
    functions.some(
      other => other !== one && other.group === one.group && icons.get(other.type) === icons.get(one.type)
    )
  )
  expect(twins.map(({ title }) => title)).toEqual([])
})
