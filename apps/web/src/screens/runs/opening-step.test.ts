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

test('a failed run opens at its failed step, also inside another flow', () => {
  const fault = { code: 'card.failed', message: 'The card failed.' }
  const lines = [
    line('event'),
    line('call', { status: 'failed' }),
    line('call/ask', { status: 'failed' }, 'helper')
  ]
  expect(opened(lines, { is: 'failed', at: ['call', 'ask'], fault } as RunStatus)).toBe(2)
})

test('a handled failure takes precedence over successful steps', () => {
  expect(opened([line('event'), line('try', { status: 'failed' }), line('say')])).toBe(1)
})

test('otherwise a run opens at the last card of its own flow that sent a request', () => {
  const requests = [request] as NonNullable<Step['requests']>
  expect(opened([line('event'), line('ask', { requests }), line('say')])).toBe(1)
  expect(opened([line('event'), line('act'), line('act/ask', { requests }, 'action'), line('say')])).toBe(1)
})

test('without requests a run opens at the last card that was not skipped', () => {
  expect(opened([line('event'), line('say'), line('note', { status: 'skipped' })])).toBe(1)
  expect(opened([line('event')])).toBe(0)
  expect(opened([])).toBeNull()
})
