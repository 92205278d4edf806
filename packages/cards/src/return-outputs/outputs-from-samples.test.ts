import { coerce, isJsonObject, nameOfPath, nameOfType, OutputGroups, Path, valueAt } from '@hookwright/model'
import { anyJson } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { batchIn, listsIn } from './lists-in-samples.ts'
import { markGuesses, outputsFromSamples, type Proposal } from './outputs-from-samples.ts'
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

describe.each(bodies)('outputs from $name', ({ body, batch, outputs }) => {
  test('are the expected ones', () => {
    const list = batchIn([body])
    expect(list === null ? null : nameOfPath(list)).toBe(batch)
    expect(summaryOf(outputsFromSamples([body], list))).toEqual(outputs)
  })
})

test('include the lists of objects in a body, with their lengths', () => {
  const body = { id: 1, lines: [{ a: 1 }, { a: 2 }], names: ['x'], inner: { notes: [{ b: 1 }] }, none: [] }
  expect(listsIn([body]).map(({ path, count }) => [nameOfPath(path), count])).toEqual([
    ['lines', 2],
    ['inner.notes', 1]
  ])
  expect(listsIn([[1, 2]])).toEqual([{ path: [], count: 2 }])
  expect(listsIn(['text'])).toEqual([])
})

test('count an object in place of the list as a list of one', () => {
  const { groups } = outputsFromSamples([{ event: { id: 1 } }], ['event'])
  expect(groups.map(group => group.fields.map(field => field.label))).toEqual([['ID']])
})

test('of several samples are merged: each place of any sample becomes an output that fits all', () => {
  const samples = [
    { id: 7, user: { name: 'Jo' }, state: null, tags: [] },
    { id: 'u_8', user: { name: 'Kim', age: 40 }, state: 'open', tags: ['new'], extra: true }
  ]
  expect(summaryOf(outputsFromSamples(samples, null))).toEqual([
    'Event: ID Text, State Text, Tags List of Text, Extra True/False',
    'User: Name Text, Age Number'
  ])
})

test('records of several samples are counted and merged together', () => {
  const samples = [{ events: [{ id: 1 }] }, { events: [] }, { events: [{ id: 2, note: 'x' }, { id: 3 }] }]
  expect(listsIn(samples)).toEqual([{ path: ['events'], count: 3 }])
  expect(summaryOf(outputsFromSamples(samples, batchIn(samples)))).toEqual(['Event: ID Number, Note Text'])
})

// review: services 17
test('a list of lists and a list of mixed values are reported with the reason', () => {
  const body = { id: 1, matrix: [[1, 2], [3]], mixed: [{ a: 1 }, 'b'] }
  expect(outputsFromSamples([body], null).untyped).toEqual([
    { path: ['matrix'], why: 'it is a list of lists, which no output can hold' },
    { path: ['mixed'], why: 'it is a list of values of different types, which no output can hold' }
  ])
  expect(outputsFromSamples([[[1], [2]]], null).left).toEqual([
    { path: [], why: 'it is a list of lists, which no output can hold' }
  ])
})

// review: services 1
describe('a type is a guess', () => {
  const guesses = (bodies: unknown[], list: Path | null = null): string[] =>
    markGuesses(outputsFromSamples(bodies, list), bodies)
      .groups.flatMap(group => group.fields)
      .filter(field => !field.sure)
      .map(field => field.label)

  test('for a single sample, even if it was received many times', () => {
    expect(guesses([{ id: 1, name: 'Jo' }])).toEqual(['ID', 'Name'])
    expect(guesses([{ id: 1 }, { id: 1 }])).toEqual(['ID'])
    expect(guesses([{ items: [{ id: 1 }] }], ['items'])).toEqual(['ID'])
  })

  test('if no sample has a value, or only empty lists', () => {
    const samples = [
      { id: 1, note: null, tags: [] },
      { id: 2, note: null, tags: [] }
    ]
    expect(guesses(samples)).toEqual(['Note', 'Tags'])
  })

  test('until several samples or records agree', () => {
    expect(guesses([{ id: 1 }, { id: 2 }])).toEqual([])
    expect(guesses([{ items: [{ id: 1 }, { id: 2 }] }], ['items'])).toEqual([])
  })
})

describe('for any sample', () => {
  const proposals = anyJson.chain(body =>
    fc.record({
      body: fc.constant(body),
      list: fc.constantFrom(null, ...listsIn([body]).map(({ path }) => path))
    })
  )

  const recordsOf = (body: unknown, list: Path | null): unknown[] => {
    if (list === null) return [body]
    const found = valueAt(body, list)
    return Array.isArray(found) ? found : [found]
  }

  test('the outputs form groups that a Return Outputs card accepts', () => {
    fc.assert(
      fc.property(proposals, ({ body, list }) => {
        const { groups } = outputsFromSamples([body], list)
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

  test('every output reads its place and has the value of the sample', () => {
    fc.assert(
      fc.property(proposals, ({ body, list }) => {
        for (const { path, dataType } of outputsFromSamples([body], list).groups.flatMap(
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

  /** Returns the paths of all values in a record that are not objects, and of empty objects. */
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

  test('each value has an output, or is listed as left out', () => {
    fc.assert(
      fc.property(proposals, ({ body, list }) => {
        const { groups, left } = outputsFromSamples([body], list)
        const ways = [...groups.flatMap(group => group.fields), ...left].map(({ path }) => path)
        const records = recordsOf(body, list).filter(record => !saysNothing(record))
        for (const leaf of records.flatMap(record => leavesOf(record)))
          expect(ways.some(way => leadsTo(way, leaf))).toBe(true)
      }),
      { numRuns: 500 }
    )
  })

  test('the same sample twice gives the same suggestions as once', () => {
    fc.assert(
      fc.property(proposals, ({ body, list }) => {
        expect(outputsFromSamples([body, body], list)).toEqual(outputsFromSamples([body], list))
      })
    )
  })

  test('the same sample gives the same outputs', () => {
    fc.assert(
      fc.property(proposals, ({ body, list }) => {
        expect(outputsFromSamples([structuredClone(body)], list)).toEqual(outputsFromSamples([body], list))
      })
    )
  })
})
