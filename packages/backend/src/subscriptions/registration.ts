import { runFlow } from '@hookwright/engine'
import {
  type AttemptOutcome,
  type EndedHow,
  eventUrlOf,
  Fault,
  type FaultData,
  type Id,
  isJsonObject,
  type RunOutcome,
  toFault
} from '@hookwright/model'
import type { FinishedRun, RunRow, SubscriptionRow } from '@hookwright/store'
import { type Connected, connect } from '../runs/connected.ts'
import { type JournalRows, openJournal } from '../runs/durable-journal.ts'
import { FUEL, finishRun } from '../runs/keep-run.ts'
import { flowInVersion, type Reach } from '../runs/reaches.ts'
import { compensate } from './compensation.ts'
import { type Desk, openEntry, sealPlace, secondsOf } from './desk.ts'
import { type Evidence, gatherEvidence } from './evidence.ts'

/** A registration that is under way: what to run, and how far an earlier try of it got. */
export interface RegistrationAct {
  row: SubscriptionRow
  attemptId: Id
  /** The registration flow's run; null when the connector has none. */
  run: RunRow | null
  token: string
  rows: JournalRows
}

/** Opening a subscription at the service. */
export interface Registration {
  /** Goes on in the background; the row says how it ends. */
  begin: (act: RegistrationAct) => void
  /** Ends one early, as the user wished; resolves when the end is durable. False when it was not under way. */
  cancel: (subscriptionId: Id) => Promise<boolean>
  /** Resolves when what was begun has ended, late answers included. */
  idle: () => Promise<void>
}

/** Why a registration ended before its flow did. */
interface EarlyEnd {
  how: Extract<EndedHow, 'timed-out' | 'cancelled'>
  fault: Fault
}

const failureOf = (thrown: unknown): RunOutcome => ({
  status: { is: 'failed', at: [], fault: toFault(thrown).toData() },
  result: null,
  steps: []
})

