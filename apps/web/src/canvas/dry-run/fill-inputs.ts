import type { Binding, Bindings, FieldId, Json } from '@hookwright/model'

const filled = (binding: Binding, valueAt: (port: FieldId) => Json): Json => {
  switch (binding.kind) {
    case 'literal':
      return binding.value
    case 'pill':
      return valueAt(binding.field)
    case 'text':
      return binding.parts
        .map(part => (typeof part === 'string' ? part : String(valueAt(part.field) ?? '')))
        .join('')
  }
}

/** What the inputs of a helper flow get, for these values of the outputs that feed them; what is not known is nothing. */
export const fillInputs = (inputs: Bindings, values: Record<FieldId, Json>): Record<FieldId, Json> => {
  const valueAt = (port: FieldId): Json => (Object.hasOwn(values, port) ? values[port] : null) ?? null
  return Object.fromEntries(Object.entries(inputs).map(([id, binding]) => [id, filled(binding, valueAt)]))
}
