import type { ErrorPolicy } from '@hookwright/model'
import { expect, test } from 'vitest'
import { formatPolicy } from './format-policy.ts'

const said = (policy: ErrorPolicy): string =>
  formatPolicy(policy, id => (id === 'rescue' ? '“Rescue”' : undefined))

test('a policy is described in one line, in the order of its actions', () => {
  const retry = { times: 3, delaySeconds: 120, on: { kind: 'any' } } as const
  expect(said({ retry, after: { kind: 'continue', values: {} } })).toBe(
    'Retry 3 times after 2 min, then continue with values'
  )
  expect(said({ retry: { ...retry, times: 1, delaySeconds: 90 }, after: { kind: 'stop' } })).toBe(
    'Retry once after 90 sec, then stop'
  )
  expect(said({ after: { kind: 'helper', flowId: 'rescue' }, timeLimitSeconds: 30 })).toBe(
    'Run “Rescue” · 30 sec limit'
  )
  expect(said({ after: { kind: 'helper', flowId: 'gone', stops: true } })).toBe('Run a helper flow and stop')
  expect(said({ after: { kind: 'stop' }, timeLimitSeconds: 3_600 })).toBe('1 hr limit')
})
