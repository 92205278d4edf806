import { z } from 'zod'
import { FieldId } from '../kernel/ids.ts'

/** Schema of a text with a maximum length; the error is a sentence, since people type the text into a form. */
export const textUpTo = (most: number) =>
  z.string().max(most, `This value has more than ${most} characters. Shorten it.`)

/** Schema of a list with a maximum length. `things` names the items in the error message. */
export const listUpTo = <Item extends z.ZodType>(item: Item, most: number, things: string) =>
  z.array(item).max(most, {
    error: ({ input }) => {
      const count = Array.isArray(input) ? input.length : most + 1
      return `There are ${count} ${things}, but the limit is ${most}. Remove ${count - most}.`
    }
  })

/**
 * Format of a key's text: plain text, hex, base64, or base64 after `whsec_`. Public keys are PEM (also of a
 * certificate), base64 of SPKI, or the 32 bytes of an Ed25519 key in hex, or in base64 after `whpk_`.
 * Configured per service, never guessed.
 */
export const KeyDecoding = z.enum([
  'text',
  'hex',
  'base64',
  'whsec',
  'pem',
  'spki',
  'ed25519-hex',
  'ed25519-base64',
  'whpk'
])
export type KeyDecoding = z.infer<typeof KeyDecoding>

/** Alphabet of a key that is generated for a subscription. */
export const KeyAlphabet = z.enum(['hex', 'base64url', 'alphanumeric'])
export type KeyAlphabet = z.infer<typeof KeyAlphabet>

/** Length limits of a key generated for a subscription, and its default length. */
export const generatedKey = { least: 6, most: 128, usual: 64 } as const

const Url = textUpTo(2000)

/** Allowed hosts of a URL. At least one is required, since an empty list would allow every host. */
export const Hosts = listUpTo(textUpTo(200), 8, 'hosts').min(
  1,
  'Enter the hosts that are allowed for this URL.'
)
const decode = KeyDecoding

/**
 * Source of a key.
 *
 * - `connection`: a secret field of the connection; several keys, one per line, during key rotation.
 * - `generated`: created for each subscription when its flow is turned on, and passed to the registration
 * flow. The default length and alphabet of a key used as text are 64 and hex.
 * - `registration`: a dotted path into the Registration Data.
 * - `captured`: saved from a handshake, by its name in the handshake rule.
 * - `public`: a public key in the rules.
 * - `certificate`: the X.509 certificate at a URL that the request contains (a template), at pinned hosts
 * only.
 * - `jwks`: the key set at a fixed URL.
 */
export const KeySource = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('connection'), field: z.union([FieldId, z.literal('')]), decode }),
  z.strictObject({
    from: z.literal('generated'),
    decode,
    length: z
      .int('Enter a whole number.')
      .min(generatedKey.least, `A generated key has at least ${generatedKey.least} characters.`)
      .max(generatedKey.most, `A generated key has at most ${generatedKey.most} characters.`)
      .exactOptional(),
    alphabet: KeyAlphabet.exactOptional()
  }),
  z.strictObject({ from: z.literal('registration'), path: textUpTo(200), decode }),
  z.strictObject({ from: z.literal('captured'), name: textUpTo(64), decode }),
  z.strictObject({ from: z.literal('public'), key: textUpTo(8192), decode }),
  z.strictObject({ from: z.literal('certificate'), url: Url, hosts: Hosts }),
  z.strictObject({ from: z.literal('jwks'), url: Url })
])
export type KeySource = z.infer<typeof KeySource>
