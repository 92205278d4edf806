import { type Authentication, type ConnectionValues, keysInText } from '@hookwright/model'

/** Values of password fields: what must never show in a trace. */
export const secretsOf = (authentication: Authentication, values: ConnectionValues): string[] =>
  authentication.fields
    .filter(field => field.entry === 'password')
    .flatMap(field => {
      const value = values[field.id] ?? ''
      // Of several keys in one field each is a secret.
      return [...new Set([value, ...keysInText(value)])]
    })
    .filter(value => value !== '')
