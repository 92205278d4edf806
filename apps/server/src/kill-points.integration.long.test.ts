import { cpSync } from 'node:fs'
import { type FaultPoint, faultPoints } from '@hookwright/backend'
import { blankReceiving, type Id, type Receiving } from '@hookwright/model'
import { aHandshake } from '@hookwright/model/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { connectAcme, deployAcme, greetingFlow } from './testing/acme-connector.ts'
import { acmeEndingRegistration, acmeRenewal, forgivingDeregistration } from './testing/acme-flows.ts'
import { type Api, connectApi } from './testing/api-client.ts'
import { bundle } from './testing/bundle.ts'
import { startBundle } from './testing/child.ts'
import { findFreePort } from './testing/free-port.ts'
import { breachesOf, type Known, settledOf } from './testing/invariant.ts'
import { openServer, type TestServer, variablesFor } from './testing/open-server.ts'
import { type AcmeFaults, type PracticeService, startPractice } from './testing/practice.ts'
import { addFlow, turnOff, turnOn } from './testing/switch.ts'
import { makeTempFolder } from './testing/temp-folder.ts'

/** Receiving rules with a handshake. Its secret is stored during the registration and sent back. */
const capturing: Receiving = { ...blankReceiving, handshake: [aHandshake()] }

let practice: PracticeService
/** Closed server with an inactive flow; each test works on a copy of its folder. */
let prepared: TestServer
let flowId: Id

beforeAll(async () => {
  practice = await startPractice()
  prepared = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: practice.url } })
  const { api } = prepared
  const acme = await deployAcme(api, practice, {
    registration: acmeEndingRegistration,
    deregistration: forgivingDeregistration,
    renewal: acmeRenewal,
    receiving: capturing
  })
  const connectionId = await connectAcme(api, acme, practice.apiKey)
  flowId = await addFlow(api, 'Welcome', greetingFlow(acme, { connectionId }))
  await prepared.close()
})
afterAll(async () => {
  await prepared?.remove()
  await practice?.stop()
})
beforeEach(() => practice.clear())

const entry = await bundle(new URL('./testing/server-with-kill-points.ts', import.meta.url))

/** Starts a server process that is killed at a fault point. */
const startKillable = (variables: Record<string, string>, point: FaultPoint, pass = 1) =>
  startBundle(entry, { args: [point, String(pass)], env: variables })

/** Scenario of a kill test: the user's click, the faults of the service, and the expected end. */
interface Story {
  /**
   * Kind of click. `on` turns on an inactive flow, and `off` turns off an active flow. `anew` registers again
   * with a new Event URL, `renew` renews, and `retry` cleans up after a failed deregistration. `meet` turns a
   * flow on and sends its handshake.
   */
  click: 'on' | 'off' | 'anew' | 'renew' | 'retry' | 'meet'
  faults?: AcmeFaults
  /**
   * Number of the pass through the fault point at which the server is killed; by default the first. A
   * re-registration is the second pass, after a first registration.
   */
  pass?: number
  /**
   * Expected final statuses of the subscriptions, newest first. `there` is the expected number of
   * subscriptions at the service.
   */
  ends: string
  there: number
  /** True if the restarted server is killed at the same point again. */
  twice?: true
  /**
   * True if every test run includes the scenario: one for each click and each interrupted operation. All
   * other scenarios only run in the long tests.
   */
  always?: true
}

const slow: AcmeFaults = { create: 'slow', slowMs: 1_300 }