export const createRegistration = (desk: Desk): Registration => {
  const { store, outside, settings } = desk
  const underWay = new Map<Id, { cancel: () => void; ended: Promise<void>; settled: Promise<void> }>()

  const runHelper = async (
    act: RegistrationAct,
    run: RunRow,
    parts: {
      reach: Reach
      connected: Connected
      evidence: Evidence
      signal: AbortSignal
      refuse: () => Fault | null
    }
  ): Promise<RunOutcome> => {
    const { registration } = act.row.terms
    if (registration === null) return { status: { is: 'succeeded' }, result: null, steps: [] }
    const journal = openJournal({
      store,
      sealer: outside.sealer,
      run,
      rows: act.rows,
      strict: true,
      refuse: parts.refuse
    })
    const start = { eventUrl: eventUrlOf(settings.publicUrl(), act.token), ...registration.inputs }
    return runFlow(flowInVersion(parts.reach.snapshot, registration.flowId), start, {
      prepared: parts.reach.prepared,
      fx: { ...outside, http: parts.evidence.watch(parts.connected.http) },
      journal,
      runId: run.id,
      everywhere: parts.connected.everywhere,
      signal: parts.signal,
      fuel: FUEL
    })
  }

  const finished = (act: RegistrationAct, outcome: RunOutcome, secrets: string[]): FinishedRun | null =>
    act.run === null
      ? null
      : finishRun(act.run, outcome, outside.clock(), outside.scrubber([...secrets, act.token]))

  const sealData = (row: SubscriptionRow, outcome: RunOutcome): Uint8Array | null => {
    const data = outcome.result?.registrationData
    if (!isJsonObject(data)) return null
    return outside.sealer.seal(JSON.stringify(data), sealPlace(row.id, 'registration-data'))
  }

  const expiryOf = (outcome: RunOutcome): number | null => {
    const expiresAt = outcome.result?.expiresAt
    return typeof expiresAt === 'string' ? Date.parse(expiresAt) : null
  }

  /** The flow ended in time: the subscription is on, or it is refused, or nobody can say. */
  const settle = async (act: RegistrationAct, outcome: RunOutcome, mayExist: boolean, secrets: string[]) => {
    outside.passing('registration-returned')
    const { row, attemptId } = act
    const at = outside.clock()
    const run = finished(act, outcome, secrets)
    if (outcome.status.is === 'failed') {
      const { fault } = outcome.status
      const outcomeOfAttempt: AttemptOutcome = mayExist ? 'uncertain' : 'failed'
      const how: EndedHow = mayExist ? 'uncertain' : 'refused'
      const scrubbed: FaultData = outside.scrubber([...secrets, act.token])(fault)
      outside.passing('registration-ending')
      await store.subscriptions.endRegistering(row.id, {
        at,
        how,
        fault: scrubbed,
        attemptId,
        outcome: outcomeOfAttempt,
        run,
        cleanup: null
      })
      outside.passing('registration-ended')
    } else {
      await store.subscriptions.becomeOn(row.id, {
        at,
        attemptId,
        run,
        registrationData: sealData(row, outcome),
        expiresAt: expiryOf(outcome)
      })
      outside.passing('registration-kept')
    }
    desk.moved(row.id)
  }

  const endEarly = async (
    act: RegistrationAct,
    { how, fault }: EarlyEnd,
    mayExist: boolean
  ): Promise<void> => {
    const { row, attemptId } = act
    const at = outside.clock()
    outside.passing('registration-ending')
    await store.subscriptions.endRegistering(row.id, {
      at,
      how,
      fault: fault.toData(),
      attemptId,
      outcome: how,
      run: null,
      cleanup: mayExist ? openEntry(desk, row, fault.toData(), at) : null
    })
    outside.passing('registration-ended')
    desk.moved(row.id)
  }

  /** The flow ended after its time: what it made is undone; what it surely did not make needs no entry. */
  const settleLate = async (
    act: RegistrationAct,
    early: EarlyEnd,
    outcome: RunOutcome,
    mayExist: boolean,
    secrets: string[]
  ): Promise<void> => {
    const reason = 'The service refused the registration after all, so nothing exists there.'
    await store.subscriptions.endAttempt(act.row.id, {
      at: outside.clock(),
      attemptId: act.attemptId,
      outcome: early.how,
      fault: early.fault.toData(),
      run: finished(act, outcome, secrets),
      closes: mayExist ? null : { how: 'deregistered', reason }
    })
    const data = sealData(act.row, outcome)
    if (mayExist && data !== null) await compensate(desk, act.row, data)
    desk.moved(act.row.id)
  }

  const carryOut = async (
    act: RegistrationAct,
    early: Promise<EarlyEnd>,
    ended: () => void
  ): Promise<void> => {
    const limit = new AbortController()
    let over: Fault | null = null
    const before = [...act.rows.values()].some(row => !row.safe)
    const evidence = gatherEvidence(outside, before, {
      sending: () => outside.passing('registration-sending'),
      sent: () => outside.passing('registration-sent')
    })
    let secrets: string[] = []
    const work = async (): Promise<RunOutcome> => {
      const { versionId, connectionId } = act.row.terms
      const reach = await desk.reaches.of(versionId, null)
      const { authentication } = reach.snapshot
      const connected = await connect({
        outside,
        connections: desk.connections,
        connectionId,
        authentication
      })
      secrets = connected.secrets
      if (act.run === null) return { status: { is: 'succeeded' }, result: null, steps: [] }
      return runHelper(act, act.run, { reach, connected, evidence, signal: limit.signal, refuse: () => over })
    }
    const running = work().catch(failureOf)
    const first = await Promise.race([running.then(outcome => ({ outcome })), early.then(end => ({ end }))])
    if ('outcome' in first) {
      await settle(act, first.outcome, evidence.mayExist(), secrets)
      ended()
      return
    }
    over = first.end.fault
    const stop = outside.after(settings.registrationTime, () => limit.abort(first.end.fault))
    await endEarly(act, first.end, evidence.mayExist())
    ended()
    const late = await running
    stop()
    await settleLate(act, first.end, late, evidence.mayExist(), secrets)
  }

  return {
    begin: act => {
      const { row } = act
      let endEarlyWith: (end: EarlyEnd) => void = () => {}
      const early = new Promise<EarlyEnd>(resolve => {
        endEarlyWith = resolve
      })
      let hasEnded: () => void = () => {}
      const ended = new Promise<void>(resolve => {
        hasEnded = resolve
      })
      const seconds = secondsOf(settings.registrationTime)
      const stop = outside.after(Math.max(0, row.deadline - outside.clock()), () =>
        endEarlyWith({ how: 'timed-out', fault: new Fault('registration.timed-out', { seconds }) })
      )
      const settled = carryOut(act, early, hasEnded)
        .catch(thrown => outside.log('Turning on could not be written down.', { cause: String(thrown) }))
        .finally(() => {
          stop()
          hasEnded()
          underWay.delete(row.id)
        })
      const cancel = () => endEarlyWith({ how: 'cancelled', fault: new Fault('registration.cancelled') })
      underWay.set(row.id, { cancel, ended, settled })
    },
    cancel: async subscriptionId => {
      const act = underWay.get(subscriptionId)
      if (act === undefined) return false
      act.cancel()
      await act.ended
      return true
    },
    idle: async () => {
      await Promise.all([...underWay.values()].map(act => act.settled))
    }
  }
}
