import { deployedKeyOf, type Specs } from '@hookwright/engine'
import {
  type FieldId,
  type Id,
  type Json,
  type Pending,
  type ReregistrationReason,
  type Subscription,
  sameJson,
  startCardOf
} from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'
import { nothingDeployed } from '../revisions/deployed-of.ts'
import { helpersOf } from '../revisions/drafts.ts'
import type { LoadedRevision } from '../revisions/loaded-revisions.ts'
import { catalogOfUser } from '../revisions/prepare-version.ts'
import { optionsOf } from '../revisions/terms-of-revision.ts'
import { hasNoRegistration, hasSameKeys, snapshotOf } from './freeze.ts'
import type { RegistrationContext } from './registration-context.ts'

/** Formats an option value for a sentence, such as “hired” in quotes, or `nothing` for an empty value. */
const shown = (value: Json | undefined): string =>
  value === null || value === undefined || value === ''
    ? 'nothing'
    : `“${typeof value === 'string' ? value : JSON.stringify(value)}”`

/** Returns the options that differ, each with a sentence about the change. */
const changedOptions = (
  before: Record<FieldId, Json>,
  after: Record<FieldId, Json>,
  labelOf: (id: FieldId) => string
): ReregistrationReason[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(id => !sameJson(before[id] ?? null, after[id] ?? null))
    .map(id => ({
      what: 'option',
      field: id,
      sentence: `The option ${labelOf(id)} was changed from ${shown(before[id])} to ${shown(after[id])}.`
    }))

/** Returns true if an event has neither a registration nor a deregistration flow. */
const registersNothing = (specs: Specs, loadedRevision: LoadedRevision, eventFlowId: Id): boolean => {
  const flow = loadedRevision.snapshot.flows.find(({ id }) => id === eventFlowId)
  const start = flow && startCardOf(flow.doc)
  const flowIds = start && specs.get(start.type)?.registers(start.config)?.flowIds
  return !flowIds || (flowIds.registration === null && flowIds.deregistration === null)
}

/** Differences between the draft of a flow and the terms of its current subscription. */
interface Differences {
  because: ReregistrationReason[]
  /** True if the running subscription can switch to the draft's terms without a new Event URL. */
  isInPlace: boolean
}

/** Compares the draft of a flow with the terms of its current subscription. */
const differencesOf = async (
  context: RegistrationContext,
  flow: FlowRow,
  { terms }: Subscription
): Promise<Differences> => {
  const { store, specs } = context
  const start = startCardOf(flow.doc)
  const use = start && specs.get(start.type)?.listens(start.config)
  if (!start || !use) {
    const sentence = 'The flow no longer starts with an event of a connector.'
    return { because: [{ what: 'event', field: null, sentence }], isInPlace: false }
  }
  const found = [use.versionId, terms.versionId].map(id =>
    context.loadedRevisions.of(id, null).catch(() => null)
  )
  const [drawnWith = null, runsWith = null] = await Promise.all(found)
  const eventOf = (loadedRevision: LoadedRevision | null, eventFlowId: string) =>
    loadedRevision?.events.get(deployedKeyOf(loadedRevision.version.id, eventFlowId))
  const before = eventOf(runsWith, terms.eventFlowId)
  const after = eventOf(drawnWith, use.eventFlowId)
  if (use.eventFlowId !== terms.eventFlowId) {
    const sentence = `The event was changed from “${before?.name ?? 'a deleted event'}” to “${after?.name ?? 'a deleted event'}”.`
    return { because: [{ what: 'event', field: null, sentence }], isInPlace: false }
  }
  const because: ReregistrationReason[] = []
  if (use.versionId !== terms.versionId) {
    const sentence = `The version of the event was changed from v${runsWith?.version.number ?? '?'} to v${drawnWith?.version.number ?? '?'}.`
    because.push({ what: 'version', field: null, sentence })
  }
  if (use.connectionId !== terms.connectionId) {
    const nameOf = async (id: string | null): Promise<string> =>
      id === null
        ? 'none'
        : `“${(await store.connections.find(id))?.connection.name ?? 'a deleted connection'}”`
    const sentence = `The connection was changed from ${await nameOf(terms.connectionId)} to ${await nameOf(use.connectionId)}.`
    because.push({ what: 'connection', field: null, sentence })
  }
  const labels = new Map(
    [...(before?.options ?? []), ...(after?.options ?? [])].map(each => [each.id, each.label])
  )
  const chosen = drafted(context, flow, catalogOfUser([], drawnWith ?? nothingDeployed, context.specs))
  return {
    because: [...because, ...changedOptions(terms.options, chosen, id => labels.get(id) ?? id)],
    isInPlace:
      hasNoRegistration(terms) &&
      // Another account must not send to the Event URL of the former one.
      (terms.polls === true || use.connectionId === terms.connectionId) &&
      drawnWith !== null &&
      runsWith !== null &&
      registersNothing(specs, drawnWith, use.eventFlowId) &&
      hasSameKeys(specs, runsWith, drawnWith, use.eventFlowId)
  }
}

/** Returns the option values of the draft. Invalid values count as empty. */
const drafted = (
  context: RegistrationContext,
  flow: FlowRow,
  catalog: Parameters<typeof optionsOf>[3]
): Record<FieldId, Json> => {
  const start = startCardOf(flow.doc)
  if (start === undefined) return {}
  try {
    return optionsOf(context.specs, flow.doc, start, catalog)
  } catch {
    const literals = Object.entries(start.inputs).map(([id, binding]): [FieldId, Json] => [
      id,
      binding.kind === 'literal' ? binding.value : null
    ])
    return Object.fromEntries(literals)
  }
}

/** Compares the draft of a flow with the revision that runs. */
export const pendingOf = async (
  context: RegistrationContext,
  params: { flow: FlowRow; wanted: Subscription | null }
): Promise<Pending> => {
  const { flow, wanted } = params
  if (wanted === null) return { is: 'off' }
  const { because, isInPlace } = await differencesOf(context, flow, wanted)
  if (because.length > 0) return isInPlace ? { is: 'in-place' } : { is: 're-register', because }
  const { versionId, revisionId } = wanted.terms
  const running = await context.loadedRevisions.of(versionId, revisionId).catch(() => null)
  const helpers = await helpersOf(context, flow)
  const drawn = snapshotOf({ flow, helpers })
  const partsOf = ({ flow: own, helpers: reached }: typeof drawn) => [
    own.doc,
    ...reached.toSorted((one, other) => (one.id < other.id ? -1 : 1)).map(({ id, doc }) => ({ id, doc }))
  ]
  const revision = running?.revision ?? null
  const isSame = revision !== null && sameJson(partsOf(revision), partsOf(drawn))
  return { is: isSame ? 'none' : 'in-place' }
}
