import type { Card, FieldId, Flow, HelperTerms, Json, RegistrarRole } from '@hookwright/model'
import type { Catalog } from '../card/catalog.ts'
import type { Specs } from '../card/define-card.ts'
import { readSlots } from './read-slots.ts'

/**
 * Converts values to their JSON form. Inputs of helper flows come from literals and options, so nothing is
 * lost.
 */
const asJson = (values: Record<string, unknown>): Record<string, Json> => JSON.parse(JSON.stringify(values))

/**
 * Returns the helper flow of a role with the values of its inputs. `null` if the event has no flow for the
 * role. Used to turn on a flow and for dry runs, so that the service gets the same values in both.
 * @param options values of the options, by port id of the event's card; null for an empty option
 * @throws {Fault} `card.input-type`, `card.input-missing`
 */
export const helperTermsOf = (params: {
  flow: Flow
  /** Event card in the flow. */
  card: Card
  role: RegistrarRole
  options: Record<FieldId, Json>
  specs: Specs
  catalog: Catalog
}): HelperTerms | null => {
  const { flow, card, role, options, specs, catalog } = params
  const registrar = specs.get(card.type)?.registers(card.config)
  const flowId = registrar?.flowIds[role] ?? null
  if (!registrar || flowId === null) return null
  const prefix = registrar.prefixes[role]
  return {
    flowId,
    inputs: asJson(readSlots({ flow, cardId: card.id, prefix, inner: options, specs, catalog }))
  }
}
