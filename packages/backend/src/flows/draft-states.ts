import { problemsOf, type Specs } from '@hookwright/engine'
import { createRecent, type Pending, type Subscription, startCardOf } from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { pendingOf } from '../registrations/pending.ts'
import type { RegistrationContext } from '../registrations/registration-context.ts'
import { deployedFor } from '../revisions/deployed-of.ts'
import { helpersOf } from '../revisions/drafts.ts'
import { catalogOfUser } from '../revisions/prepare-version.ts'

/** State of a draft: its number of problems, and its difference from the running revision. */
export interface DraftState {
  problems: number
  pending: Pending['is']
}

/**
 * Returns the state of a flow's draft. `wanted` is the subscription of a flow that is on, or null for a flow
 * that is off.
 */
export type DraftStates = (flow: FlowRow, wanted: Subscription | null) => Promise<DraftState>

/** Returns the event that starts a flow. Null if there is none. */
export const eventUseOf = (specs: Specs, { doc }: FlowRow) => {
  const start = startCardOf(doc)
  return (start && specs.get(start.type)?.listens(start.config)) ?? null
}

/**
 * Maximum number of cached states. Lists show 100 flows at a time, and several people view
 * different lists.
 */
const MOST_KEPT = 4_000

/**
 * Computes and caches the states of drafts. The cache key contains the draft numbers of the flow and its
 * helper flows, and the revision id. Changed drafts get a new number and versions never change, so entries
 * never become stale.
 */
export const createDraftStates = (context: RegistrationContext): DraftStates => {
  const { specs } = context
  const known = createRecent<string, DraftState>(MOST_KEPT)
  return async (flow, wanted) => {
    const helpers = await helpersOf(context, flow)
    const drafts = [flow, ...helpers].map(({ id, draftNo }) => `${id}/${draftNo}`)
    const key = [...drafts, wanted?.id, wanted?.terms.revisionId].join(' ')
    const found = known.get(key)
    if (found !== undefined) return found
    const use = eventUseOf(specs, flow)
    const version = use && (await context.loadedRevisions.of(use.versionId, null).catch(() => null))
    const runs =
      wanted &&
      (await context.loadedRevisions.of(wanted.terms.versionId, wanted.terms.revisionId).catch(() => null))
    const catalog = catalogOfUser(helpers, await deployedFor(context, [flow.doc]), specs)
    const state = {
      problems: problemsOf(flow.doc, specs, catalog).length,
      pending: (await pendingOf(context, { flow, wanted })).is
    }
    // What could not be read may be read next time.
    const isWhole = (use === null || version !== null) && (wanted === null || runs !== null)
    if (isWhole) known.set(key, state)
    return state
  }
}
