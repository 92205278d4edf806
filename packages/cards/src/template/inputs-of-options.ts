import { type Field, type FieldId, one } from '@hookwright/model'

/** An input for each option of an event, under the same label, so that the one is mapped to the other. */
export const inputsOfOptions = (options: Field[], newId: () => FieldId) =>
  options.map(({ label, required }) => ({
    id: newId(),
    label,
    fieldType: 'text-field' as const,
    dataType: one('text'),
    required
  }))

/** The same, of which the flow needs none: what nothing needs yet must not be what keeps a connector from being deployed. */
export const optionalInputs = (options: Field[], newId: () => FieldId) =>
  inputsOfOptions(options, newId).map(input => ({ ...input, required: false }))
