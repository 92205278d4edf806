import { type CardProblem, connectionFieldId, type FieldsSetting, type OutputPort } from '@hookwright/engine'
import { type Field, type FieldId, Fields, one } from '@hookwright/model'
import { z } from 'zod'

/** The config of a start card whose flow is called by other cards: the inputs that its maker gave it. */
export const CustomInputs = z.strictObject({ inputs: Fields })
export type CustomInputs = z.infer<typeof CustomInputs>

const GROUP = 'Inputs'

/** Custom inputs as what their start card gives to the cards after it. */
export const customInputPorts = (inputs: Field[]): OutputPort[] =>
  inputs.map(input => ({ id: input.id, label: input.label, type: input.dataType, group: GROUP }))

/** Problems of custom inputs whose id hides a value that the start card gives by itself. */
export const checkCustomInputs = (inputs: Field[], ownIds: FieldId[]): CardProblem[] =>
  inputs
    .filter(input => ownIds.includes(input.id) || input.id.startsWith(connectionFieldId('')))
    .map(input => ({
      message: `The input “${input.label}” has the id ${input.id}, which the card uses itself. Delete the input and add it again.`
    }))

/** The setting of a start card whose maker adds inputs; the key is a key of its config. */
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
