import {
  AssertionClaim,
  type Authentication,
  type Binding,
  CONNECTION_CARD,
  type JwtAssertion,
  literal,
  pill,
  soleFieldOf
} from '@hookwright/model'
import type { AuthenticationDraft } from './authentication-draft.ts'
import type { CodeParameterDraft } from './code-draft.ts'
import { type Named, printTemplate, readTemplate } from './template.ts'

/**
 * Form values of a signed assertion. All texts except the lifetime may refer to connection fields, in the
 * form `{Label}`.
 */
export interface AssertionDraft {
  algorithm: JwtAssertion['algorithm']
  /** Field with the private key. */
  keyField: string
  keyId: string
  issuer: string
  subject: string
  audience: string
  /** Duration in seconds, as typed. */
  lifetime: string
  claims: CodeParameterDraft[]
}

const textOf = (binding: Binding | undefined, named: readonly Named[]): string =>
  binding === undefined ? '' : printTemplate(binding, named)

/**
 * Returns the form values for an authentication's assertion. Other kinds of authentication get blank values.
 */
export const assertionDraftOf = ({ token, fields }: Authentication): AssertionDraft => {
  const assertion = token?.assertion
  return {
    algorithm: assertion?.algorithm ?? 'RS256',
    keyField: assertion === undefined ? '' : (soleFieldOf(assertion.privateKey) ?? ''),
    keyId: textOf(assertion?.keyId, fields),
    issuer: textOf(assertion?.issuer, fields),
    subject: textOf(assertion?.subject, fields),
    audience: textOf(assertion?.audience, fields),
    lifetime: String(assertion?.lifetime ?? 300),
    claims: Object.entries(assertion?.claims ?? {}).map(([name, value], index) => ({
      id: `c${index + 1}`,
      name,
      value: printTemplate(value, fields)
    }))
  }
}

/** Applies a function to every template of an assertion draft, for example to rename a field in them. */
export const mapAssertionTemplates = (
  assertion: AssertionDraft,
  follow: (typed: string) => string
): AssertionDraft => ({
  ...assertion,
  keyId: follow(assertion.keyId),
  issuer: follow(assertion.issuer),
  subject: follow(assertion.subject),
  audience: follow(assertion.audience),
  claims: assertion.claims.map(claim => ({ ...claim, value: follow(claim.value) }))
})

/**
 * Names of the assertion's input fields, such as `assertion.issuer`. The form stores each error under the
 * name of its field.
 */
export const assertionPlaces = {
  text: (part: 'keyId' | 'issuer' | 'subject' | 'audience'): string => `assertion.${part}`,
  lifetime: 'assertion.lifetime',
  claimName: (id: string): string => `assertion.${id}.name`,
  claimValue: (id: string): string => `assertion.${id}.value`
}

const isLifetime = (typed: string): boolean =>
  Number.isInteger(Number(typed)) && Number(typed) >= 30 && Number(typed) <= 3_600

/** Returns the errors of a draft's assertion, by field. */
export const validateAssertion = ({
  kind,
  assertion,
  fields
}: AuthenticationDraft): Record<string, string> => {
  if (kind !== 'jwt-bearer') return {}
  const errors: Record<string, string> = {}
  for (const part of ['keyId', 'issuer', 'subject', 'audience'] as const) {
    const read = readTemplate(assertion[part], fields)
    if (!read.ok) errors[assertionPlaces.text(part)] = read.error
  }
  if (assertion.issuer === '') {
    errors[assertionPlaces.text('issuer')] = 'Enter the issuer that the service expects.'
  }
  if (!isLifetime(assertion.lifetime)) {
    errors[assertionPlaces.lifetime] = 'Enter a number of seconds between 30 and 3,600.'
  }
  for (const { id, name, value } of assertion.claims) {
    const read = AssertionClaim.safeParse(name)
    const template = readTemplate(value, fields)
    if (name === '') errors[assertionPlaces.claimName(id)] = 'Enter a name, such as scope.'
    else if (!read.success) errors[assertionPlaces.claimName(id)] = read.error.issues[0]?.message ?? ''
    else if (assertion.claims.some(other => other.id !== id && other.name === name)) {
      errors[assertionPlaces.claimName(id)] = `Two claims are named “${name}”. Rename one of them.`
    }
    if (!template.ok) errors[assertionPlaces.claimValue(id)] = template.error
  }
  return errors
}

/** Converts a valid draft to an assertion. */
export const assertionOf = ({ assertion, fields }: AuthenticationDraft): JwtAssertion => {
  const bind = (typed: string): Binding => {
    const read = readTemplate(typed, fields)
    return read.ok ? read.binding : literal('')
  }
  return {
    algorithm: assertion.algorithm,
    privateKey: pill(CONNECTION_CARD, assertion.keyField),
    keyId: bind(assertion.keyId),
    issuer: bind(assertion.issuer),
    subject: bind(assertion.subject),
    audience: bind(assertion.audience),
    lifetime: Number(assertion.lifetime),
    claims: Object.fromEntries(assertion.claims.map(({ name, value }) => [name, bind(value)]))
  }
}
