import { z } from 'zod'
import { AnswerPath, AuthorizeParameter, CodeGrant, CodeTokenParameter, Scope } from './code-grant.ts'
import rows from './sign-in-presets.json' with { type: 'json' }

/**
 * Sign-in preset of one service, as data: a maker's starting point. URLs and values are templates
 * over the connection's fields, such as `https://{Domain}.example.com`.
 */
export const SignInPreset = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  /** URL of the service's documentation. */
  source: z.url(),
  /**
   * Date on which the documentation was last checked; `unverified` if it was never checked at the
   * service.
   */
  checkedOn: z.union([z.iso.date(), z.literal('unverified')]),
  /** Sentences for the maker. */
  notes: z.array(z.string()).default([]),
  /** Label of the connection field in the URLs; null for none. */
  field: z.string().nullable().default(null),
  /** Base URL. Empty where it depends on the account. */
  baseUrl: z.string(),
  authorizeUrl: z.string(),
  tokenUrl: z.string(),
  issuer: CodeGrant.shape.issuer.default(''),
  sendAs: CodeGrant.shape.sendAs.default('header'),
  /** Scopes that are always requested, since a sign-in is of little use without them. */
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

/** Known sign-in presets, sorted by name. */
export const signInPresets: readonly SignInPreset[] = rows
  .map(row => SignInPreset.parse(row))
  .sort((one, other) => one.name.localeCompare(other.name, 'en'))
