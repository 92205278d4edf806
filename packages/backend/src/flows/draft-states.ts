import { problemsOf, type Specs } from '@hookwright/engine'
import { createRecent, type Pending, type Subscription, startCardOf } from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { pendingOf } from '../registrations/pending.ts'
import type { RegistrationContext } from '../registrations/registration-context.ts'
import { deployedFor } from '../revisions/deployed-of.ts'
import { helpersOf } from '../revisions/drafts.ts'
import { surroundingsOfUser } from '../revisions/reached-flows.ts'

/** The number of problems of a draft, and how it differs from the revision that runs. */
export interface DraftState {
  problems: number
  pending: Pending['is']
}

/** Returns the state of a draft, beside the subscription by which its flow is on; null for a flow that is off. */
export type DraftStates = (flow: FlowRow, wanted: Subscription | null) => Promise<DraftState>

/** The event that a flow starts with; null without one. */
export const eventUseOf = (specs: Specs, { doc }: FlowRow) => {
  const start = startCardOf(doc)
  return (start && specs.get(start.type)?.listens(start.config)) ?? null
}

/** Lists show 100 flows at a time, and several people look at lists of their own. */
const MOST_KEPT = 4_000

/**
 * Computes the states of drafts, and remembers each under the numbers of all drafts and the id of the revision that it
 * comes of. None of these changes without another number, and versions never change, so nothing has to be forgotten.
 */
export const createDraftStates = (desk: RegistrationContext): DraftStates => {
  const { specs } = desk
  const known = createRecent<string, DraftState>(MOST_KEPT)
  return async (flow, wanted) => {
    const helpers = await helpersOf(desk, flow)
    const drafts = [flow, ...helpers].map(({ id, draftNo }) => `${id}/${draftNo}`)
    const key = [...drafts, wanted?.id, wanted?.terms.revisionId].join(' ')
    const found = known.get(key)
    if (found !== undefined) return found
    const use = eventUseOf(specs, flow)
    const version = use && (await desk.reaches.of(use.versionId, null).catch(() => null))
    const runs =
      wanted && (await desk.reaches.of(wanted.terms.versionId, wanted.terms.revisionId).catch(() => null))
    const surroundings = surroundingsOfUser(helpers, await deployedFor(desk, [flow.doc]), specs)
    const state = {
      problems: problemsOf(flow.doc, specs, surroundings).length,
      pending: (await pendingOf(desk, { flow, wanted })).is
    }
    // What could not be read may be read next time.
    const isWhole = (use === null || version !== null) && (wanted === null || runs !== null)
    if (isWhole) known.set(key, state)
    return state
  }
}
