import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countNew, type LoadedRows, type PageOf, withNewest, withOlder, withoutNew } from './merge-pages.ts'

interface Row {
  id: string
  at: number
  word: string
}

const at = (row: Row): number => row.at

/** Returns the rows with the numbers from `newest` down to 1, in the server's order: newest first. */
const all = (newest: number, word = 'then'): Row[] =>
  Array.from({ length: newest }, (_, index) => {
    const number = newest - index
    return { id: `r${number}`, at: number, word }
  })

/** Returns a page of these rows, like the server does. */
const pageOf = (rows: Row[], limit: number, before?: string): PageOf<Row> => {
  const from = before === undefined ? 0 : rows.findIndex(({ id }) => id === before) + 1
  const part = rows.slice(from, from + limit)
  return {
    rows: part,
    next: from + limit < rows.length ? (part.at(-1)?.id ?? null) : null,
    lookedBackTo: null
  }
}

const numbersOf = ({ rows }: { rows: Row[] }): number[] => rows.map(row => row.at)

describe('a list that is loaded again', () => {
  test('puts new rows before its own, and marks them', () => {
    const before = withNewest(null, pageOf(all(5), 3), at).held
    const { held, fresh } = withNewest(before, pageOf(all(6), 3), at)
    expect(numbersOf(held)).toEqual([6, 5, 4])
    expect(fresh).toEqual(['r6'])
  })

  test('marks no rows of the first load as new', () => {
    expect(withNewest(null, pageOf(all(5), 3), at).fresh).toEqual([])
  })

  test('keeps its older rows, and updates the newer ones', () => {
    const first = withNewest(null, pageOf(all(9), 3), at).held
    const deep = withOlder(first, pageOf(all(9), 3, 'r7'))
    const { held } = withNewest(deep, pageOf(all(10, 'now'), 3), at)
    expect(numbersOf(held)).toEqual([10, 9, 8, 7, 6, 5, 4])
    expect(held.rows.map(({ word }) => word)).toEqual(['now', 'now', 'now', 'then', 'then', 'then', 'then'])
    expect(held.next).toBe('r4')
  })

  test('starts over when more rows have come than one page holds', () => {
    const first = withNewest(null, pageOf(all(9), 3), at).held
    const deep = withOlder(first, pageOf(all(9), 3, 'r7'))
    const { held } = withNewest(deep, pageOf(all(20), 3), at)
    expect(numbersOf(held)).toEqual([20, 19, 18])
    expect(held.next).toBe('r18')
  })

  test('starts over when new rows would make it longer than a thousand, but not for older rows on request', () => {
    const first = withNewest(null, pageOf(all(2_000), 50), at).held
    const deep = withOlder(first, pageOf(all(2_000), 1_100, first.next ?? ''))
    expect(deep.rows).toHaveLength(1_150)
    expect(withNewest(deep, pageOf(all(2_000), 50), at).held.rows).toHaveLength(1_150)
    expect(numbersOf(withNewest(deep, pageOf(all(2_001), 50), at).held)).toEqual(
      numbersOf({ rows: all(2_001).slice(0, 50) })
    )
  })

  test('keeps how far it has searched for rows that match a filter', () => {
    const newest: PageOf<Row> = { rows: all(9).slice(0, 1), next: 'r7', lookedBackTo: 7 }
    const first = withNewest(null, newest, at).held
    const deep = withOlder(first, { rows: all(9).slice(5, 6), next: 'r2', lookedBackTo: 2 })
    const { held } = withNewest(deep, newest, at)
    expect(numbersOf(held)).toEqual([9, 4])
    expect(held).toMatchObject({ next: 'r2', lookedBackTo: 2 })
  })

  test('has each row once, newest first and without gaps, under any changes', () => {
    const limit = 4
    const acts = fc.array(
      fc.oneof(
        fc.nat(7).map(more => ({ more })),
        fc.constant('older' as const)
      )
    )
    fc.assert(
      fc.property(fc.nat(12), acts, (start, steps) => {
        let count = start
        let held: LoadedRows<Row> = withNewest(null, pageOf(all(count), limit), at).held
        for (const step of steps) {
          if (step === 'older') {
            if (held.next !== null) held = withOlder(held, pageOf(all(count), limit, held.next))
          } else {
            count += step.more
            held = withNewest(held, pageOf(all(count), limit), at).held
          }
          const numbers = numbersOf(held)
          expect(numbers).toEqual(all(count).slice(0, numbers.length).map(at))
          expect(held.next === null).toBe(numbers.length === count)
        }
      })
    )
  })
})

describe('a paused list', () => {
  const held = withNewest(null, pageOf(all(5), 3), at).held

  test('counts new rows and updates its own', () => {
    const newest = pageOf(all(7, 'now'), 3)
    expect(countNew(held, newest)).toEqual({ count: 2, more: false })
    expect(withoutNew(held, newest).rows.map(row => `${row.id} ${row.word}`)).toEqual([
      'r5 now',
      'r4 then',
      'r3 then'
    ])
  })

  test('reports more rows when the newest page does not reach its own', () => {
    expect(countNew(held, pageOf(all(30), 3))).toEqual({ count: 3, more: true })
    expect(countNew({ ...held, rows: [] }, pageOf(all(2), 3))).toEqual({ count: 2, more: false })
  })
})
