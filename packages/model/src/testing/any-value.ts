import fc from 'fast-check'
import { anyList, anyValue, type DataKind, dataKinds, type ValueType } from '../fields/data-type.ts'
import type { Path } from '../fields/path.ts'
import { isReservedName } from '../kernel/ids.ts'
import type { Json, JsonObject } from '../kernel/json.ts'

/** Object keys that are likely to break code, such as `__proto__` and inherited names. */
export const nastyKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '__defineGetter__',
  'length',
  'polluted',
  '0',
  '-1',
  'a.b',
  '',
  ' ',
  '\u0000',
  '\ud800'
]

export const anyKey: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...nastyKeys),
  fc.string({ maxLength: 6, unit: 'binary' })
)

const finiteNumber = fc
  .oneof(fc.integer(), fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  // JSON knows no minus zero.
  .map(number => number + 0)

const { json } = fc.letrec<{ json: Json; list: Json; object: Json }>(tie => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    finiteNumber,
    fc.string({ maxLength: 12, unit: 'binary' }),
    fc.constantFrom(...nastyKeys, '12', 'true', '2026-01-02T03:04:05Z', '90071992547409931'),
    tie('list'),
    tie('object')
  ),
  list: fc.array(tie('json'), { maxLength: 4 }),
  object: fc.array(fc.tuple(anyKey, tie('json')), { maxLength: 4 }).map(pairs => Object.fromEntries(pairs))
}))

/** Arbitrary JSON value, also with nasty keys as own keys. */
export const anyJson: fc.Arbitrary<Json> = json

export const anyJsonObject: fc.Arbitrary<JsonObject> = fc
  .array(fc.tuple(anyKey, anyJson), { maxLength: 4 })
  .map(pairs => Object.fromEntries(pairs))

/** Arbitrary valid path. */
export const anyPath: fc.Arbitrary<Path> = fc.array(
  fc.oneof(
    anyKey.filter(key => key !== '' && !isReservedName(key)),
    fc.nat(4),
    fc.nat(1_000_000)
  ),
  { maxLength: 4 }
)

export const anyValueType: fc.Arbitrary<ValueType> = fc.oneof(
  fc.record({ kind: fc.constantFrom(...dataKinds), list: fc.boolean() }),
  fc.constantFrom(anyValue, anyList)
)

const oneOfKind: Record<DataKind, fc.Arbitrary<Json>> = {
  text: fc.oneof(fc.string(), fc.constantFrom('12', 'true', '', '90071992547409931')),
  number: finiteNumber,
  boolean: fc.boolean(),
  date: fc
    .date({ min: new Date('0001-01-01T00:00Z'), max: new Date('9999-12-31T00:00Z'), noInvalidDate: true })
    .map(date => date.toISOString()),
  object: anyJsonObject,
  file: fc.record({ id: fc.uuid(), name: fc.string(), type: fc.string(), size: fc.nat() })
}

/** Returns arbitrary values of a type, including missing ones. */
export const valueOfType = (type: ValueType): fc.Arbitrary<Json> => {
  if (type.kind === 'any') return type.list ? fc.array(anyJson, { maxLength: 3 }) : anyJson
  const item = fc.oneof(
    { arbitrary: oneOfKind[type.kind], weight: 6 },
    { arbitrary: fc.constant(null), weight: 1 }
  )
  return type.list ? fc.oneof(fc.array(item, { maxLength: 3 }), fc.constant(null)) : item
}
