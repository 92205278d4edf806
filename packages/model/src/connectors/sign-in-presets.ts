import { z } from 'zod'
import { AnswerPath, AuthorizeParameter, CodeGrant, CodeTokenParameter, Scope } from './code-grant.ts'
import rows from './sign-in-presets.json' with { type: 'json' }

/**
 * Sign-in preset for a service, used as a starting point by makers. URLs and values are templates that can
 * use the connection's fields, such as `https://{Domain}.example.com`.
 */
export const SignInPreset = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  /** URL of the service's documentation. */
  source: z.url(),
  /**
   * Date of the last check against the documentation; `unverified` if it was never checked at the service.
   */
  checkedOn: z.union([z.iso.date(), z.literal('unverified')]),
  /** Notes for the maker, as sentences. */
  notes: z.array(z.string()).default([]),
  /** Label of the connection field that the URLs use; null if they use none. */
  field: z.string().nullable().default(null),
  /** Base URL. Empty if it depends on the account. */
  baseUrl: z.string(),
  authorizeUrl: z.string(),
  tokenUrl: z.string(),
  issuer: CodeGrant.shape.issuer.default(''),
  sendAs: CodeGrant.shape.sendAs.default('header'),
  /** Scopes that are always requested, because a sign-in without them is of little use. */
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
