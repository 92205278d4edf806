import {
  eventUrlOf,
  Fault,
  type FaultData,
  type HelperTerms,
  type Id,
  type Millis,
  type Receiving
} from '@hookwright/model'
import { helperSource } from '../execution/helper-source.ts'
import type { Preflight } from '../intake/preflight.ts'
import type { Head } from '../intake/refusals.ts'
import { openTestEndpoint, type TestEndpoint, type TestEndpointCounts } from '../intake/test-endpoint.ts'
import { testUrlKey } from '../intake/test-urls.ts'
import { heldKey } from '../kernel/process-calls.ts'
import { byFlowId } from '../revisions/run-lines.ts'
import { newSigningSecret } from '../subscription-cache/signing-secret.ts'
import { type ProgressLine, progressLines } from './progress.ts'
import type { RegistrationContext } from './registration-context.ts'
import {
  closeTrial,
  openTrial,
  registerTrial,
  removeTrial,
  type Trial,
  type TrialPart,
  type TrialTexts,
  testValuesOf
} from './trial-registration.ts'

/** Input of a dry run: draft helper flows and their input values. */
export interface DryRunInput {
  connectorId: Id
  /** Test connection of the connector. */
  connectionId: Id | null
  registration: HelperTerms
  deregistration: HelperTerms | null
  /** Helper flow that finds a registration whose response was lost. */
  listing: HelperTerms | null
  /** Receiving rules of the test Event URL. */
  receiving: Receiving
}

/** Progress of a dry run's registration or deregistration flow. */
export interface DryRunPart {
  flowId: Id
  flowName: string | null
  startedAt: Millis
  lines: ProgressLine[]
}

/** Progress of a dry run. */
export interface DryRunProgress {
  now: Millis
  /** Timeout of each of the two flows. */
  limit: Millis
  registration: DryRunPart | null
  deregistration: DryRunPart | null
  /** Counts of the requests to the test Event URL. */
  came: TestEndpointCounts
  /**
   * Result; null while in progress. `found`: the response was lost, but the registration was found and
   * removed. `left`: something may still exist at the service.
   */
  ended: {
    is: 'removed' | 'found' | 'refused' | 'cancelled' | 'left'
    fault: FaultData | null
  } | null
}

/** Dry runs: trial registrations and deregistrations without a user's flow. They are always cleaned up. */
export interface DryRuns {
  /**
   * Begins a dry run. Resolves once its possible leftovers are recorded. Throws `connector.gone`,
   * `flow.gone`, `connection.gone`.
   */
  begin: (params: DryRunInput) => Promise<Id>
  /**
   * Returns the progress of a dry run in any process. Dry runs are in memory only. Throws `dry-run.gone` for
   * an unknown id.
   */
  progress: (id: Id) => Promise<DryRunProgress>
  /**
   * Cancels a dry run: aborts its registration flow if it is running, and removes its registration. Throws
   * `dry-run.gone`.
   */
  cancel: (id: Id) => Promise<void>
  /**
   * Counts and answers a request to the Event URL of a running dry run, as for a subscription during
   * registration. Returns `null` for any other token.
   */
  preflight: (token: string, head: Head) => Preflight | null
  /** Resolves when all work in progress has ended. */
  stop: () => Promise<void>
}

interface DryRun {
  trial: Trial
  policy: TestEndpoint
  ended: DryRunProgress['ended']
}

/** Maximum number of finished dry runs in memory. */
const MOST_KEPT = 50

const words: TrialTexts = { subject: 'A dry run' }

