import type { InputPort, OutputPort } from '@hookwright/engine'
import { type Card, Field, type FieldId, type FlowSignature, sameJson } from '@hookwright/model'

/** Returns the readable options in a card's config. Duplicate labels are allowed here. */
export const readOptions = (card: Card): Field[] => {
  const { options } = card.config
  return Array.isArray(options) ? options.flatMap(option => Field.safeParse(option).data ?? []) : []
}

/** Returns true if some options of a card are unreadable. Saving would lose them. */
export const losesOptions = (card: Card): boolean => !sameJson(card.config.options ?? [], readOptions(card))

/** The group of outputs that are the request itself. */
export const PAYLOAD = 'Event payload'

const PREFIX = 'option.'

/** The id under which a Webhook Event card gives the value of an option. */
export const optionPortId = (option: FieldId): FieldId => `${PREFIX}${option}`

/** Returns true if an output of the card is one of its options. */
export const isOptionPort = (port: FieldId): boolean => port.startsWith(PREFIX)

/** The option that an output gives. */
export const optionOfPort = (port: FieldId): FieldId => port.slice(PREFIX.length)

/** Options as the card gives them to the cards after it and to its own slots. */
export const optionPorts = (options: Field[]): OutputPort[] =>
  options.map(option => ({
    id: optionPortId(option.id),
    label: option.label,
    type: option.dataType,
    group: 'Options'
  }))

/** A slot for each custom input of a chosen helper flow, fed from the options; its id is the prefix and the input. */
export const helperSlots = (given: {
  helper: FlowSignature | undefined
  prefix: string
  group: string
  sees: FieldId[]
}): InputPort[] =>
  (given.helper?.inputs ?? []).map(input => ({
    id: `${given.prefix}${input.id}`,
    label: input.label,
    type: input.dataType,
    required: input.required,
    sees: given.sees,
    group: given.group
  }))