const stories: [FaultPoint, Story][] = [
  ['registration-intended', { click: 'on', ends: 'on', there: 1 }],
  ['registration-sending', { click: 'on', ends: 'ended: uncertain', there: 0 }],
  ['registration-sent', { click: 'on', ends: 'ended: uncertain', there: 1, always: true }],
  ['registration-returned', { click: 'on', ends: 'on', there: 1, twice: true, always: true }],
  ['registration-kept', { click: 'on', ends: 'on', there: 1 }],
  ['registration-ending', { click: 'on', faults: { create: '403' }, ends: 'ended: uncertain', there: 0 }],
  ['registration-ended', { click: 'on', faults: { create: '403' }, ends: 'ended: refused', there: 0 }],
  ['registration-ending', { click: 'on', faults: slow, ends: 'ended: uncertain', there: 1 }],
  ['registration-ended', { click: 'on', faults: slow, ends: 'ended: timed-out', there: 1 }],
  ['registration-sent', { click: 'on', faults: slow, ends: 'ended: timed-out', there: 1 }],
  ['compensation-intended', { click: 'on', faults: slow, ends: 'ended: timed-out', there: 0 }],
  [
    'compensation-sent',
    { click: 'on', faults: slow, ends: 'ended: timed-out', there: 0, twice: true, always: true }
  ],
  ['compensation-kept', { click: 'on', faults: slow, ends: 'ended: timed-out', there: 0 }],
  ['deregistration-intended', { click: 'off', ends: 'ended: turned-off', there: 0 }],
  ['deregistration-sending', { click: 'off', ends: 'ended: turned-off', there: 0 }],
  ['deregistration-sent', { click: 'off', ends: 'ended: turned-off', there: 0, twice: true, always: true }],
  ['deregistration-returned', { click: 'off', ends: 'ended: turned-off', there: 0 }],
  ['deregistration-kept', { click: 'off', ends: 'ended: turned-off', there: 0 }],
  ['deregistration-kept', { click: 'off', faults: { remove: '500' }, ends: 'ended: turned-off', there: 1 }],
  ['registration-intended', { click: 'anew', pass: 2, ends: 'on, ended: replaced', there: 1 }],
  ['registration-sending', { click: 'anew', pass: 2, ends: 'ended: uncertain, on', there: 1 }],
  ['registration-sent', { click: 'anew', pass: 2, ends: 'ended: uncertain, on', there: 2 }],
  ['registration-returned', { click: 'anew', pass: 2, ends: 'on, ended: replaced', there: 1 }],
  ['registration-kept', { click: 'anew', pass: 2, ends: 'on, ended: replaced', there: 1, always: true }],
  ['registration-ended', { click: 'anew', faults: { create: '403' }, ends: 'ended: refused, on', there: 1 }],
  ['compensation-intended', { click: 'anew', faults: slow, ends: 'ended: timed-out, on', there: 1 }],
  ['deregistration-intended', { click: 'anew', ends: 'on, ended: replaced', there: 1 }],
  ['deregistration-sent', { click: 'anew', ends: 'on, ended: replaced', there: 1, twice: true }],
  [
    'deregistration-kept',
    { click: 'anew', faults: { remove: '500' }, ends: 'on, ended: replaced', there: 2, always: true }
  ],
  ['renewal-intended', { click: 'renew', ends: 'on', there: 1 }],
  ['renewal-returned', { click: 'renew', ends: 'on', there: 1, twice: true, always: true }],
  ['renewal-kept', { click: 'renew', ends: 'on', there: 1 }],
  ['capture-kept', { click: 'meet', faults: slow, ends: 'ended: uncertain', there: 1, always: true }],
  ['cleanup-intended', { click: 'retry', ends: 'ended: turned-off', there: 1 }],
  ['cleanup-sent', { click: 'retry', ends: 'ended: turned-off', there: 0, always: true }],
  ['cleanup-kept', { click: 'retry', ends: 'ended: turned-off', there: 0 }]
]

const told = stories.filter(([, { always }]) => always || inject('behaviours') === 'all')

/** Scenarios with the titles of their tests: fault point, click and expected end. */
const titled = told.map(([point, story]): [string, FaultPoint, Story] => {
  const { click, faults, ends, there, twice } = story
  const fault = faults?.create ?? faults?.remove ?? 'working'
  const again = twice ? ', killed there twice' : ''
  return [`${point}, clicking ${click}, service ${fault}${again}: ${ends}, ${there} there`, point, story]
})

const wordOf = ({ subscription: { status } }: Known): string =>
  status.is === 'ended' ? `ended: ${status.how}` : status.is

