import type { Step } from '@hookwright/model'
import { expect, test } from 'vitest'
import { createWatchedRuns, WATCH_TIME, watchLimits } from './watched-runs.ts'

/** Stub for calls to other processes, for an installation that has none. */
const alone = { toOthers: () => async () => [] }

const step = (path: string[], parts: Partial<Step> = {}): Step => ({
  path,
  status: 'succeeded',
  from: 2,
  to: 2,
  ...parts
})

test('a run publishes its steps, without values, while a page shows its flow', async () => {
  let now = 0
  const watchedRuns = createWatchedRuns({ effects: { clock: () => now }, calls: alone })
  expect(watchedRuns.stepListenerOf('flow', 'run')).toBeUndefined()
  expect(await watchedRuns.look('flow')).toEqual([])
  expect(watchedRuns.stepListenerOf('other', 'run')).toBeUndefined()
  const told = watchedRuns.stepListenerOf('flow', 'run')
  const one = step(['one'])
  const two = step(['two'])
  told?.(one, 'begun')
  Object.assign(one, { to: 9, outputs: { secret: 'x' } })
  told?.(one, 'ended')
  told?.(two, 'begun')
  expect(await watchedRuns.look('flow')).toEqual([
    {
      runId: 'run',
      steps: [
        { path: ['one'], from: 2, to: 9, status: 'succeeded' },
        { path: ['two'], from: 2, to: null, status: 'running' }
      ]
    }
  ])
  now += WATCH_TIME
  expect(watchedRuns.stepListenerOf('flow', 'next')).toBeUndefined()
})

test('the newest of many runs are published, each with its first steps', async () => {
  const watchedRuns = createWatchedRuns({ effects: { clock: () => 0 }, calls: alone })
  await watchedRuns.look('flow')
  for (let at = 0; at < watchLimits.runs + 5; at++) {
    const told = watchedRuns.stepListenerOf('flow', `run ${at}`)
    for (let card = 0; card < watchLimits.steps + 5; card++) told?.(step([`card ${card}`]), 'begun')
  }
  const runs = await watchedRuns.look('flow')
  expect(runs).toHaveLength(watchLimits.runs)
  expect(runs[0]?.runId).toBe(`run ${watchLimits.runs + 4}`)
  expect(runs[0]?.steps).toHaveLength(watchLimits.steps)
})
