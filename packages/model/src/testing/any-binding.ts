import fc from 'fast-check'
import type { Path } from '../fields/path.ts'
import type { Binding, Pill } from '../flows/binding.ts'
import type { CardId, FieldId } from '../kernel/ids.ts'
import { anyJson, anyPath } from './any-value.ts'

export const anyCardId: fc.Arbitrary<CardId> = fc.constantFrom(
  ...['c0', 'c1', 'c2', 'gone', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', '0', '-1']
)

export const anyFieldId: fc.Arbitrary<FieldId> = fc.constantFrom(
  ...['a', 'b', 'registration.a', 'connection.a', 'toString', 'valueOf', 'hasOwnProperty', '0', 'length']
)

const pillsFrom = (cards: fc.Arbitrary<CardId>, fields: fc.Arbitrary<FieldId>): fc.Arbitrary<Pill> =>
  fc.record({
    kind: fc.constant('pill'),
    card: cards,
    field: fields,
    path: fc.oneof({ arbitrary: fc.constant<Path>([]), weight: 3 }, { arbitrary: anyPath, weight: 1 })
  })

/** Returns arbitrary bindings with pills to these cards and fields. */
export const bindingsFrom = (
  cards: fc.Arbitrary<CardId>,
  fields: fc.Arbitrary<FieldId>
): fc.Arbitrary<Binding> => {
  const pills = pillsFrom(cards, fields)
  const parts = fc.array(fc.oneof(fc.string({ maxLength: 5 }), pills), { maxLength: 3 })
  return fc.oneof(
    fc.record({ kind: fc.constant('literal'), value: anyJson }),
    pills,
    fc.record({ kind: fc.constant('text'), parts })
  )
}

export const anyBinding: fc.Arbitrary<Binding> = bindingsFrom(anyCardId, anyFieldId)
