import type { RunStatus, Step } from '@hookwright/model'
import { expect, test } from 'vitest'
import { openingStep } from './opening-step.ts'

const line = (path: string, params: Partial<Step> = {}, flowId = 'own') => ({
  path: path.split('/'),
  name: path,
  flowId,
  step: { path: path.split('/'), status: 'succeeded' as const, from: 0, to: 1, ...params }
})

const request = { method: 'GET', url: 'https://acme.example/', status: 200, from: 0, to: 1 }

const opened = (lines: ReturnType<typeof line>[], status: RunStatus = { is: 'succeeded' }) =>
  openingStep({ run: { status }, lines, flow: { id: 'own' } })

test('a run that failed is opened at the step that failed, also inside another flow', () => {
  const fault = { code: 'card.failed', message: 'The card failed.' }
  const lines = [
    line('event'),
    line('call', { status: 'failed' }),
    line('call/ask', { status: 'failed' }, 'helper')
  ]
  expect(opened(lines, { is: 'failed', at: ['call', 'ask'], fault } as RunStatus)).toBe(2)
})

test('a failure that the run has dealt with comes before what went well', () => {
  expect(opened([line('event'), line('try', { status: 'failed' }), line('say')])).toBe(1)
})

test('otherwise a run is opened at the last card of its own flow that sent something', () => {
  const requests = [request] as NonNullable<Step['requests']>
  expect(opened([line('event'), line('ask', { requests }), line('say')])).toBe(1)
  expect(opened([line('event'), line('act'), line('act/ask', { requests }, 'action'), line('say')])).toBe(1)
})

test('without one it is opened at the last card that was not skipped', () => {
  expect(opened([line('event'), line('say'), line('note', { status: 'skipped' })])).toBe(1)
  expect(opened([line('event')])).toBe(0)
  expect(opened([])).toBeNull()
})
