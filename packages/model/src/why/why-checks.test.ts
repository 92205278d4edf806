import { describe, expect, test } from 'vitest'
import { REGISTRATION_FAILED } from '../deliveries/delivery.ts'
import { DAY, HOUR } from '../kernel/millis.ts'
import type { RunStatus } from '../runs/run.ts'
import type { LastRequest, WhyFacts } from './facts.ts'
import { fault, gone, held, now, placesOf, request, run, subscription, well } from './testing.ts'
import type { whyPlaces } from './why-check.ts'
import { whyChecks } from './why-checks.ts'

const causeOf = (facts: Partial<WhyFacts>) =>
  whyChecks({ ...well, ...facts }).find(({ isCause }) => isCause) ?? null

const lineOf = (place: (typeof whyPlaces)[number], facts: Partial<WhyFacts>) =>
  whyChecks({ ...well, ...facts }).find(line => line.place === place)

test('no check of a flow that is on and has run is red or amber', () => {
  expect(whyChecks(well).map(({ tone }) => tone)).toEqual(placesOf('event').map(() => 'ok'))
})

describe('the cause is that', () => {
  test('the flow was never turned on', () => {
    const none = { subscription: null, lifetime: null, request: null, run: null }
    expect(causeOf(none)).toMatchObject({ place: 'event-url', fixes: [{ do: 'turn-on' }] })
    expect(causeOf({ ...none, blockers: ['The connection of the flow was deleted.'] })?.fixes).toEqual([
      { do: 'open-flow' }
    ])
  })

  test('its registration failed', () => {
    const ended = subscription({ is: 'ended', how: 'refused' }, { fault })
    expect(causeOf({ subscription: ended })).toMatchObject({
      place: 'registration',
      why: fault.message,
      fixes: [{ do: 'open-registration', subscriptionId: 'subscription' }, { do: 'turn-on' }]
    })
  })

  test('the service has ended its subscription, or does not list it', () => {
    const lapsed = { expiresAt: now - HOUR, renewAt: now, renewTries: 1, failed: null, gaps: [] }
    expect(causeOf({ lifetime: lapsed })).toMatchObject({ place: 'registration', at: now - HOUR })
    const gaps = [{ from: now - HOUR, to: null, why: 'It is not listed.' }]
    const unlisted = { expiresAt: null, renewAt: null, renewTries: 0, failed: null, gaps }
    expect(causeOf({ lifetime: unlisted })?.fixes[0]).toEqual({ do: 're-register' })
  })

  test('the last request was refused, with the fix for the next one', () => {
    const verdict = { reason: 'bad-signature', facts: { place: 'X-Signature', keys: 1 } }
    const refused = request({ is: 'refused', why: 'it does not match' }, { verdict })
    const cause = causeOf({ request: refused })
    expect(cause).toMatchObject({
      place: 'request',
      fixes: [{ do: 'open-delivery', deliveryId: 'delivery' }]
    })
    expect(cause?.why).toContain('Compare the signing key')
  })

  test('the last request came to a former Event URL', () => {
    const refused = request({ is: 'refused', why: 'it is off' }, { verdict: { reason: 'off', facts: {} } })
    expect(causeOf({ request: refused })?.why).toContain('an earlier Event URL')
  })

  test('the last event was filtered out', () => {
    const left = request({ is: 'filtered', why: 'the filter wants another type' })
    expect(causeOf({ request: left })?.what).toBe(
      'The last event was filtered out because the filter wants another type.'
    )
  })

  test('the flow is on hold without one of its connections', () => {
    const lost = [{ connectionId: 'connection', name: 'People team', why: 'owner-removed' as const }]
    const held = subscription({ is: 'paused' }, { hold: { since: now, lost, wasPaused: false } })
    expect(causeOf({ subscription: held, request: request({ is: 'accepted' }) })).toMatchObject({
      what: 'The flow is on hold: events are stored but start no runs.',
      why: 'The owner of the connection “People team” was removed. Choose another connection, or ask an admin to hand it over.'
    })
  })

  test('the flow is paused, or off', () => {
    const paused = subscription({ is: 'paused' })
    expect(causeOf({ subscription: paused, request: request({ is: 'accepted' }) })).toMatchObject({
      place: 'state',
      fixes: [{ do: 'resume' }]
    })
    const off = subscription({ is: 'ended', how: 'turned-off' })
    const refused = request({ is: 'refused', why: 'it is off' }, { verdict: { reason: 'off', facts: {} } })
    expect(causeOf({ subscription: off, request: refused })).toMatchObject({
      place: 'state',
      fixes: [{ do: 'turn-on' }]
    })
  })

  test('the last run failed at a card', () => {
    const failed = { run: run({ is: 'failed', at: ['greet'], fault }), card: 'Greet' }
    expect(causeOf({ run: failed })).toMatchObject({
      what: 'The last run failed at the card “Greet”.',
      why: fault.message,
      fixes: [{ do: 'open-run', runId: 'run' }]
    })
  })

  test('a service is blocked by a breaker, before a run that failed at it', () => {
    const failed = { run: run({ is: 'failed', at: ['greet'], fault }), card: 'Greet' }
    expect(causeOf({ run: failed, openBreakers: [held, held] })).toMatchObject({
      place: 'services',
      what: 'Requests to Acme HR at api.acme.example are blocked because 20 of 20 calls failed. 1 more service is blocked.',
      at: held.since,
      fixes: [
        {
          do: 'probe-service',
          of: { connectorId: 'connector', connectionId: 'connection', host: 'api.acme.example' }
        }
      ]
    })
  })

  test('the disk is full', () => {
    expect(causeOf({ hasRoom: false })?.place).toBe('limits')
  })
})

