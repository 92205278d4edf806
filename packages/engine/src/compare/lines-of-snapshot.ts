import {
  ACCESS_TOKEN,
  type Authentication,
  connectionFieldsOf,
  type VersionSnapshot
} from '@hookwright/model'
import type { ChangeLine } from './change-line.ts'
import type { ValueFormatters } from './format-values.ts'
import { linesOfValue } from './lines-of-value.ts'
import { nameOfKey } from './names-of-keys.ts'

/** Names of the kinds of authentication. */
export const authenticationKinds: Record<Authentication['kind'], string> = {
  none: 'None',
  'api-key': 'API key in a header',
  basic: 'Basic',
  'client-credentials': 'OAuth 2 client credentials',
  'authorization-code': 'OAuth 2 authorization code',
  'jwt-bearer': 'OAuth 2 JWT bearer',
  custom: 'Custom parameters'
}

/** Returns the formatters for an authentication. Its bindings refer only to fields of a connection. */
const wordsOf = ({ authentication }: VersionSnapshot): ValueFormatters => ({
  nameOfFlow: () => undefined,
  nameOfPill: pill =>
    pill.field === ACCESS_TOKEN
      ? 'access token'
      : (connectionFieldsOf(authentication).find(({ id }) => id === pill.field)?.label ?? pill.field)
})

/**
 * Returns the differences of a connector outside its flows: description, authentication and
 * branding.
 */
export const linesOfSnapshot = (
  before: VersionSnapshot,
  after: VersionSnapshot
): { about: ChangeLine[]; authentication: ChangeLine[]; branding: ChangeLine[] } => {
  const words = { before: wordsOf(before), after: wordsOf(after) }
  const ofKind = <Of extends { kind: Authentication['kind'] }>({ kind, ...rest }: Of) => ({
    kind: authenticationKinds[kind],
    ...rest
  })
  // The first one, by whatever id, is compared with the first one.
  const named = ({ id: _, others = [], name = '', ...first }: Authentication) => ({
    name,
    ...ofKind(first),
    methods: others.map(ofKind)
  })
  const parts = (was: Record<string, unknown>, is: Record<string, unknown>): ChangeLine[] =>
    Object.keys(is).flatMap(key => linesOfValue(nameOfKey(key), was[key], is[key], words))
  return {
    about: parts(
      { name: before.name, description: before.description },
      { name: after.name, description: after.description }
    ),
    authentication: parts(named(before.authentication), named(after.authentication)),
    branding: parts(before.branding, after.branding)
  }
}
