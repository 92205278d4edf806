import { expect, test } from 'vitest'
import { coerce } from './coerce.ts'
import { anyValue, dataKinds, listOf, one } from './data-type.ts'
import { exampleOf } from './example-value.ts'

const types = [...dataKinds.flatMap(kind => [one(kind), listOf(kind)]), anyValue].filter(
  type => type.kind !== 'file'
)

test.each(types)('an example of $kind (list: $list) is of its type', type => {
  const example = exampleOf({ label: 'Name', type }, 0)
  expect(coerce(example, type)).toEqual({ ok: true, value: example })
})

test('the example of a text describes it, and a file has no example', () => {
  expect(exampleOf({ label: 'Email', type: listOf('text') }, 0)).toEqual(['Email'])
  expect(exampleOf({ label: 'Photo', type: one('file') }, 0)).toBeNull()
})
