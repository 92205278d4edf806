import { expect, test } from 'vitest'
import { paletteFiguresOf, paletteReportOf } from './palette-figures.ts'

type Round = Parameters<typeof paletteFiguresOf>[0][number]

const good: Round = { openMs: 80, typing: [16, 24, 40], listed: 320, foreignCores: 0.1 }

test('goals are judged by the median of the rounds and the p95 of the letters', () => {
  expect(paletteFiguresOf([good, good, { ...good, openMs: 900, typing: [900] }])).toMatchObject({
    openMs: 80,
    filterMs: 40,
    reached: true
  })
  expect(paletteFiguresOf([{ ...good, openMs: 101 }]).goals).toEqual({ open: false, filter: true })
  expect(paletteFiguresOf([{ ...good, typing: [16, 56] }]).goals).toEqual({ open: true, filter: false })
})

test('the report names each goal, its value and whether it was reached', () => {
  const report = paletteReportOf(paletteFiguresOf([{ ...good, openMs: 120 }]), {
    connectors: 200,
    actions: 2_000
  })
  expect(report).toContain('| open, 320 rows | ≤ 100 ms | 120 ms | MISSED |')
  expect(report).toContain('| a letter of a search, p95 | ≤ 50 ms | 40 ms | reached |')
  expect(report).toContain('The machine was quiet')
})
