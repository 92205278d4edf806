import type { Json } from '../kernel/json.ts'
import type { Millis } from '../kernel/millis.ts'
import type { ValueType } from './data-type.ts'

const oneOf = (label: string, kind: ValueType['kind'], now: Millis): Json => {
  switch (kind) {
    case 'text':
      return label
    case 'number':
      return 1
    case 'boolean':
      return true
    case 'date':
      return new Date(now).toISOString()
    case 'object':
    case 'any':
      return {}
    case 'file':
      return null
  }
}

/** Returns an example value of a type. Example texts contain the field's label. */
export const exampleOf = ({ label, type }: { label: string; type: ValueType }, now: Millis): Json => {
  const one = oneOf(label, type.kind, now)
  return type.list ? [one] : one
}
