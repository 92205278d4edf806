import { type InputPort, type OutputPort, optionPortId } from '@hookwright/engine'
import { type Card, Field, type FieldId, type FlowSignature, sameJson } from '@hookwright/model'

/** Returns the readable options in a card's config. Duplicate labels are allowed here. */
export const readOptions = (card: Card): Field[] => {
  const { options } = card.config
  return Array.isArray(options) ? options.flatMap(option => Field.safeParse(option).data ?? []) : []
}

/** Returns true if some options of a card are unreadable. Saving would lose them. */
export const losesOptions = (card: Card): boolean => !sameJson(card.config.options ?? [], readOptions(card))

/** Name of the group of outputs with the request's data. */
export const PAYLOAD = 'Event payload'

/** Ids of the outputs for the body and the headers of the request. */
export const BODY = 'body'
export const HEADERS = 'headers'

const PREFIX = optionPortId('')

/** Returns true if an output id stands for an option of the card. */
export const isOptionPort = (port: FieldId): boolean => port.startsWith(PREFIX)

/** Returns the id of the option that an output id stands for. */
export const optionOfPort = (port: FieldId): FieldId => port.slice(PREFIX.length)

/** Returns an output for each option. The card's own inputs and later cards can use it. */
export const optionPorts = (options: Field[]): OutputPort[] =>
  options.map(option => ({
    id: optionPortId(option.id),
    label: option.label,
    type: option.dataType,
    group: 'Options'
  }))

/**
 * Returns one input of the card for each input of a helper flow. Its id is `prefix`, followed by the id of
 * the flow's input; options can be mapped to it.
 */
export const helperSlots = (params: {
  helper: FlowSignature | undefined
  prefix: string
  group: string
  sees: FieldId[]
}): InputPort[] =>
  (params.helper?.inputs ?? []).map(input => ({
    id: `${params.prefix}${input.id}`,
    label: input.label,
    type: input.dataType,
    required: input.required,
    sees: params.sees,
    group: params.group
  }))
