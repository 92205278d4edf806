import type { Specs } from '@hookwright/engine'
import {
  type CleanupEntry,
  cardOf,
  Fault,
  type FaultData,
  type Flow,
  type Millis,
  type Path,
  pillsOf,
  startCardOf
} from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { openEntry, type RegistrationContext } from './registration-context.ts'

const FIELD = 'registrationData'

/** Returns the paths in the Registration Data that a helper flow reads. An empty path means all data. */
export const dataPathsOf = (flow: Flow): Path[] => {
  const start = startCardOf(flow)
  const blocks = Object.values(flow.cards).flatMap(card => (card.blocks ?? []).map(({ joins }) => joins))
  const bindings = [...Object.values(flow.cards).map(({ inputs }) => inputs), ...blocks]
  return bindings
    .flatMap(inputs => Object.values(inputs).flatMap(pillsOf))
    .filter(({ card, field }) => card === start?.id && field === FIELD)
    .map(({ path }) => path)
}

const isReturned = (flow: Flow, specs: Specs, field: string): boolean => {
  const last = cardOf(flow, flow.strip.at(-1) ?? '')
  return last !== undefined && specs.get(last.type)?.returns != null && last.inputs[field] !== undefined
}

/**
 * Returns true if the Return card of a renewal flow sets the Registration Data. The registration may then
 * continue under another id.
 */
const returnsData = (flow: Flow, specs: Specs): boolean => isReturned(flow, specs, FIELD)

/** Returns true if the Return card of a registration flow sets the expiry of the registration. */
export const returnsExpiry = (flow: Flow, specs: Specs): boolean => isReturned(flow, specs, 'expiresAt')

/**
 * Creates a cleanup entry for another registration that an uncertain renewal may have created. Returns `null`
 * if the renewal flow returns no Registration Data, since such a renewal keeps its id.
 */
export const entryOfRenewal = async (
  context: RegistrationContext,
  row: SubscriptionRow,
  why: FaultData | null,
  at: Millis
): Promise<CleanupEntry | null> => {
  const { renewal, versionId } = row.terms
  if (renewal === undefined) return null
  const loadedRevision = await context.loadedRevisions.of(versionId, null).catch(() => null)
  const flow = loadedRevision?.snapshot.flows.find(({ id }) => id === renewal.flowId)
  if (flow !== undefined && !returnsData(flow.doc, context.specs)) return null
  const fault = new Fault('renewal.may-exist', { why: why?.message ?? '' }).toData()
  return openEntry(context, row, fault, at)
}
