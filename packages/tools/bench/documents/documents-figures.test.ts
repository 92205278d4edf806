import { expect, test } from 'vitest'
import { documentsFiguresOf, documentsReportOf, type Imported } from './documents-figures.ts'

const imported: Imported = {
  ...{ name: 'GitHub', ms: 9_000, clicks: 15, hasEvent: true, flows: 7 },
  ...{ delayMs: 40, busyMs: 30 }
}

test('each service counts with its slowest import and its shortest blocking', () => {
  const first = { ...imported, ms: 120_000, busyMs: 80, delayMs: 90 }
  const figures = documentsFiguresOf([
    { imported: [first], foreignCores: 0.1 },
    { imported: [{ ...imported, busyMs: 50 }], foreignCores: 0.1 }
  ])
  expect(figures).toMatchObject({
    reached: true,
    services: [{ name: 'GitHub', seconds: 120, blockedMs: 50, delayMs: 40 }]
  })
  const report = documentsReportOf(figures)
  expect(report).toContain('| GitHub, with an event | 120.0 | 15 | 50 ms | 40 ms | 7 | reached |')
  expect(report).toContain('The machine was quiet')
})

test('an import that is too slow or blocks too long misses its goal, and a busy machine is reported', () => {
  const slow = { ...imported, name: 'rclone', ms: 120_001, hasEvent: false }
  const figures = documentsFiguresOf([{ imported: [slow, { ...imported, busyMs: 51 }], foreignCores: 1.5 }])
  expect(figures).toMatchObject({ reached: false, goals: { seconds: false, blocked: false } })
  const report = documentsReportOf(figures)
  expect(report).toContain('| rclone | 120.0 | 15 | 30 ms | 40 ms | 7 | MISSED |')
  expect(report).toContain('| GitHub, with an event | 9.0 | 15 | 51 ms | 40 ms | 7 | MISSED |')
  expect(report).toContain('DISTURBED: in 1 of 1 measurements')
})
