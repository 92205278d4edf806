import { expect, test } from 'vitest'
import { type AlertAbout, AlertAbout as AlertAboutSchema, alertWhy, foldOfAlert } from './alert.ts'
import { alertKinds } from './alert-kinds.ts'
import { formatAlert, placeOfAlert, timesIn, typeOfAlert } from './format-alert.ts'

const id = (last: number): string => `01900000-0000-7000-8000-00000000000${last}`
const ofSubscription = { flowId: id(1), subscriptionId: id(2), connectorId: id(3), connectionId: id(4) }
const why = 'It answered 500.'

/** Sample alerts, one of each kind. */
const samples: AlertAbout[] = [
  { kind: 'subscription-lost', ...ofSubscription, since: 0, why },
  { kind: 'renewal-failed', ...ofSubscription, expiresAt: 0, nextAt: null, why },
  { kind: 'registration-uncertain', ...ofSubscription, why },
  { kind: 'cleanup-stuck', ...ofSubscription, tries: 4, nextAt: 60_000, why },
  { kind: 'poll-failed', ...ofSubscription, tries: 3, nextAt: 60_000, why },
  { kind: 'flow-on-hold', ...ofSubscription, why },
  { kind: 'run-on-hold', flowId: id(1), runId: id(5), subscriptionId: null, connectorId: null, why },
  { kind: 'authorization-lost', connectorId: id(3), connectionId: id(4), purpose: 'user', why },
  {
    kind: 'breaker-open',
    connectorId: id(3),
    connectionId: id(4),
    host: 'api.acme.example',
    probeAt: 0,
    why
  },
  { kind: 'drift-found', connectorId: id(3), eventFlowId: id(6), flowId: null, why }
]
const names = { flow: 'Welcome', connector: 'Acme HR', connection: 'Acme of Ann', event: 'User created' }
const nameless = { flow: null, connector: null, connection: null, event: null }

test('each kind has a sample, which is read back unchanged', () => {
  expect(samples.map(({ kind }) => kind)).toEqual([...alertKinds])
  for (const about of samples) expect(AlertAboutSchema.parse(about)).toEqual(about)
})

test.each(samples)('$kind is described in sentences with the reason, with and without names', about => {
  for (const known of [names, nameless]) {
    const said = formatAlert(about, known)
    expect(said).toMatch(/^[A-Z].*\.$/)
    expect(said).toContain(why)
    expect(said).not.toMatch(/undefined|null|\.\./)
  }
})

test('only the times in a sentence are marked as times', () => {
  const minute = 1_790_000_040_000
  const lost = formatAlert({ kind: 'subscription-lost', ...ofSubscription, since: minute, why }, names)
  expect(timesIn(lost)).toEqual([
    'The subscription of the flow “Welcome” at Acme HR was lost. It answered 500. Events since ',
    minute,
    ' may have been missed; check its registration.'
  ])
  expect(timesIn('At 2026-99-99 10:00 UTC.')).toEqual(['At ', '2026-99-99 10:00 UTC', '.'])
  expect(timesIn('No time.')).toEqual(['No time.'])
})

test.each(samples)('$kind links to a page, and has a name in words with full stops', about => {
  expect(placeOfAlert(about)).toMatch(/^\/[a-z]/)
  expect(typeOfAlert(about.kind)).toMatch(/^[a-z]+\.[a-z-]+$/)
})

test('alerts are grouped by kind and the narrowest subject', () => {
  expect(new Set(samples.map(foldOfAlert)).size).toBe(samples.length)
  const [lost, , , , , , onHold] = samples
  if (lost === undefined || onHold?.kind !== 'run-on-hold') throw new Error('They are there.')
  expect(foldOfAlert(lost)).toBe(`subscription-lost/${id(1)}/`)
  expect(foldOfAlert({ ...onHold, runId: id(9) })).toBe(foldOfAlert(onHold))
})

test('a long reason is truncated', () => {
  expect(alertWhy('Short.')).toBe('Short.')
  expect(alertWhy('x'.repeat(900))).toHaveLength(500)
})
