import { expect, test } from 'vitest'
import type { ListedCall } from './api-types.ts'
import { formatArgument, formatCallStatus, formatClient, formatFixed, formatScopes } from './format-call.ts'

const call = (status: ListedCall['status'], decision: ListedCall['decision'] = null): ListedCall => ({
  ...{ runId: 'r', toolName: 't', flowId: 'f', flowName: 'Flow', at: 1, askedUntil: null, decidedBy: null },
  client: { key: 'oauth:a', name: 'Acme Agent', host: null },
  status,
  decision
})

test('a client is shown with its host', () => {
  expect(formatClient({ name: 'Acme Agent', host: 'agent.example' })).toBe('Acme Agent (agent.example)')
  expect(formatClient({ name: 'agent.example', host: 'agent.example' })).toBe('agent.example')
  expect(formatClient({ name: 'Acme Agent', host: null })).toBe('Acme Agent')
})

test('the access of a client is shown with its number of connectors', () => {
  expect(formatScopes({ scopes: ['tools', 'connectors'], connectorIds: null })).toBe(
    'Tools, Connectors as files · All connectors'
  )
  expect(formatScopes({ scopes: ['events'], connectorIds: ['a'] })).toBe('Events · 1 connector')
})

test.each<[string, ListedCall]>([
  ['Running', call(null)],
  ['Waiting', call({ is: 'on-hold', why: 'It asks first.' })],
  ['Succeeded', call({ is: 'succeeded' })],
  ['Refused', call({ is: 'cancelled' }, { is: 'refused', by: 'ann', at: 1 })],
  ['Expired', call({ is: 'cancelled' }, { is: 'expired', by: null, at: 1 })],
  ['Cancelled', call({ is: 'cancelled' }, { is: 'withdrawn', by: null, at: 1 })],
  ['Cancelled', call({ is: 'cancelled' })]
])('the status of a call is %s', (label, listed) => {
  expect(formatCallStatus(listed).label).toBe(label)
})

test('a long value is truncated', () => {
  expect(formatArgument({ a: [1] })).toBe('{"a":[1]}')
  expect(formatArgument('x'.repeat(500))).toHaveLength(401)
})

test('fixed fields are one line with truncated values', () => {
  expect(
    formatFixed([
      { id: 'a', label: 'Repository', value: 'hall' },
      { id: 'b', label: 'Days', value: null },
      { id: 'c', label: 'Tags', value: ['x'.repeat(80)] }
    ])
  ).toBe(`Repository: hall · Days: empty · Tags: ["${'x'.repeat(58)}…`)
})