/** Turns the flow off while the service fails, which leaves an open cleanup entry. */
const leaveEntry = async (api: Api): Promise<void> => {
  await practice.switchFaults({ remove: '500' })
  await turnOff(api, flowId)
  await practice.switchFaults({})
}

const clicks: Record<Story['click'], (api: Api) => Promise<unknown>> = {
  on: api => api.subscriptions.switchOn.mutate({ flowId }),
  off: api => api.subscriptions.switchOff.mutate({ flowId }),
  anew: api => api.subscriptions.rotate.mutate({ flowId }),
  renew: api => api.subscriptions.renewNow.mutate({ flowId }),
  meet: async api => {
    const { id: subscriptionId } = await api.subscriptions.switchOn.mutate({ flowId })
    const eventUrl = await api.subscriptions.eventUrl.query({ subscriptionId })
    // The service keeps the subscription before it is slow to say so.
    await expect.poll(practice.subscriptions).toHaveLength(1)
    await fetch(eventUrl, { method: 'POST', headers: { 'x-hook-secret': 'sesame' } })
  },
  retry: async api => {
    const [entry] = await api.subscriptions.cleanupEntries.query()
    await api.subscriptions.retryCleanupEntry.mutate({ entryId: entry?.id ?? '' })
  }
}

/** Ignores the error of a click during which the server was killed. */
const unanswered = (thrown: unknown): void => {
  if (!String(thrown).includes('fetch failed')) throw thrown
}

describe('[row 131] a server that is killed leaves a known status', () => {
  test.each(titled)('at %s', async (_, point, { click, faults, pass, ends, there, twice }) => {
    const { folder, remove } = makeTempFolder()
    cpSync(prepared.dataFolder, folder, { recursive: true })
    const variables = variablesFor(folder, {
      PORT: String(await findFreePort()),
      HOOKWRIGHT_OUTBOUND_ALLOW: practice.url,
      HOOKWRIGHT_REGISTRATION_SECONDS: faults?.create === 'slow' ? '1' : '60'
    })
    const killable = startKillable(variables, point, pass)
    await killable.firstLine
    const api = connectApi(`http://127.0.0.1:${variables.PORT}`, prepared.cookie)
    if (click !== 'on' && click !== 'meet') await turnOn(api, flowId)
    await practice.switchFaults(faults ?? {})
    if (click === 'retry') await leaveEntry(api)
    await clicks[click](api).catch(unanswered)
    expect(await killable.ended).toEqual({ code: null, signal: 'SIGKILL' })
    await practice.switchFaults({})
    if (twice) expect((await startKillable(variables, point).ended).signal).toBe('SIGKILL')

    const server = await openServer({
      variables,
      reopened: { dataFolder: folder, cookie: prepared.cookie }
    })
    const known = await settledOf(server.api, flowId)
    expect(known.map(wordOf).join(', ')).toBe(ends)
    expect(breachesOf(known, await practice.subscriptions())).toEqual([])
    expect(await practice.subscriptions()).toHaveLength(there)
    // An act that nobody can tell the end of says so, and what to do.
    const attempts = known.flatMap(one => one.attempts)
    const interrupted = attempts.filter(attempt => attempt.outcome === 'uncertain')
    for (const { kind, fault } of interrupted) {
      const code = kind === 'registration' ? 'registration.uncertain' : 'deregistration.interrupted'
      if (point !== 'registration-ending' || faults === slow) expect(fault?.code).toBe(code)
    }

    // Whatever was left, the switch works again.
    if (known.some(({ subscription }) => subscription.wanted))
      await server.api.subscriptions.switchOff.mutate({ flowId })
    else await turnOn(server.api, flowId)
    await server.close()
    remove()
  })

  test('at each labelled point, in one of these stories', () => {
    // Those of polls are in the long test of polls.
    const ofSwitches = faultPoints.filter(point => !point.startsWith('poll-'))
    expect(new Set(stories.map(([point]) => point))).toEqual(new Set(ofSwitches))
  })
})
