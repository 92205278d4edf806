import { type Authentication, type ConnectionValues, keysInText } from '@hookwright/model'

/** Returns the values of password fields, which must be redacted from traces. */
export const secretsOf = (authentication: Authentication, values: ConnectionValues): string[] =>
  authentication.fields
    .filter(field => field.entry === 'password')
    .flatMap(field => {
      const value = values[field.id] ?? ''
      // Of several keys in one field each is a secret.
      return [...new Set([value, ...keysInText(value)])]
    })
    .filter(value => value !== '')
