import type { Card, FieldId, Flow, HelperTerms, Json, RegistrarRole } from '@hookwright/model'
import type { Catalog } from '../card/catalog.ts'
import type { Specs } from '../card/define-card.ts'
import { readSlots } from './read-slots.ts'

/** Asserts that values are JSON: slots are fed from literals and options, which are JSON. */
const asJson = (values: Record<string, unknown>): Record<string, Json> => JSON.parse(JSON.stringify(values))

/**
 * Returns the helper flow of a role with the values of its inputs; null when the event has none for
 * it. Turning on and dry runs share it, so that a service gets the same values from both.
 * @param options values of the options by the port of the event's card; null for an empty one
 * @throws {Fault} `card.input-type`, `card.input-missing`
 */
export const helperTermsOf = (params: {
  flow: Flow
  /** Card of the event in the flow. */
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
