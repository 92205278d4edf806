import type { AlertView } from '@hookwright/backend'
import { expect, test } from 'vitest'
import { alertForViewer, lifetimeForViewer, listedRunForViewer } from './redact-for-viewer.ts'

const id = '01900000-0000-7000-8000-000000000001'
const why = 'POST https://api.acme.example/hooks answered 500: no seat for $& ada@acme.example.'
const alert: AlertView = {
  id,
  at: 1,
  lastAt: 1,
  count: 1,
  ownerId: 'uma',
  about: { kind: 'run-on-hold', flowId: id, runId: id, subscriptionId: null, connectorId: null, why },
  seenAt: null,
  sentence: `A run of the flow “Welcome” was put on hold. ${why} Open the run to continue or cancel it.`,
  place: `/runs/${id}`,
  flow: { id, name: 'Welcome' },
  connector: null,
  connection: null
}

test('a viewer sees that a run was put on hold, and others also the reason', () => {
  const told = alertForViewer({ id: 'vic', name: 'Vic', role: 'viewer' }, alert)
  expect(told.sentence).toBe(
    'A run of the flow “Welcome” was put on hold. Only the owner can see the reason. Open the run to continue or cancel it.'
  )
  expect(JSON.stringify(told)).not.toContain('ada@acme.example')
  expect(alertForViewer({ id: 'uma', name: 'Uma', role: 'user' }, alert)).toBe(alert)
})

test('an alert without a reason stays as it is', () => {
  const bare = { ...alert, about: { ...alert.about, why: '' }, sentence: 'It was put on hold.' }
  expect(alertForViewer({ id: 'vic', name: 'Vic', role: 'viewer' }, bare).sentence).toBe(
    'It was put on hold.'
  )
})

test('a viewer sees a failed renewal and missed events without the reason', () => {
  const lifetime = {
    expiresAt: 2,
    renewAt: 3,
    renewTries: 1,
    failed: { code: 'http.status', message: why, details: { body: 'ada@acme.example' } } as const,
    gaps: [{ from: 1, to: null, why }]
  }
  const told = lifetimeForViewer({ id: 'vic', name: 'Vic', role: 'viewer' }, lifetime)
  expect(told).toMatchObject({
    renewTries: 1,
    failed: { code: 'http.status' },
    gaps: [{ from: 1, to: null }]
  })
  expect(JSON.stringify(told)).not.toContain('ada@acme.example')
  expect(lifetimeForViewer({ id: 'uma', name: 'Uma', role: 'user' }, lifetime)).toBe(lifetime)
})

test('a viewer does not see the person an event is about', () => {
  const run = {
    id,
    kind: 'flow' as const,
    flowId: id,
    subscriptionId: id,
    deliveryId: id,
    recordIndex: null,
    revisionId: null,
    replayOf: null,
    replay: null,
    status: { is: 'succeeded' as const },
    startedAt: 1,
    finishedAt: 2,
    subject: 'Ada Grimsby'
  }
  expect(listedRunForViewer({ id: 'vic', name: 'Vic', role: 'viewer' }, run).subject).toBeNull()
  expect(listedRunForViewer({ id: 'uma', name: 'Uma', role: 'user' }, run).subject).toBe('Ada Grimsby')
})
