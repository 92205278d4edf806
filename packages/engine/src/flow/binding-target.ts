import {
  type Card,
  type CardId,
  cardOf,
  type FieldId,
  isChosen,
  type Place,
  placeOfJoins,
  type ValueType
} from '@hookwright/model'
import type { InputPort } from '../card/ports.ts'
import type { TextEncoding } from '../card/text-template.ts'
import type { FlowView } from './flow-view.ts'

/** Target of a binding: a field of a card. Also contains the inner fields that the binding can use. */
export interface BindingTarget {
  card: Card
  place: Place
  /** Block whose join the binding sets. Absent if the binding sets an input of the card. */
  block?: FieldId
  field: FieldId
  sees: FieldId[]
  /** Encoding of values inside a text. */
  encoding?: TextEncoding
}

/** Returns the encoding of a port, if it has one. */
export const encodingOf = ({ encoding }: InputPort): Pick<BindingTarget, 'encoding'> =>
  encoding === undefined ? {} : { encoding }

/** Returns true if the values of a port are chosen from a list rather than typed. */
const isChosenPort = ({ option, choices }: InputPort): boolean =>
  choices !== undefined || (option !== undefined && isChosen(option))

/** Input or join that a binding target refers to. */
interface BoundInput {
  site: BindingTarget
  label: string
  type: ValueType
  required: boolean
  /** Reason why the input cannot be mapped, as a sentence; absent if it can. */
  fixed?: string
  /** Set if the user chooses values from a list. A mapped value then replaces the chosen one. */
  isChosen?: true
}

/**
 * Returns the target of an input with its label and type. With a block, returns the target of one of the
 * block's joins. `null` if the card has no such field.
 */
export const bindingTargetOf = (
  view: FlowView,
  at: { card: CardId; block?: FieldId | undefined; field: FieldId }
): BoundInput | null => {
  const card = cardOf(view.flow, at.card)
  const ports = card === undefined ? null : view.portsOf(card)
  if (card === undefined || ports === null) return null
  const { block, field } = at
  if (block === undefined) {
    const place = view.places.get(card.id)
    const port = ports.inputs.find(input => input.id === field)
    if (place === undefined || port === undefined) return null
    return {
      site: { card, place, field, sees: port.sees ?? [], ...encodingOf(port) },
      label: port.label,
      type: port.type,
      required: port.required,
      ...(port.fixed !== undefined && { fixed: port.fixed }),
      ...(isChosenPort(port) && { isChosen: true as const })
    }
  }
  const place = placeOfJoins(view.places, card, block)
  const port = ports.joins.find(join => join.id === field)
  if (place === undefined || port === undefined) return null
  return {
    site: { card, place, block, field, sees: [] },
    label: port.label,
    type: port.type,
    required: false
  }
}
