import {
  eventUrlOf,
  Fault,
  type FaultData,
  type HelperTerms,
  type Id,
  isJsonObject,
  type Millis,
  maskEventUrl,
  type RunOutcome,
  type Step
} from '@hookwright/model'
import { type HelperSource, helperSource, runHelper } from '../runs/helper-source.ts'
import { byFlowId } from '../runs/run-lines.ts'
import { type Desk, orphanPlace, secondsOf } from './desk.ts'
import { gatherEvidence } from './evidence.ts'
import { type ProgressLine, progressLines } from './progress.ts'
import type { Trace } from './traces.ts'

/** What is tried out: helper flows as they are drafted, with what their inputs are given. */
export interface DryRunGiven {
  connectorId: Id
  /** A test connection of the connector. */
  connectionId: Id | null
  registration: HelperTerms
  deregistration: HelperTerms | null
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
  /** How many requests came to its Event URL. */
  arrived: number
  /** Null while it is under way; `left` says that something may still stand at the service. */
  ended: { is: 'removed' | 'refused' | 'left'; fault: FaultData | null } | null
}

/** Trying out registration and deregistration without a flow of a user, always cleaned up. */
export interface DryRuns {
  /** Resolves when it is written down what may come to exist. Throws `connector.gone`, `flow.gone`, `connection.gone`. */
  begin: (given: DryRunGiven) => Promise<Id>
  /** Throws `dry-run.gone` for one that nobody remembers: they are kept in memory alone. */
  progress: (id: Id) => DryRunProgress
  /** Whether a token is that of a dry run that is under way; if so, the request is counted. */
  takes: (token: string) => boolean
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
  arrived: number
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
    start: Record<string, unknown>
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
    trace.secrets = [dry.token]
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
    const scrub = outside.scrubber([dry.token])
    const leave = async (why: FaultData): Promise<DryRunProgress['ended']> => {
      const fault = scrub(why)
      await store.orphans.learn(id, { data: null, reason: `A dry run left this: ${fault.message}` })
      return { is: 'left', fault }
    }

    const registered = await runPart(id, given, 'registration', given.registration, { eventUrl })
    const { status, result } = registered.outcome
    if (status.is === 'failed') {
      if (registered.mayExist) return leave(status.fault)
      await close('The service refused the dry run, so nothing exists there.')
      return { is: 'refused', fault: scrub(status.fault) }
    }
    const data = isJsonObject(result?.registrationData) ? result.registrationData : null
    const sealed = data && outside.sealer.seal(JSON.stringify(data), orphanPlace(id))
    await store.orphans.learn(id, { data: sealed, reason: REGISTERED })
    if (given.deregistration === null) return leave(new Fault('dry-run.no-deregistration').toData())
    const start = { registrationData: data }
    const removed = await runPart(id, given, 'deregistration', given.deregistration, start)
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

  return {
    begin: async given => {
      const { connectorId, connectionId, registration, deregistration } = given
      const source = await helperSource(desk, { connectorId })
      for (const flowId of [registration.flowId, deregistration?.flowId ?? registration.flowId]) {
        if (!source.flows.some(({ id }) => id === flowId)) throw new Fault('flow.gone')
      }
      if (connectionId !== null) {
        const connection = await desk.connections.get(connectionId)
        const isForTests = connection.purpose === 'test' && connection.connectorId === connectorId
        if (!isForTests) throw new Fault('connection.gone')
      }
      const id = outside.newId()
      const token = outside.newToken()
      const url = maskEventUrl(eventUrlOf(settings.publicUrl(), token))
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
      const dry: DryRun = {
        source,
        token,
        arrived: 0,
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
        arrived: dry.arrived,
        ended: dry.ended
      }
    },
    takes: token => {
      if (underWay.size === 0) return false
      for (const dry of kept.values()) {
        if (dry.token !== token || dry.ended !== null) continue
        dry.arrived++
        return true
      }
      return false
    },
    stop: async () => {
      await Promise.all(underWay)
    }
  }
}
