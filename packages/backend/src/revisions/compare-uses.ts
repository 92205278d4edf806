import { actionFactsOf, actionUsageOf, eventFactsOf, eventUsageOf, type Specs } from '@hookwright/engine'
import {
  actionDifferences,
  CUSTOM_API_ACTION,
  type Difference,
  type EventChange,
  eventDifferences,
  type Id,
  type VersionSnapshot
} from '@hookwright/model'
import { type ConnectorUse, flowOfUse } from './connector-uses.ts'

/**
 * Compares the parts of two versions that a card uses. The older version is `undefined` if it does not exist.
 */
export type UseComparer = (
  use: ConnectorUse,
  before: VersionSnapshot | undefined,
  after: VersionSnapshot
) => Difference<EventChange>[]

const breaking = (reason: string): Difference<EventChange>[] => [{ change: 'breaking', reason }]

/** Wraps a function that reads facts about a flow, so that it runs once per flow and version. */
const readOnce = <Facts>(
  read: (snapshot: VersionSnapshot, flowId: Id) => Facts
): ((snapshot: VersionSnapshot, flowId: Id) => Facts) => {
  const known = new Map<VersionSnapshot, Map<Id, Facts>>()
  return (snapshot, flowId) => {
    const ofVersion = known.get(snapshot) ?? new Map<Id, Facts>()
    known.set(snapshot, ofVersion)
    const found = ofVersion.has(flowId) ? ofVersion.get(flowId) : undefined
    if (found !== undefined) return found
    const facts = read(snapshot, flowId)
    ofVersion.set(flowId, facts)
    return facts
  }
}

/** Returns the name of the event or action in a version. `null` if the version lacks it. */
const nameOf = (used: ConnectorUse, snapshot: VersionSnapshot | undefined): string | null =>
  flowOfUse(used) === CUSTOM_API_ACTION
    ? 'Custom API Action'
    : snapshot?.flows.find(flow => flow.id === flowOfUse(used))?.name || null

/** Creates a comparer for one list of flows. It caches the facts of each version. */
export const createUseComparer = (specs: Specs): UseComparer => {
  const eventIn = readOnce((snapshot, id) => eventFactsOf(snapshot, id, specs))
  const actionIn = readOnce((snapshot, id) => actionFactsOf(snapshot, id, specs))

  const differencesOf = (
    used: ConnectorUse,
    before: VersionSnapshot,
    after: VersionSnapshot
  ): Difference<EventChange>[] | null | undefined => {
    if (used.of === 'event') {
      const { doc, card, use } = used
      const [was, is] = [eventIn(before, use.eventFlowId), eventIn(after, use.eventFlowId)]
      return was && is && eventDifferences(was, is, eventUsageOf(doc, card, use))
    }
    const { doc, card, use } = used
    const [was, is] = [actionIn(before, use.actionFlowId), actionIn(after, use.actionFlowId)]
    const differences = was && is && actionDifferences(was, is, actionUsageOf(doc, card, use))
    // Several cards of a flow may run actions, so each reason names its own.
    const action = `Action “${nameOf(used, before) ?? use.actionFlowId}”`
    return differences?.map(each => ({ ...each, reason: `${action}: ${each.reason}` }))
  }

  const isIn = (used: ConnectorUse, snapshot: VersionSnapshot): boolean =>
    (used.of === 'event' ? eventIn : actionIn)(snapshot, flowOfUse(used)) !== null

  return (used, before, after) => {
    const name = nameOf(used, before)
    const named = name === null ? `The ${used.of} that the flow uses` : `The ${used.of} “${name}”`
    if (!isIn(used, after)) return breaking(`${named} is not in this version.`)
    const differences = before && differencesOf(used, before, after)
    return (
      differences ??
      breaking(`${named} belongs to a version that does not exist. Choose the ${used.of} again.`)
    )
  }
}
