import { runFlow } from '@hookwright/engine'
import {
  type AttemptOutcome,
  type EndedHow,
  eventUrlOf,
  Fault,
  type Id,
  type RunOutcome,
  toFault
} from '@hookwright/model'
import type { RunRow, SubscriptionRow } from '@hookwright/store'
import { stuckAlert, uncertainAlert } from '../alerts/new-alert.ts'
import { signingSecretOf } from '../receiving/signing-secret.ts'
import { connect } from '../runs/connected.ts'
import { type JournalRows, openJournal } from '../runs/durable-journal.ts'
import { FUEL } from '../runs/keep-run.ts'
import { flowInVersion } from '../runs/reaches.ts'
import { addressOf } from './address.ts'
import { compensate } from './compensation.ts'
import { counted, type Desk, openEntry, secondsOf } from './desk.ts'
import { gatherEvidence } from './evidence.ts'
import { overlapOf } from './overlap.ts'
import { notProven, type Probed, probe } from './probe.ts'
import { dataOf, expiryOf, keptRun, sealData, whyOff } from './registration-outcome.ts'
import type { Trace } from './traces.ts'
import { untilWritten } from './until-written.ts'
import { placeIn, whereFailed, whereItIs } from './where-it-was.ts'

/** Why a registration ends before its flow does. */
export interface EarlyEnd {
  how: Extract<EndedHow, 'timed-out' | 'cancelled'>
  fault: Fault
}

/** How a registration ends whose flow's outcome is not what counts. */
type Ending = EarlyEnd | { how: 'refused'; fault: Fault }

/** A registration that is under way: what to run, and how far an earlier try of it got. */
export interface RegistrationAct {
  row: SubscriptionRow
  attemptId: Id
  /** The registration flow's run; null when the connector has none. */
  run: RunRow | null
  token: string
  rows: JournalRows
  /** It is over already: nothing more is sent, and what an earlier try made is undone. */
  early?: EarlyEnd
}

/** Opening a subscription at the service. */
export interface Registration {
  /** Goes on in the background; the row says how it ends. */
  begin: (act: RegistrationAct) => void
  /** Ends one early, as the user wished; resolves when the end is durable. False when it was not under way. */
  cancel: (subscriptionId: Id) => Promise<boolean>
  /** Resolves when one that was begun here has ended, late answers included; at once for any other. */
  settled: (subscriptionId: Id) => Promise<void>
  /** Tries no refused write again; resolves when what was begun has ended, late answers included. */
  stop: () => Promise<void>
}

/** How one registration stands: what its flow has come to, as far as others have to know. */
interface Standing {
  mayExist: () => boolean
  signingSecret: string
  secrets: string[]
  /** True while it waits for a request of the service. */
  isProving: boolean
  /** What came of that; null where none is waited for. */
  probed: Probed | null
  trace: Trace
}

/** What must not show in a trace, of a text that may be empty. */
const secretsIn = (secret: string): string[] => (secret === '' ? [] : [secret])

/** The flow that registers. */
const helperOf = ({ terms }: SubscriptionRow): { versionId: Id; flowId: Id } | null =>
  terms.registration && { versionId: terms.versionId, flowId: terms.registration.flowId }

const failureOf = (thrown: unknown): RunOutcome => ({
  status: { is: 'failed', at: [], fault: toFault(thrown).toData() },
  result: null,
  steps: []
})

/** The end of a registration that ran out of its time. */
export const outOfTime = (desk: Desk): EarlyEnd => {
  const seconds = secondsOf(desk.settings.registrationTime)
  return { how: 'timed-out', fault: new Fault('registration.timed-out', { seconds }) }
}

/** The same end, told as what was waited for: a request of the service. */
const unproven = (desk: Desk, early: EarlyEnd): EarlyEnd =>
  early.how === 'timed-out' ? { ...early, fault: notProven(desk) } : early

/** The end of one that the service took but could not be asked to prove. */
const refusedBy = (probed: Probed | null): Ending | null =>
  probed?.is === 'failed' ? { how: 'refused', fault: probed.fault } : null

/** The outcome of the attempt that ended so. */
const attemptOf = (how: Ending['how']): AttemptOutcome => (how === 'refused' ? 'failed' : how)

const cancelled = (): EarlyEnd => ({ how: 'cancelled', fault: new Fault('registration.cancelled') })

