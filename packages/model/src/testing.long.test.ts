import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Binding } from './flows/binding.ts'
import { Card } from './flows/flow.ts'
import { coerce, Edit, Flow, Fragment, Json, Path } from './index.ts'
import {
  anyBinding,
  anyCard,
  anyEdit,
  anyFlow,
  anyFragment,
  anyJson,
  anyPath,
  anyValueType,
  deepFreeze,
  valueOfType
} from './testing.ts'

test.each([
  ['JSON', anyJson, Json],
  ['path', anyPath, Path],
  ['binding', anyBinding, Binding],
  ['card', anyCard, Card],
  ['fragment', anyFragment, Fragment],
  ['flow', anyFlow, Flow],
  ['edit', anyEdit, Edit]
] as const)('every generated %s is valid', (_, arbitrary, schema) => {
  fc.assert(fc.property<[unknown]>(arbitrary, value => schema.safeParse(value).success))
})

test('every generated value has its type', () => {
  const typed = anyValueType.chain(type => fc.tuple(fc.constant(type), valueOfType(type)))
  fc.assert(
    fc.property(typed, ([type, value]) => {
      expect(coerce(value, type)).toEqual({ ok: true, value })
    })
  )
})

test('generated flows contain nested blocks, skipped cards and readable pills', () => {
  const flows = fc.sample(anyFlow, { numRuns: 200, seed: 1 }).map(flow => JSON.stringify(flow))
  for (const sign of ['"blocks":[', '"skipped":true', '"kind":"pill"', '"kind":"text"', '"toString"'])
    expect(flows.some(flow => flow.includes(sign))).toBe(true)
})

test('a frozen value throws when something deep inside it is changed', () => {
  const value = deepFreeze({ list: [{ name: 'Acme' }] })
  expect(() => {
    for (const item of value.list) item.name = 'Other'
  }).toThrow(TypeError)
})
