import {
  type ConnectionValues,
  eventUrlOf,
  Fault,
  type FaultData,
  type HelperTerms,
  type Id,
  isJsonObject,
  type Millis,
  maskEventUrl,
  type Receiving,
  type RunOutcome,
  type Step
} from '@hookwright/model'
import type { Meeting } from '../receiving/reception.ts'
import type { Head } from '../receiving/refusals.ts'
import { newSigningSecret } from '../receiving/signing-secret.ts'
import { openTrialDoor, type TrialCounts, type TrialDoor } from '../receiving/trial-door.ts'
import { type HelperSource, helperSource, runHelper } from '../runs/helper-source.ts'
import { byFlowId } from '../runs/run-lines.ts'
import { type Desk, orphanPlace, secondsOf } from './desk.ts'
import { gatherEvidence } from './evidence.ts'
import { type ProgressLine, progressLines } from './progress.ts'
import { textsIn } from './subscription-secrets.ts'
import type { Trace } from './traces.ts'

/** What is tried out: helper flows as they are drafted, with what their inputs are given. */
export interface DryRunGiven {
  connectorId: Id
  /** A test connection of the connector. */
  connectionId: Id | null
  registration: HelperTerms
  deregistration: HelperTerms | null
  /** How its Event URL treats a request. */
  receiving: Receiving
}

/** How far one of its two flows has come. */
export interface DryRunPart {
  flowName: string | null
  startedAt: Millis
  lines: ProgressLine[]
}

/** How far a dry run has come. */
export interface DryRunProgress {
  now: Millis
  registration: DryRunPart | null
  deregistration: DryRunPart | null
  /** What came to its Event URL. */
  came: TrialCounts
  /** Null while it is under way; `left` says that something may still stand at the service. */
  ended: { is: 'removed' | 'refused' | 'left'; fault: FaultData | null } | null
}

/** Trying out registration and deregistration without a flow of a user, always cleaned up. */
export interface DryRuns {
  /** Resolves when it is written down what may come to exist. Throws `connector.gone`, `flow.gone`, `connection.gone`. */
  begin: (given: DryRunGiven) => Promise<Id>
  /** Throws `dry-run.gone` for one that nobody remembers: they are kept in memory alone. */
  progress: (id: Id) => DryRunProgress
  /**
   * What becomes of a request to the Event URL of a dry run that is under way: it is answered as while a subscription is
   * registering, and counted. Null where the token is none of theirs.
   */
  meet: (token: string, head: Head) => Meeting | null
  /** Resolves when what was begun has ended. */
  stop: () => Promise<void>
}

interface Part {
  flowId: Id
  trace: Trace
  startedAt: Millis
  /** In place of the trace, once it has ended. */
  steps: Step[] | null
}

interface DryRun {
  source: HelperSource
  token: string
  signingSecret: string
  door: TrialDoor
  registration: Part | null
  deregistration: Part | null
  ended: DryRunProgress['ended']
}

/** So many are remembered after their end. */
const MOST_KEPT = 50

const BEGUN =
  'A dry run began to register this. If the server stopped meanwhile, it may exist at the service; look there.'
const REGISTERED = 'A dry run registered this and had not removed it yet.'

