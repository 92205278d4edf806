import { z } from 'zod'
import { AnswerPath, AuthorizeParameter, CodeGrant, CodeTokenParameter, Scope } from './code-grant.ts'
import rows from './sign-in-presets.json' with { type: 'json' }

/**
 * Known sign-in of one service, as data: a maker's starting point. URLs and values are templates over the
 * connection's fields, such as `https://{Domain}.example.com`.
 */
export const SignInPreset = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  /** URL of the service's documentation. */
  source: z.url(),
  /** The day on which that was read last; what nobody read at the service itself is `unverified`. */
  checkedOn: z.union([z.iso.date(), z.literal('unverified')]),
  /** Sentences for the maker. */
  notes: z.array(z.string()).default([]),
  /** Label of the connection field that the URLs name; null for none. */
  field: z.string().nullable().default(null),
  /** Empty where it depends on the account. */
  baseUrl: z.string(),
  authorizeUrl: z.string(),
  tokenUrl: z.string(),
  issuer: CodeGrant.shape.issuer.default(''),
  sendAs: CodeGrant.shape.sendAs.default('header'),
  /** Scopes without which a sign-in is of little use, always requested. */
  scopes: z.array(Scope.shape.name).default([]),
  separator: CodeGrant.shape.separator.default(' '),
  authorizeParameters: z.record(AuthorizeParameter, z.string()).default({}),
  tokenParameters: z.record(CodeTokenParameter, z.string()).default({}),
  tokenPath: AnswerPath.default(''),
  anyTokenType: z.boolean().default(false),
  lifetime: CodeGrant.shape.lifetime.default(null),
  refreshes: z.boolean().default(true)
})
export type SignInPreset = z.infer<typeof SignInPreset>

/** The services whose sign-in is known, by name. */
export const signInPresets: readonly SignInPreset[] = rows
  .map(row => SignInPreset.parse(row))
  .sort((one, other) => one.name.localeCompare(other.name, 'en'))