/** `replaced` is told of each subscription whose place another one has taken. */
export const createRegistration = (desk: Desk, replaced: (row: SubscriptionRow) => void): Registration => {
  const { store, outside, settings } = desk
  const underWay = new Map<Id, { cancel: () => void; ended: Promise<void>; settled: Promise<void> }>()
  let stopping = false
  const write = <Written>(act: () => Promise<Written>): Promise<Written> =>
    untilWritten({ outside, stopping: () => stopping }, act)

  /** Runs the flow; `refuse` says why nothing more may be sent. */
  const startFlow = (
    act: RegistrationAct,
    signal: AbortSignal,
    refuse: () => Fault | null,
    over: Promise<EarlyEnd>
  ) => {
    const { versionId, connectionId, registration } = act.row.terms
    const before = [...act.rows.values()].some(row => !row.safe)
    const evidence = gatherEvidence({ outside, before, refuse })
    const signingSecret = signingSecretOf(outside, act.row)
    const trace = desk.traces.begin(act.attemptId, act.row.flowId)
    const standing: Standing = {
      mayExist: evidence.mayExist,
      signingSecret,
      secrets: [],
      isProving: false,
      probed: null,
      trace
    }
    const work = async (): Promise<RunOutcome> => {
      const reach = await desk.reaches.of(versionId, null)
      const { authentication } = reach.snapshot
      const connected = await connect({
        connections: desk.connections,
        connectionId,
        authentication,
        through: counted(desk, reach, connectionId)
      })
      standing.secrets = [...connected.secrets, ...secretsIn(standing.signingSecret)]
      trace.secrets = [...standing.secrets, act.token]
      trace.baseUrl = connected.baseUrl
      const { run } = act
      if (run === null || registration === null)
        return { status: { is: 'succeeded' }, result: null, steps: [] }
      const { sealer } = outside
      const journal = openJournal({ store, sealer, run, rows: act.rows, strict: true, refuse })
      const start = {
        eventUrl: eventUrlOf(addressOf(act.row, settings), act.token),
        signingSecret: standing.signingSecret,
        ...registration.inputs
      }
      return runFlow(flowInVersion(reach.snapshot, registration.flowId), start, {
        prepared: reach.prepared,
        fx: { ...outside, http: evidence.watch(connected.http) },
        journal,
        runId: run.id,
        everywhere: connected.everywhere,
        signal,
        fuel: FUEL,
        told: trace.told
      })
    }
    /** What the service has taken is on only when it has shown that it reaches the Event URL, if that is asked for. */
    const prove = async (outcome: RunOutcome): Promise<RunOutcome> => {
      const isAsked = act.row.terms.probe !== undefined && act.early === undefined
      if (!isAsked || outcome.status.is === 'failed') return outcome
      standing.isProving = true
      standing.probed = await probe(desk, act.row, { registrationData: dataOf(outcome), over, write })
      return outcome
    }
    return { running: work().then(prove).catch(failureOf), standing }
  }

  /** The flow ended in time: the subscription is on, or it is refused, or nobody can say. */
  const settle = async (act: RegistrationAct, outcome: RunOutcome, standing: Standing): Promise<void> => {
    outside.passing('registration-returned')
    const { row, attemptId } = act
    const at = outside.clock()
    const run = keptRun(desk, act, outcome, standing.secrets)
    if (outcome.status.is !== 'failed') {
      const registrationData = sealData(desk, row, outcome)
      const answersUntil = at + (await overlapOf(desk, row.terms))
      const probedAt = standing.probed?.is === 'seen' ? standing.probed.at : null
      const expiresAt = expiryOf(outcome)
      const given = { at, attemptId, run, registrationData, expiresAt, answersUntil, probedAt }
      const came = await write(() => store.subscriptions.becomeOn(row.id, given))
      outside.passing('registration-kept')
      if (came.is === 'on' && came.replaced !== null) await handOver(came.replaced)
      if (came.is === 'nobody-to-replace') {
        const early = cancelled()
        await endEarly(act, early, standing.mayExist())
        await settleLate(act, early, outcome, standing)
      }
      return
    }
    const mayExist = standing.mayExist()
    const { baseUrl, secrets } = standing.trace
    const scrub = outside.scrubber(secrets.length > 0 ? secrets : [act.token])
    const failure = scrub(outcome.status)
    const helper = helperOf(row)
    const place = helper && (await placeIn(desk, helper, failure.at))
    const where = whereFailed(place, { fault: failure.fault, steps: scrub(outcome.steps), baseUrl })
    const fault = whyOff(failure, mayExist, place, where)
    outside.passing('registration-ending')
    await write(() =>
      store.subscriptions.endRegistering(row.id, {
        at,
        how: mayExist ? 'uncertain' : 'refused',
        fault,
        attemptId,
        outcome: mayExist ? 'uncertain' : 'failed',
        run,
        cleanup: null,
        ...(mayExist && { alert: uncertainAlert(outside, row, fault, at) })
      })
    )
    outside.passing('registration-ended')
  }

  /** The same end, told with how far the flow has come. */
  const placed = async (row: SubscriptionRow, early: EarlyEnd, { trace }: Standing): Promise<EarlyEnd> => {
    const helper = helperOf(row)
    if (early.how !== 'timed-out' || helper === null) return early
    const where = outside.scrubber(trace.secrets)(await whereItIs(desk, helper, trace))
    return { ...early, fault: new Fault(early.fault.code, { ...early.fault.details, where }) }
  }

  /** A successor is on: the one before answers on for a while. */
  const handOver = async (replacedId: Id): Promise<void> => {
    const old = await write(() => store.subscriptions.find(replacedId))
    if (old === null) return
    desk.moved(old.id)
    replaced(old)
  }

  const endEarly = async (act: RegistrationAct, { how, fault }: Ending, mayExist: boolean): Promise<void> => {
    const { row, attemptId } = act
    const at = outside.clock()
    const why = fault.toData()
    const cleanup = mayExist ? openEntry(desk, row, why, at) : null
    outside.passing('registration-ending')
    await write(() =>
      store.subscriptions.endRegistering(row.id, {
        at,
        how,
        fault: why,
        attemptId,
        outcome: attemptOf(how),
        run: null,
        cleanup
      })
    )
    outside.passing('registration-ended')
    desk.moved(row.id)
  }

  /** The flow ended after its time: what it made is undone; what it surely did not make needs no entry. */
  const settleLate = async (
    act: RegistrationAct,
    early: Ending,
    outcome: RunOutcome,
    standing: Standing
  ): Promise<void> => {
    const reason = 'The service refused the registration after all, so nothing exists there.'
    const mayExist = standing.mayExist()
    const data = sealData(desk, act.row, outcome)
    const at = outside.clock()
    const fault = early.fault.toData()
    const isLeft = mayExist && (data === null || act.row.terms.deregistration === null)
    const alert = isLeft && stuckAlert(outside, act.row, { tries: 0, nextAt: null, fault, at })
    const given = {
      at,
      attemptId: act.attemptId,
      outcome: attemptOf(early.how),
      fault,
      run: keptRun(desk, act, outcome, standing.secrets),
      closes: mayExist ? null : { how: 'deregistered' as const, reason },
      ...(alert && { alert })
    }
    await write(() => store.subscriptions.endAttempt(act.row.id, given))
    if (mayExist && data !== null) await compensate(desk, act.row, data)
  }

  const carryOut = async (
    act: RegistrationAct,
    asked: Promise<EarlyEnd>,
    ended: () => void
  ): Promise<void> => {
    const limit = new AbortController()
    let over: Fault | null = act.early?.fault ?? null
    const until = act.early === undefined ? asked : Promise.resolve(act.early)
    const { running, standing } = startFlow(act, limit.signal, () => over, until)
    const given = act.early ?? (await Promise.race([running.then(() => null), asked]))
    // From here on nothing more is asked of the service, however long it takes to say where it was.
    over ??= given?.fault ?? null
    const early =
      given === null
        ? refusedBy(standing.probed)
        : await placed(act.row, standing.isProving ? unproven(desk, given) : given, standing)
    if (early === null) {
      await settle(act, await running, standing)
    } else {
      over = early.fault
      const stop = outside.after(settings.registrationTime, () => limit.abort(early.fault))
      await endEarly(act, early, standing.mayExist())
      ended()
      const late = await running
      stop()
      await settleLate(act, early, late, standing)
    }
    desk.moved(act.row.id)
  }

  return {
    begin: act => {
      const { row } = act
      let ask: (end: EarlyEnd) => void = () => {}
      const asked = new Promise<EarlyEnd>(resolve => {
        ask = resolve
      })
      let hasEnded: () => void = () => {}
      const ended = new Promise<void>(resolve => {
        hasEnded = resolve
      })
      const left = Math.max(0, row.deadline - outside.clock())
      const stopClock = outside.after(left, () => ask(outOfTime(desk)))
      const settled = carryOut(act, asked, hasEnded)
        .catch(thrown => outside.log('Turning on could not be written down.', { cause: String(thrown) }))
        .finally(() => {
          stopClock()
          hasEnded()
          underWay.delete(row.id)
          desk.traces.end(act.attemptId)
        })
      const cancel = () => ask(cancelled())
      underWay.set(row.id, { cancel, ended, settled })
    },
    cancel: async subscriptionId => {
      const act = underWay.get(subscriptionId)
      if (act === undefined) return false
      act.cancel()
      await act.ended
      return true
    },
    settled: async subscriptionId => underWay.get(subscriptionId)?.settled,
    stop: async () => {
      stopping = true
      await Promise.all([...underWay.values()].map(act => act.settled))
    }
  }
}
