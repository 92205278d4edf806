import { emptyCatalog, problemsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import type { JsonObject } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import { put } from '../testing.ts'
import { heightOfRow } from '../view/row.ts'
import { nextRunsOf } from '../view/schedule-rows.ts'
import { scheduled } from './card.ts'
import { scheduledRows } from './rows.ts'

const Nothing = (): null => null

const now = Date.parse('2026-10-23T12:00:00Z')

const rowsOf = (config: JsonObject, flipped: string[] = []) => {
  const card = put(scheduled, 'start', { config: { ...scheduled.blank().config, ...config } })
  const problems = problemsOf(flowOf(card), cardSpecs, emptyCatalog)
  const input = {
    ...{ card, spec: scheduled, catalog: emptyCatalog, problems },
    ports: scheduled.ports(card.config, emptyCatalog),
    flipped: new Set(flipped),
    known: new Map(),
    values: null
  }
  return scheduledRows(input, { Days: Nothing, Zone: Nothing, NextRuns: Nothing }, now)
}

const keysOf = (config: JsonObject): string[] =>
  rowsOf(config).head.map(row =>
    row.kind === 'setting'
      ? row.setting.key
      : row.kind === 'message'
        ? row.problem.message
        : 'key' in row
          ? row.key
          : row.kind
  )

test.each([
  [{ every: 'minutes' }, ['every', 'count', 'zone', 'next', 'next', 'running']],
  [{ every: 'day' }, ['every', 'at', 'zone', 'next', 'next', 'running']],
  [{ every: 'weekdays' }, ['every', 'at', 'days', 'zone', 'next', 'next', 'running']],
  [{ every: 'cron' }, ['every', 'cron', 'zone', 'next', 'next', 'running']],
  [{ every: 'weekdays', days: [] }, ['every', 'at', 'days', 'zone', 'Choose at least one day.', 'running']]
])('a schedule of %j shows its missing fields, and the next runs once it is valid', (config, keys) => {
  expect(keysOf(config)).toEqual(keys)
})

test('a clock change among the next runs is announced in a row of its own', () => {
  const zone = 'Europe/Berlin'
  const { notes } = nextRunsOf({ every: 'day', at: '02:30', zone }, now)
  expect(notes).toEqual([
    'Clocks go back by 1 hour on 25 Oct 2026 at 03:00. 02:30 occurs twice on that day. The flow runs the first time.'
  ])
  const heightOf = (config: JsonObject): number =>
    rowsOf(config).head.reduce((sum, row) => sum + heightOfRow(row), 0)
  expect(heightOf({ at: '02:30', zone })).toBeGreaterThan(heightOf({ at: '02:30', zone: 'UTC' }))
})

test('the outputs are those of the delivery of the tick', async () => {
  const card = put(scheduled, 'start', scheduled.blank())
  const body = { scheduledAt: '2026-10-23T12:00:00.000Z', late: true, previousTick: null }
  const outcome = await runWith(
    flowOf(card),
    { delivery: { body } },
    { specs: cardSpecs, catalog: emptyCatalog, flows: new Map() }
  )
  expect(outcome.steps[0]?.outputs).toEqual(body)
})
