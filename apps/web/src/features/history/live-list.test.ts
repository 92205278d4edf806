import { describe, expect, test } from 'vitest'
import { openLiveList } from './live-list.ts'
import type { PageOf } from './merge-pages.ts'

interface Row {
  id: string
  at: number
}

/**
 * Opens a live list whose server and clock are controlled by the test. The test sets the rows and resolves
 * each fetch.
 */
const stage = (start: number, { limit = 3, restTimes = 1 } = {}) => {
  let count = start
  let now = 0
  const readings: { resolve: () => void; reject: (why: Error) => void }[] = []
  const timers: (() => void)[] = []
  const waits: number[] = []
  const pageBehind = (before: string | null): PageOf<Row> => {
    const rows = Array.from({ length: count }, (_, index) => ({ id: `r${count - index}`, at: count - index }))
    const from = before === null ? 0 : rows.findIndex(({ id }) => id === before) + 1
    const part = rows.slice(from, from + limit)
    return {
      rows: part,
      next: from + limit < rows.length ? (part.at(-1)?.id ?? null) : null,
      lookedBackTo: null
    }
  }
  const list = openLiveList<Row>({
    read: before =>
      new Promise((resolve, reject) => {
        readings.push({ resolve: () => resolve(pageBehind(before)), reject })
      }),
    at: row => row.at,
    clock: () => now,
    after: (wait, run) => {
      waits.push(wait)
      timers.push(run)
    },
    restTimes
  })
  const close = list.open()
  const settle = (): Promise<void> => new Promise(resolve => setTimeout(resolve))
  return {
    list,
    close,
    waits,
    readings: () => readings.length,
    arrive: (more: number) => {
      count += more
    },
    pass: (millis: number) => {
      now += millis
    },
    answer: async () => {
      readings.shift()?.resolve()
      await settle()
    },
    refuse: async () => {
      readings.shift()?.reject(new Error('no answer'))
      await settle()
    },
    rest: () => timers.shift()?.(),
    shown: () => list.store.getState().held?.rows.map(({ id }) => id) ?? null
  }
}

describe('a live list', () => {
  test('loads its newest rows when it is opened, and is empty before', async () => {
    const { readings, answer, shown } = stage(2)
    expect([readings(), shown()]).toEqual([1, null])
    await answer()
    expect(shown()).toEqual(['r2', 'r1'])
  })

  test('loads again at once after a change, and marks the new rows', async () => {
    const { list, answer, rest, arrive, shown, readings } = stage(2)
    await answer()
    rest()
    arrive(1)
    list.touch()
    expect(readings()).toBe(1)
    await answer()
    expect(shown()).toEqual(['r3', 'r2', 'r1'])
    expect([...list.store.getState().fresh]).toEqual(['r3'])
  })

  test('marks a row as new until its highlight has faded, also when it is loaded again', async () => {
    const { list, answer, rest, arrive, pass } = stage(2)
    await answer()
    for (const [millis, more] of [
      [0, 1],
      [900, 1],
      [400, 0]
    ] as const) {
      pass(millis)
      arrive(more)
      rest()
      list.touch()
      await answer()
    }
    expect([...list.store.getState().fresh]).toEqual(['r4'])
    expect(list.store.getState().came).toBe(2)
  })

  test('keeps the object of an unchanged row', async () => {
    const { list, answer, rest } = stage(2)
    await answer()
    const [before] = list.store.getState().held?.rows ?? []
    rest()
    list.touch()
    await answer()
    expect(list.store.getState().held?.rows[0]).toBe(before)
  })

  test('loads once after the current load, however many changes come', async () => {
    const { list, answer, rest, readings } = stage(2)
    list.touch()
    list.touch()
    list.touch()
    expect(readings()).toBe(1)
    await answer()
    expect(readings()).toBe(0)
    rest()
    expect(readings()).toBe(1)
    await answer()
    rest()
    expect(readings()).toBe(0)
  })

  test.each([
    [1, 460],
    [9, 3_660]
  ])('waits %d times as long as the last load took', async (restTimes, rest) => {
    const { pass, answer, waits } = stage(2, { restTimes })
    pass(400)
    await answer()
    expect(waits).toEqual([rest])
  })

  test('keeps its rows when a load fails, shows the fault, and continues with the next answer', async () => {
    const { list, answer, refuse, rest, shown } = stage(2)
    await answer()
    rest()
    list.touch()
    await refuse()
    expect(shown()).toEqual(['r2', 'r1'])
    expect(list.store.getState().fault).toEqual(new Error('no answer'))
    rest()
    list.touch()
    await answer()
    expect(list.store.getState().fault).toBeNull()
  })

  test('retries a failed load, each time later, until it succeeds', async () => {
    const { list, answer, refuse, rest, waits, shown, readings } = stage(2)
    await refuse()
    rest()
    expect(readings()).toBe(0)
    rest()
    expect(readings()).toBe(1)
    await refuse()
    rest()
    rest()
    await answer()
    expect(shown()).toEqual(['r2', 'r1'])
    expect(list.store.getState().fault).toBeNull()
    expect(waits).toEqual([60, 1_000, 60, 2_000, 60])
  })

  test('does not retry once another load has succeeded', async () => {
    const { list, answer, refuse, rest, readings } = stage(2)
    await refuse()
    rest()
    list.touch()
    await answer()
    rest()
    rest()
    expect(readings()).toBe(0)
  })

  test('reports a failed load of older rows, and loads them on request', async () => {
    const { list, answer, refuse, shown } = stage(8)
    await answer()
    const failing = list.readOlder()
    await refuse()
    await failing
    expect(list.store.getState()).toMatchObject({ olderFault: new Error('no answer'), isReadingOlder: false })
    expect(list.store.getState().fault).toBeNull()
    const reading = list.readOlder()
    expect(list.store.getState().olderFault).toBeNull()
    await answer()
    await reading
    expect(shown()).toHaveLength(6)
  })

  test('counts new rows while it is paused, and shows them afterwards', async () => {
    const { list, answer, rest, arrive, shown } = stage(2)
    await answer()
    rest()
    list.stand(true)
    arrive(2)
    list.touch()
    await answer()
    rest()
    expect(shown()).toEqual(['r2', 'r1'])
    expect(list.store.getState().waiting).toEqual({ count: 2, more: false })
    arrive(1)
    list.stand(false)
    expect(shown()).toEqual(['r4', 'r3', 'r2'])
    await answer()
    expect(shown()).toEqual(['r5', 'r4', 'r3'])
    expect(list.store.getState().waiting.count).toBe(0)
  })

  test('shows the first rows even while it is paused', async () => {
    const { list, answer, rest, arrive, shown } = stage(0)
    await answer()
    rest()
    list.stand(true)
    arrive(1)
    list.touch()
    await answer()
    expect(shown()).toEqual(['r1'])
  })

  test('loads older rows after its own, one page at a time', async () => {
    const { list, answer, readings, shown } = stage(8)
    await answer()
    const reading = list.readOlder()
    void list.readOlder()
    expect(readings()).toBe(1)
    expect(list.store.getState().isReadingOlder).toBe(true)
    await answer()
    await reading
    expect(shown()).toEqual(['r8', 'r7', 'r6', 'r5', 'r4', 'r3'])
    expect(list.store.getState().isReadingOlder).toBe(false)
  })

  test('shows and loads nothing once it is closed', async () => {
    const { list, close, answer, rest, shown, readings } = stage(2)
    close()
    await answer()
    rest()
    list.touch()
    expect([shown(), readings()]).toEqual([null, 0])
  })
})
