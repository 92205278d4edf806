import { fakeEffects, flowOf, memoryJournal, runCardAlone, runWith } from '@hookwright/engine/testing'
import { isDateText, pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { rawRequest } from '../raw-request/card.ts'
import { now } from './card.ts'

test('the moment is that of the clock, as Date & Time with milliseconds', async () => {
  const fx = fakeEffects()
  fx.moveClock(60_322)
  const { output } = await runCardAlone(now, {}, {}, fx)
  expect(output).toBe('2026-01-02T03:05:06.000Z')
  expect(isDateText(String(output))).toBe(true)
})

test('a run that continues later keeps a moment that an effect has used', async () => {
  const flow = flowOf(
    { id: 'moment', type: 'now', config: {}, inputs: {} },
    { id: 'send', type: 'raw-request', config: {}, inputs: { url: text('/at/', pill('moment', 'output')) } }
  )
  const journal = memoryJournal()
  const specs = [now, rawRequest]
  const first = fakeEffects()
  await runWith(flow, {}, { specs, fx: first, journal })
  const later = fakeEffects()
  later.moveClock(5_000)
  const outcome = await runWith(flow, {}, { specs, fx: later, journal: memoryJournal(journal.recorded) })
  expect(outcome.steps[0]?.outputs).toEqual({ output: '2026-01-02T03:04:05.678Z' })
  expect(first.sent.map(request => request.url)).toEqual(['/at/2026-01-02T03:04:05.678Z'])
  expect(later.sent).toEqual([])
})
