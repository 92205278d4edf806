import type { Step, StepPath } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_OPEN, waterfallOf, waterfallRows } from './waterfall-rows.ts'

const line = (path: StepPath, from = 0, to = 1, status: Step['status'] = 'succeeded') => ({
  path,
  name: String(path.at(-1)),
  type: path.at(-1) === 'app' ? 'action' : 'compose',
  step: { path, status, from, to }
})

const lines = [
  line(['event'], 0, 4),
  line(['event', 'greet'], 1, 2),
  line(['each'], 5, 40),
  line(['each', 0, 'start'], 6, 7),
  line(['each', 0, 'say'], 7, 12),
  line(['each', 1, 'start'], 13, 14),
  line(['each', 1, 'say'], 14, 30, 'failed'),
  line(['return'], 41, 42)
]

const shown = (flipped: string[] = [], at: StepPath | null = null) =>
  waterfallRows(waterfallOf(lines), new Set(flipped), at).map(
    ({ name, level, from, to, failed, open }) =>
      `${'  '.repeat(level - 1)}${name} ${from}-${to}${failed ? ' ✕' : ''}${open === false ? ' …' : ''}`
  )

test('steps are nested, and iterations have the time of their steps', () => {
  expect(shown()).toEqual([
    'event 0-4',
    '  greet 1-2',
    'each 5-40',
    '  Iteration 1 6-12',
    '    start 6-7',
    '    say 7-12',
    '  Iteration 2 13-30 ✕',
    '    start 13-14',
    '    say 14-30 ✕',
    'return 41-42'
  ])
})

test('a closed row hides its steps, but not the selected one', () => {
  expect(shown(['event', 'each/1'])).toEqual([
    'event 0-4 …',
    'each 5-40',
    '  Iteration 1 6-12',
    '    start 6-7',
    '    say 7-12',
    '  Iteration 2 13-30 ✕ …',
    'return 41-42'
  ])
  expect(shown(['each/1'], ['each', 1, 'say'])).toHaveLength(10)
})

test('a short run shows all its steps', () => {
  const app = waterfallOf([line(['app'], 0, 9), line(['app', 'ask'], 1, 8), line(['say'], 9, 10)])
  expect(waterfallRows(app, new Set(), null)).toHaveLength(3)
  expect(waterfallRows(app, new Set(['app']), null)).toHaveLength(2)
})

test('a longer run starts with the steps of apps folded, except around the selected one', () => {
  const app = {
    ...waterfallOf([line(['app'], 0, 9), line(['app', 'ask'], 1, 8), line(['say'], 9, 10)]),
    count: MOST_OPEN.inApps + 1
  }
  expect(waterfallRows(app, new Set(), null).map(({ name, open }) => [name, open])).toEqual([
    ['app', false],
    ['say', null]
  ])
  expect(waterfallRows(app, new Set(['app']), null)).toHaveLength(3)
  expect(waterfallRows(app, new Set(), ['app', 'ask'])).toHaveLength(3)
  expect(waterfallRows(app, new Set(), ['app'])).toHaveLength(3)
  expect(waterfallRows(app, new Set(['app']), ['app']).map(({ isHeld }) => isHeld)).toEqual([
    true,
    false,
    false
  ])
})

test('a large run starts with its iterations closed, except the selected one', () => {
  const many = [
    line(['each']),
    ...Array.from({ length: MOST_OPEN.iterations }, (_, at) => line(['each', at, 'say']))
  ]
  const large = waterfallOf(many)
  expect(waterfallRows(large, new Set(), null)).toHaveLength(1 + MOST_OPEN.iterations)
  expect(waterfallRows(large, new Set(), ['each', 3, 'say'])).toHaveLength(2 + MOST_OPEN.iterations)
  expect(waterfallRows(large, new Set(['each/7']), null)).toHaveLength(2 + MOST_OPEN.iterations)
})

const asking = (path: StepPath, from: number, to: number, requestTo: number | null = to) => {
  const request = { method: 'GET', url: 'https://api.acme.example/a', status: 200, from, to: requestTo }
  const ask = line(path, from, to)
  return { ...ask, step: { ...ask.step, requests: [request] } }
}

test('a closed row has the requests of its inner steps, and an open one only its own', () => {
  const app = waterfallOf([line(['app'], 0, 9), asking(['app', 'ask'], 2, 7)])
  const requestsOf = (flipped: string[]) =>
    waterfallRows(app, new Set(flipped), null).map(({ name, spans, waited }) => [name, spans.length, waited])
  expect(requestsOf(['app'])).toEqual([['app', 1, 5]])
  expect(requestsOf([])).toEqual([
    ['app', 0, null],
    ['ask', 1, 5]
  ])
})

test('parallel requests in a closed row are one span, and count once', () => {
  const both = [asking(['both', 'one'], 0, 40), asking(['both', 'other'], 0, 30, null)]
  const [row] = waterfallRows(waterfallOf([line(['both'], 0, 80), ...both]), new Set(['both']), null)
  expect(row).toMatchObject({ spans: [{ from: 0, to: 40, failed: false }], waited: 40 })
})

test('every step of a run has one row, whatever its path', () => {
  const path = fc.array(fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.nat(2)), { minLength: 1, maxLength: 5 })
  const steps = fc.uniqueArray(path, { selector: each => each.join('/'), maxLength: 30 })
  fc.assert(
    fc.property(steps, paths => {
      const tree = waterfallOf(paths.map(each => line(each)))
      const rows = waterfallRows({ ...tree, count: 0 }, new Set(), null)
      const own = rows.filter(({ of }) => of !== null).map(({ key }) => key)
      expect([...own].sort()).toEqual(paths.map(each => each.join('/')).sort())
    })
  )
})
