import type { CardSpec } from '@hookwright/engine'
import { type Card, literal, type Pill, pill } from '@hookwright/model'
import { returnErrorIf } from '../return-error-if/card.ts'
import type { TemplateInput } from './build-template.ts'
import { filled, optionalInputs } from './build-template.ts'

/**
 * Returns the first two cards of a flow for an existing subscription, and a pill for the subscription's id.
 * The second card fails if the Registration Data has no id.
 *
 * @param what action that needs the id, for the error message, such as “delete”
 */
export const knownSubscription = (
  spec: CardSpec,
  { options, newId }: TemplateInput,
  what: string
): { start: Card; known: Card; id: Pill } => {
  const inputs = optionalInputs(options, newId)
  const start = filled(spec, newId(), { config: { inputs } })
  const id = pill(start.id, 'registrationData', ['id'])
  const known = filled(returnErrorIf, newId(), {
    title: 'Check the id',
    config: { operator: 'is-empty' },
    inputs: {
      left: id,
      message: literal(`Registration Data has no id of the subscription to ${what}.`)
    }
  })
  return { start, known, id }
}