export const createDryRuns = (context: RegistrationContext): DryRuns => {
  const { effects, settings, calls } = context
  const kept = new Map<Id, DryRun>()
  const underWay = new Set<Promise<void>>()

  const carryOut = async ({ trial, policy }: DryRun): Promise<DryRunProgress['ended']> => {
    const registered = await registerTrial(context, trial, words)
    if (registered.is === 'removed') return { is: 'found', fault: registered.fault }
    if (registered.is !== 'registered') return registered
    policy.registered(registered.data)
    const left = await removeTrial(context, trial, registered.data, words)
    return { is: left === null ? 'removed' : 'left', fault: left }
  }

  const partOf = ({ source }: Trial, part: TrialPart | null): DryRunPart | null => {
    const flow = source.flows.find(({ id }) => id === part?.flowId)
    if (part === null || flow === undefined) return null
    const { steps, trace, startedAt } = part
    const lines = progressLines(context, {
      flow,
      flows: byFlowId(source.flows),
      steps: steps ?? trace.steps,
      trace: steps === null ? trace : undefined
    })
    return { flowId: flow.id, flowName: flow.name, startedAt, lines: effects.scrubber(trace.secrets)(lines) }
  }

  const found = (id: Id): DryRun => {
    const dry = kept.get(id)
    if (dry === undefined) throw new Fault('dry-run.gone')
    return dry
  }

  const progressHere = (id: Id): DryRunProgress => {
    const { trial, policy, ended } = found(id)
    return {
      now: effects.clock(),
      limit: settings.registrationTime,
      registration: partOf(trial, trial.registration),
      deregistration: partOf(trial, trial.deregistration),
      came: policy.counts(),
      ended
    }
  }
  const keyOf = (id: Id): string => heldKey('dry-run', id)
  const progressElsewhere = calls.toHolder('dry-run.progress', keyOf, progressHere)
  const cancelElsewhere = calls.toHolder('dry-run.cancel', keyOf, (id: Id) => found(id).trial.cancel())

  const forget = (id: Id): void => {
    kept.delete(id)
    calls.release(keyOf(id))
  }

  return {
    begin: async ({ connectorId, connectionId, receiving, ...terms }) => {
      const source = await helperSource(context, { connectorId })
      for (const helper of [terms.registration, terms.deregistration, terms.listing]) {
        if (helper !== null && !source.flows.some(({ id }) => id === helper.flowId)) {
          throw new Fault('flow.gone')
        }
      }
      const values = await testValuesOf(context, connectorId, connectionId)
      const token = effects.newToken()
      const signingSecret = newSigningSecret(effects, receiving)
      const eventUrl = eventUrlOf(settings.publicUrl(), token)
      const trial = await openTrial(context, {
        connectorId,
        connectionId,
        terms,
        source,
        token,
        signingSecret,
        words
      })
      const policy = openTestEndpoint({ effects, settings, receiving, eventUrl, values, signingSecret })
      const dry: DryRun = { trial, policy, ended: null }
      kept.set(trial.id, dry)
      const [oldest] = kept.keys()
      if (kept.size > MOST_KEPT && oldest !== undefined) forget(oldest)
      const testUrl = testUrlKey(effects, token)
      await calls.hold(keyOf(trial.id))
      await calls.hold(testUrl)
      const work: Promise<void> = carryOut(dry)
        .catch((thrown: unknown): DryRunProgress['ended'] => {
          effects.log('A dry run could not be saved.', { cause: String(thrown) })
          return { is: 'left', fault: new Fault('internal', {}, thrown).toData() }
        })
        .then(ended => {
          dry.ended = ended
          underWay.delete(work)
          calls.release(testUrl)
          closeTrial(context, trial)
        })
      underWay.add(work)
      return trial.id
    },
    progress: async id => {
      const elsewhere = kept.has(id) ? undefined : await progressElsewhere(id)
      // Times of another process are by its clock, so its time comes with them.
      return elsewhere?.output ?? progressHere(id)
    },
    cancel: async id => {
      if (!kept.has(id) && (await cancelElsewhere(id)) !== undefined) return
      found(id).trial.cancel()
    },
    preflight: (token, head) => {
      if (underWay.size === 0) return null
      const dry = [...kept.values()].find(each => each.trial.token === token && each.ended === null)
      return dry?.policy.preflight(head) ?? null
    },
    stop: async () => {
      await Promise.all(underWay)
    }
  }
}
