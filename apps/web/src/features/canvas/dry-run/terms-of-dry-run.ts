import { helperTermsOf } from '@hookwright/engine'
import {
  applyEdit,
  type CardId,
  cardOf,
  Fault,
  type FieldId,
  type Flow,
  type HelperTerms,
  type Json,
  type OneEdit
} from '@hookwright/model'
import type { Canvas } from '../canvas.ts'

/**
 * Returns the helper flows of an event with their input values, computed in the same way as when a flow is
 * turned on.
 *
 * @param params.edits changes in the dialog that are not applied yet
 * @param params.values option values, by port id
 * @throws {Fault} `card.input-type`, `card.input-missing`, `flow.gone`
 */
export const termsOfDryRun = (
  canvas: Pick<Canvas, 'specs' | 'catalog'> & { drawing: { getState: () => { flow: Flow } } },
  params: { card: CardId; edits: OneEdit[]; values: Record<FieldId, Json> }
): { registration: HelperTerms; deregistration: HelperTerms | null; listing: HelperTerms | null } => {
  const { flow: drawn } = canvas.drawing.getState()
  const edited = applyEdit(drawn, { kind: 'all', edits: params.edits })
  const flow = edited.ok ? edited.flow : drawn
  const card = cardOf(flow, params.card)
  if (card === undefined) throw new Fault('flow.gone')
  const termsOf = (role: 'registration' | 'deregistration' | 'listing') =>
    helperTermsOf({
      flow,
      card,
      role,
      options: params.values,
      specs: canvas.specs,
      catalog: canvas.catalog()
    })
  const registration = termsOf('registration')
  if (registration === null) throw new Fault('flow.gone')
  return { registration, deregistration: termsOf('deregistration'), listing: termsOf('listing') }
}
