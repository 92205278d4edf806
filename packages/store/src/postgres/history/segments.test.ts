import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextWork } from './segments.ts'
import { chainOf, nameOf, type Segment } from './text-segments.ts'

const UNIT = 10

const segmentOf = (after: number, upTo: number, over: Partial<Segment> = {}): Segment => ({
  ...{ name: nameOf('payloads', after, upTo), after, upTo, isValid: true, isBuilding: false },
  ...over
})

/** Performs all index work for these rows. Returns the remaining indexes, oldest first. */
const workThrough = (
  segments: Segment[],
  rows: { oldest: number; newest: number }
): { segments: Segment[]; built: number } => {
  let left = segments
  let built = 0
  for (
    let work = nextWork('payloads', left, rows, UNIT);
    work !== null;
    work = nextWork('payloads', left, rows, UNIT)
  ) {
    const { is, name, after, upTo } = work
    left = is === 'drop' ? left.filter(one => one.name !== name) : [...left, segmentOf(after, upTo)]
    if (is === 'create') built += upTo - after
  }
  const segmentsLeft = left.toSorted((one, other) => one.after - other.after)
  return { segments: segmentsLeft, built }
}

describe('the text indexes', () => {
  it('cover all past ranges without gaps, and stay few as rows are added and deleted', () => {
    const step = fc.record({
      written: fc.integer({ min: 0, max: 900 }),
      forgotten: fc.integer({ min: 0, max: 900 })
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), steps => {
        let segments: Segment[] = []
        let [oldest, newest, built] = [1, 0, 0]
        for (const { written, forgotten } of steps) {
          newest += written
          oldest = Math.min(oldest + forgotten, Math.max(newest, 1))
          const done = workThrough(segments, { oldest, newest })
          segments = done.segments
          built += done.built
          const chain = chainOf(segments, oldest)
          if (newest >= oldest) {
            expect(chain).toEqual(segments)
            const reached = chain.at(-1)?.upTo ?? Math.floor((oldest - 1) / UNIT) * UNIT
            expect(reached).toBe(Math.max(Math.floor(newest / UNIT), Math.floor((oldest - 1) / UNIT)) * UNIT)
          }
          expect(segments.length).toBeLessThanOrEqual(8 * 6)
        }
        // Each row is indexed once, and once more for each size that it comes to.
        expect(built).toBeLessThanOrEqual(newest * 5 + UNIT)
      })
    )
  })

  it('leave an index in progress alone, and replace one that a stop left behind', () => {
    const rows = { oldest: 1, newest: 25 }
    const begun = { isValid: false, isBuilding: true }
    expect(nextWork('payloads', [segmentOf(0, 10, begun), segmentOf(10, 20, begun)], rows, UNIT)).toBeNull()
    const left = segmentOf(0, 10, { isValid: false })
    expect(nextWork('payloads', [left, segmentOf(10, 20)], rows, UNIT)).toMatchObject({
      is: 'drop',
      name: left.name
    })
  })

  it('are used only up to the first missing one', () => {
    const chain = [segmentOf(10, 20), segmentOf(20, 30)]
    expect(chainOf([...chain, segmentOf(40, 50)], 15)).toEqual(chain)
    expect(chainOf(chain, 9)).toEqual([])
    const whole = segmentOf(0, 80)
    expect(chainOf([whole, segmentOf(0, 10), segmentOf(70, 80), segmentOf(80, 90)], 1)).toEqual([
      whole,
      segmentOf(80, 90)
    ])
  })
})
