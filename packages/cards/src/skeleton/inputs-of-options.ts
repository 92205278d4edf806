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
