import { type Card, isJsonObject } from '@hookwright/model'

/**
 * Returns the body that a card sent, from its inputs; null without one. A form is returned as an object of
 * its fields.
 */
export const sentBodyOf = ({ config }: Pick<Card, 'config'>, inputs: Record<string, unknown>): unknown => {
  const fields = Array.isArray(config.form) ? config.form : []
  const form = fields.flatMap(field =>
    isJsonObject(field) && typeof field.id === 'string' && typeof field.name === 'string'
      ? [[field.name, inputs[field.id] ?? null] as const]
      : []
  )
  return inputs.body ?? (form.length === 0 ? null : Object.fromEntries(form))
}