describe('suspended runs', () => {
  const suspendedCheck = (suspended: Partial<WhyFacts['suspended']>, over: Partial<WhyFacts> = {}) =>
    lineOf('suspended', { suspended: { ...well.suspended, ...suspended }, ...over })

  test('continue on their own if they only wait', () => {
    expect(suspendedCheck({ waiting: 2 })).toMatchObject({
      tone: 'ok',
      what: '2 runs are waiting and continue automatically.',
      fixes: [{ do: 'open-waiting' }]
    })
    expect(suspendedCheck({ waiting: 1 })?.what).toBe('1 run is waiting and continues automatically.')
  })

  test('wait for a service, or for the flow to continue', () => {
    expect(suspendedCheck({ held: 1, waiting: 3 })).toMatchObject({
      tone: 'warn',
      what: '1 run waits for a blocked service.'
    })
    const paused = { subscription: subscription({ is: 'paused' }) }
    expect(suspendedCheck({ held: 1, waiting: 3 }, paused)?.what).toBe(
      '4 runs wait until the flow is resumed.'
    )
  })

  test('are on hold until a person acts', () => {
    expect(suspendedCheck({ onHold: 1, held: 2 })).toMatchObject({
      tone: 'warn',
      what: '1 run is on hold and needs a decision; 2 more wait.',
      fixes: [{ do: 'open-on-hold' }, { do: 'open-waiting' }]
    })
  })
})

test('the last event has the state of its run; a run of another delivery says only that the flow ran', () => {
  const of = (status: RunStatus, deliveryId = 'delivery') =>
    lineOf('request', { run: { run: { ...run(status), deliveryId }, card: null } })?.what
  const waits: RunStatus = {
    is: 'waiting',
    at: ['w'],
    waitsFor: { is: 'time', card: 'Wait For' },
    until: now
  }
  expect(of(waits)).toBe('The last event was accepted and its run is waiting.')
  expect(of({ is: 'on-hold', why: 'It was tried in vain.' })).toBe(
    'The last event was accepted and its run is on hold.'
  )
  for (const is of ['queued', 'running'] as const) {
    expect(of({ is })).toBe('The last event was accepted and its run is in progress.')
  }
  expect(of({ is: 'failed', at: ['w'], fault })).toBe('The last event was accepted and its run failed.')
  expect(of(waits, 'another')).toBe('The last event was accepted and the flow ran.')
  expect(lineOf('request', { drift: [gone], run: { run: run(waits), card: null } })?.what).toBe(
    'The last event was accepted and its run is waiting, but the service does not send all declared outputs.'
  )
})

test('an accepted event without a run is queued', () => {
  expect(lineOf('request', { request: request({ is: 'accepted' }) })?.what).toMatch(
    /^The last event was accepted and is queued/
  )
})

test('a request during a failed registration does not count for the rules of the card', () => {
  const left = request({ is: 'filtered', why: REGISTRATION_FAILED })
  const why = lineOf('request', { request: left })?.why
  expect(why).toContain('send the event again at the service')
  expect(why).not.toContain('rules')
})

test('events before the flow was last turned on are not a cause', () => {
  const fresh = subscription({ is: 'on' }, { startedAt: now - 60_000 })
  const refused = request({ is: 'refused', why: 'it does not match' })
  const failed = { run: run({ is: 'failed', at: ['greet'], fault }), card: 'Greet' }
  expect(causeOf({ subscription: fresh, request: refused, run: failed })).toBeNull()
})

test('a difference between the requests and the declared event is amber, with its description', () => {
  expect(lineOf('request', { drift: [gone] })).toMatchObject({
    tone: 'warn',
    why: 'Body.user.email is no longer sent, so “Email” is empty. Ask the maker of the connector to update the event.'
  })
  expect(lineOf('request', { drift: Array.from({ length: 5 }, () => gone) })?.why).toContain(
    '2 more outputs are affected.'
  )
})

test('a temporary state is amber', () => {
  const verdict = { reason: 'busy', facts: { seconds: 2 } }
  const busy = request({ is: 'refused', why: 'there was no room' }, { verdict })
  expect(lineOf('request', { request: busy })?.tone).toBe('warn')
  const turnedAway = [{ reason: 'busy', count: 3, lastAt: now - HOUR }]
  expect(lineOf('limits', { turnedAway })).toMatchObject({ tone: 'warn', at: now - HOUR })
})

test('an event with a failed run has not run the flow', () => {
  const failed = {
    run: { ...run({ is: 'failed', fault, at: null } as never), deliveryId: 'delivery' },
    card: null
  }
  expect(lineOf('request', { run: failed })?.what).toBe('The last event was accepted and its run failed.')
})

describe('an Event URL that is entered by hand', () => {
  const on = subscription({ is: 'on' }, { startedAt: now - DAY })
  const byHand = { ...on, terms: { ...on.terms, registration: null } }
  const lineWith = (newest: LastRequest | null) =>
    lineOf('registration', { subscription: byHand, request: newest })

  test('does not count as registered after requests arrive at it', () => {
    expect(lineWith(request({ is: 'accepted' }, { at: now - HOUR }))?.what).toBe(
      'The Event URL was entered at the service manually, and it receives requests.'
    )
  })

  test('has to be entered while all requests are older or went to a former Event URL', () => {
    const former = request({ is: 'refused', why: 'off' }, { verdict: { reason: 'off', facts: {} } })
    for (const newest of [null, request({ is: 'accepted' }, { at: now - 2 * DAY }), former]) {
      expect(lineWith(newest)).toMatchObject({
        tone: 'warn',
        what: 'The event has no registration flow, so the Event URL must be entered at the service manually.'
      })
    }
  })
})
