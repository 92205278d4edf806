import { type CardProblem, connectionFieldId, type FieldsSetting, type OutputPort } from '@hookwright/engine'
import { type Field, type FieldId, Fields, one } from '@hookwright/model'
import { z } from 'zod'

/** Config of a start card with inputs that the maker defines, for flows that cards call. */
export const CustomInputs = z.strictObject({ inputs: Fields })
export type CustomInputs = z.infer<typeof CustomInputs>

const GROUP = 'Inputs'

/** Returns custom inputs as outputs of their start card. */
export const customInputPorts = (inputs: Field[]): OutputPort[] =>
  inputs.map(input => ({ id: input.id, label: input.label, type: input.dataType, group: GROUP }))

/**
 * Returns the problems of custom inputs with a forbidden id. The outputs of the start card already use these
 * ids.
 */
export const checkCustomInputs = (inputs: Field[], ownIds: FieldId[]): CardProblem[] =>
  inputs
    .filter(input => ownIds.includes(input.id) || input.id.startsWith(connectionFieldId('')))
    .map(input => ({
      message: `The input “${input.label}” has the id ${input.id}, which is reserved for the card. Delete the input and add it again.`
    }))

/** Setting for custom inputs. Its value is stored in the card's config under `key`. */
export const customInputsSetting = {
  kind: 'fields',
  key: 'inputs',
  noun: 'Input',
  of: 'outputs',
  group: GROUP,
  named: 'label',
  parts: ['type', 'required'],
  fresh: (id, label) => ({ id, label, fieldType: 'text-field', dataType: one('text'), required: true })
} satisfies FieldsSetting
