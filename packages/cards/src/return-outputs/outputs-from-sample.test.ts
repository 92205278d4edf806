import { coerce, isJsonObject, nameOfPath, nameOfType, OutputGroups, Path, valueAt } from '@hookwright/model'
import { anyJson } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchIn, listsIn, outputsFromSample, type Proposal } from './outputs-from-sample.ts'
import { bodies } from './testing.ts'

const summaryOf = ({ groups, left }: Proposal): string[] => [
  ...groups.map(
    group =>
      `${group.name}: ${group.fields
        .map(field => `${field.label} ${nameOfType(field.dataType)}${field.sure ? '' : '?'}`)
        .join(', ')}`
  ),
  ...(left.length === 0 ? [] : [`left: ${left.map(({ path }) => nameOfPath(path)).join(', ')}`])
]

describe.each(bodies)('from $name', ({ body, batch, outputs }) => {
  test('come the outputs that one would want', () => {
    const list = batchIn(body)
    expect(list === null ? null : nameOfPath(list)).toBe(batch)
    expect(summaryOf(outputsFromSample(body, list))).toEqual(outputs)
  })
})

test('the lists of objects in a body are found with how much they hold', () => {
  const body = { id: 1, lines: [{ a: 1 }, { a: 2 }], names: ['x'], inner: { notes: [{ b: 1 }] }, none: [] }
  expect(listsIn(body).map(({ path, count }) => [nameOfPath(path), count])).toEqual([
    ['lines', 2],
    ['inner.notes', 1]
  ])
  expect(listsIn([1, 2])).toEqual([{ path: [], count: 2 }])
  expect(listsIn('text')).toEqual([])
})

test('an object in the place of the list counts as a list of one', () => {
  const { groups } = outputsFromSample({ event: { id: 1 } }, ['event'])
  expect(groups.map(group => group.fields.map(field => field.label))).toEqual([['ID']])
})

describe('whatever a sample holds', () => {
  const proposals = anyJson.chain(body =>
    fc.record({
      body: fc.constant(body),
      list: fc.constantFrom(null, ...listsIn(body).map(({ path }) => path))
    })
  )

  const recordsOf = (body: unknown, list: Path | null): unknown[] => {
    if (list === null) return [body]
    const found = valueAt(body, list)
    return Array.isArray(found) ? found : [found]
  }

  test('the outputs form groups that a Return Outputs card takes', () => {
    fc.assert(
      fc.property(proposals, ({ body, list }) => {
        const { groups } = outputsFromSample(body, list)
        const written = groups.map((group, index) => ({
          id: `g${index}`,
          name: group.name,
          fields: group.fields.map(({ label, dataType }, at) => ({
            id: `f${index}-${at}`,
            label,
            dataType,
            fieldType: 'text-field',
            required: false
          }))
        }))
        expect(OutputGroups.safeParse(written).error).toBeUndefined()
        if (list !== null) expect(groups.length).toBeLessThan(2)
      }),
      { numRuns: 500 }
    )
  })

  test('every output leads to its place and holds what the sample has there', () => {
    fc.assert(
      fc.property(proposals, ({ body, list }) => {
        for (const { path, dataType } of outputsFromSample(body, list).groups.flatMap(
          group => group.fields
        )) {
          expect(Path.safeParse(path).success).toBe(true)
          for (const record of recordsOf(body, list))
            expect(coerce(valueAt(record, path), dataType).ok).toBe(true)
        }
      }),
      { numRuns: 500 }
    )
  })

  /** The ways to all values in a record that are no objects, and to empty objects. */
  const leavesOf = (value: unknown, path: (string | number)[] = []): (string | number)[][] => {
    if (!isJsonObject(value) || Object.keys(value).length === 0) return [path]
    return Object.keys(value).flatMap(key => leavesOf(value[key], [...path, key]))
  }
  const leadsTo = (path: (string | number)[], leaf: (string | number)[]): boolean =>
    path.every((step, depth) => leaf[depth] === step)

  const saysNothing = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.every(item => item === null)
    return value === null || (isJsonObject(value) && Object.keys(value).length === 0)
  }

  test('nothing is lost: each value has an output, or is named among what is left', () => {
    fc.assert(
      fc.property(proposals, ({ body, list }) => {
        const { groups, left } = outputsFromSample(body, list)
        const ways = [...groups.flatMap(group => group.fields), ...left].map(({ path }) => path)
        const records = recordsOf(body, list).filter(record => !saysNothing(record))
        for (const leaf of records.flatMap(record => leavesOf(record)))
          expect(ways.some(way => leadsTo(way, leaf))).toBe(true)
      }),
      { numRuns: 500 }
    )
  })

  test('the same sample gives the same outputs', () => {
    fc.assert(
      fc.property(proposals, ({ body, list }) => {
        expect(outputsFromSample(structuredClone(body), list)).toEqual(outputsFromSample(body, list))
      })
    )
  })
})