export const createDryRuns = (desk: Desk): DryRuns => {
  const { store, outside, settings } = desk
  const kept = new Map<Id, DryRun>()
  const underWay = new Set<Promise<void>>()

  const runPart = async (
    id: Id,
    given: DryRunGiven,
    role: 'registration' | 'deregistration',
    terms: HelperTerms,
    start: Record<string, unknown>,
    secrets: string[]
  ): Promise<{ outcome: RunOutcome; mayExist: boolean }> => {
    const dry = kept.get(id)
    if (dry === undefined) throw new Fault('dry-run.gone')
    const limit = new AbortController()
    const seconds = secondsOf(settings.registrationTime)
    const late = new Fault(`${role}.timed-out`, { seconds })
    const stop = outside.after(settings.registrationTime, () => limit.abort(late))
    const evidence = gatherEvidence({
      outside: { ...outside, passing: () => {} },
      before: false,
      refuse: () => (limit.signal.aborted ? late : null)
    })
    const runId = outside.newId()
    const trace = desk.traces.begin(runId, terms.flowId)
    trace.secrets = [...secrets]
    const part: Part = { flowId: terms.flowId, trace, startedAt: outside.clock(), steps: null }
    dry[role] = part
    const { outcome } = await runHelper(desk, {
      source: async () => dry.source,
      flowId: terms.flowId,
      connectionId: given.connectionId,
      start: { ...start, ...terms.inputs },
      runId,
      signal: limit.signal,
      trace,
      between: evidence.watch
    })
    stop()
    part.steps = outcome.steps
    desk.traces.end(runId)
    return { outcome, mayExist: evidence.mayExist() }
  }

  const carryOut = async (id: Id, given: DryRunGiven): Promise<DryRunProgress['ended']> => {
    const dry = kept.get(id)
    if (dry === undefined) return null
    const eventUrl = eventUrlOf(settings.publicUrl(), dry.token)
    const close = (reason: string): Promise<void> =>
      store.orphans.close(id, { how: 'removed', reason, at: outside.clock() })
    const secrets = [dry.token, dry.signingSecret]
    const scrub = (why: FaultData): FaultData => outside.scrubber(secrets)(why)
    const leave = async (why: FaultData): Promise<DryRunProgress['ended']> => {
      const fault = scrub(why)
      await store.orphans.learn(id, { data: null, reason: `A dry run left this: ${fault.message}` })
      return { is: 'left', fault }
    }

    const { signingSecret } = dry
    const first = { eventUrl, signingSecret }
    const registered = await runPart(id, given, 'registration', given.registration, first, secrets)
    const { status, result } = registered.outcome
    if (status.is === 'failed') {
      if (registered.mayExist) return leave(status.fault)
      await close('The service refused the dry run, so nothing exists there.')
      return { is: 'refused', fault: scrub(status.fault) }
    }
    const data = isJsonObject(result?.registrationData) ? result.registrationData : null
    dry.door.registered(data)
    secrets.push(...textsIn(data))
    dry.registration?.trace.secrets.push(...secrets)
    const sealed = data && outside.sealer.seal(JSON.stringify(data), orphanPlace(id))
    await store.orphans.learn(id, { data: sealed, reason: REGISTERED })
    if (given.deregistration === null) return leave(new Fault('dry-run.no-deregistration').toData())
    const start = { registrationData: data }
    const removed = await runPart(id, given, 'deregistration', given.deregistration, start, secrets)
    if (removed.outcome.status.is === 'failed') return leave(removed.outcome.status.fault)
    await close('The dry run removed it again.')
    return { is: 'removed', fault: null }
  }

  const partOf = (dry: DryRun, part: Part | null): DryRunPart | null => {
    const flow = dry.source.flows.find(({ id }) => id === part?.flowId)
    if (part === null || flow === undefined) return null
    const { steps, trace, startedAt } = part
    const lines = progressLines(desk, {
      flow,
      flows: byFlowId(dry.source.flows),
      steps: steps ?? trace.steps,
      trace: steps === null ? trace : undefined
    })
    return { flowName: flow.name, startedAt, lines: outside.scrubber(trace.secrets)(lines) }
  }

  /** Values of a test connection of the connector. */
  const valuesOf = async (connectorId: Id, connectionId: Id | null): Promise<ConnectionValues> => {
    if (connectionId === null) return {}
    const { purpose, connectorId: of } = await desk.connections.get(connectionId)
    if (purpose !== 'test' || of !== connectorId) throw new Fault('connection.gone')
    return (await desk.connections.open(connectionId)).values
  }

  return {
    begin: async given => {
      const { connectorId, connectionId, registration, deregistration } = given
      const source = await helperSource(desk, { connectorId })
      for (const flowId of [registration.flowId, deregistration?.flowId ?? registration.flowId]) {
        if (!source.flows.some(({ id }) => id === flowId)) throw new Fault('flow.gone')
      }
      const values = await valuesOf(connectorId, connectionId)
      const id = outside.newId()
      const token = outside.newToken()
      const eventUrl = eventUrlOf(settings.publicUrl(), token)
      const url = maskEventUrl(eventUrl)
      const orphan = {
        id,
        connectorId,
        connectionId,
        remoteId: '',
        url,
        foundAt: outside.clock(),
        reason: BEGUN
      }
      const removal = deregistration && { versionId: null, ...deregistration }
      await store.orphans.add(orphan, { data: null, removal })
      const { receiving } = given
      const signingSecret = newSigningSecret(outside, receiving)
      const dry: DryRun = {
        source,
        token,
        signingSecret,
        door: openTrialDoor({ outside, settings, receiving, eventUrl, values, signingSecret }),
        registration: null,
        deregistration: null,
        ended: null
      }
      kept.set(id, dry)
      const [oldest] = kept.keys()
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
      const work: Promise<void> = carryOut(id, given)
        .catch((thrown: unknown): DryRunProgress['ended'] => {
          outside.log('A dry run could not be written down.', { cause: String(thrown) })
          return { is: 'left', fault: new Fault('internal', {}, thrown).toData() }
        })
        .then(ended => {
          dry.ended = ended
          underWay.delete(work)
        })
      underWay.add(work)
      return id
    },
    progress: id => {
      const dry = kept.get(id)
      if (dry === undefined) throw new Fault('dry-run.gone')
      return {
        now: outside.clock(),
        registration: partOf(dry, dry.registration),
        deregistration: partOf(dry, dry.deregistration),
        came: dry.door.counts(),
        ended: dry.ended
      }
    },
    meet: (token, head) => {
      if (underWay.size === 0) return null
      const dry = [...kept.values()].find(each => each.token === token && each.ended === null)
      return dry?.door.meet(head) ?? null
    },
    stop: async () => {
      await Promise.all(underWay)
    }
  }
}
