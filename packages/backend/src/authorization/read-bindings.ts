import { readerOf } from '@hookwright/engine'
import {
  type Authentication,
  type Binding,
  CONNECTION_CARD,
  type ConnectionValues,
  Fault,
  one,
  pillsOf
} from '@hookwright/model'

/**
 * Creates a function that evaluates bindings (texts with references to connection fields) for one connection.
 * It throws `connection.incomplete` for a missing required value.
 */
export const bindingReader = (
  authentication: Authentication,
  values: ConnectionValues
): ((binding: Binding) => string) => {
  const scope = new Map([[CONNECTION_CARD, values]])
  return binding => {
    const used = new Set(pillsOf(binding).map(pill => pill.field))
    const isMissing = (id: string) => used.has(id) && (values[id] ?? '') === ''
    const missing = authentication.fields.find(({ id, required }) => required && isMissing(id))
    if (missing !== undefined) throw new Fault('connection.incomplete', { label: missing.label })
    const found = readerOf(binding, one('text'))(scope)
    return found.ok && typeof found.value === 'string' ? found.value : ''
  }
}

/**
 * Evaluates the bindings of named parameters with `read`, a function from `bindingReader`. Omits parameters
 * with an empty value.
 */
export const readParameters = (
  parameters: Record<string, Binding>,
  read: (binding: Binding) => string
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters)
      .map(([name, value]) => [name, read(value)] as const)
      .filter(([, value]) => value !== '')
  )
