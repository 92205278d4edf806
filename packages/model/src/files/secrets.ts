import { isJsonObject, type Json } from '../kernel/json.ts'
import { byCodeUnits, type FileFlaw, type Folder, textOfFile } from './folder.ts'

/** Patterns of known service tokens, by their prefixes, and of private keys. */
const knownSecrets: { name: string; pattern: RegExp }[] = [
  { name: 'a private key in PEM', pattern: /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY-----/ },
  { name: 'an API key of Hookwright', pattern: /\bhwk_[A-Za-z0-9_-]{43}/ },
  { name: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,})/ },
  { name: 'a GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{16,}/ },
  { name: 'a Slack token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}|\bxapp-\d-[A-Za-z0-9-]{10,}/ },
  { name: 'a Stripe key', pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{10,}/ },
  { name: 'a webhook signing secret', pattern: /\bwhsec_[A-Za-z0-9+/=]{20,}/ },
  { name: 'a Shopify token', pattern: /\bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{20,}/ },
  { name: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { name: 'a Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}/ },
  { name: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}/ },
  { name: 'a SendGrid key', pattern: /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/ },
  {
    name: 'an API token',
    pattern: /\b(?:sk-ant-|sk-proj-|lin_api_|pat-(?:na|eu)1-|secret_|ntn_)[A-Za-z0-9_-]{24,}/
  }
]

/** Replaces known secrets in a text, such as a recorded response. */
export const replaceSecrets = (text: string, placeholder: string): string =>
  knownSecrets.reduce((left, { pattern }) => left.replace(new RegExp(pattern, 'g'), placeholder), text)

const sayRemoval = 'Replace it by a password field of the connection.'

/** Returns the places of known secrets in the text files of a folder, at most one per line. */
export const secretsIn = (folder: Folder): FileFlaw[] =>
  Object.keys(folder)
    .sort(byCodeUnits)
    .flatMap(file => {
      const text = textOfFile(folder[file] ?? '')
      if (text === null || !knownSecrets.some(({ pattern }) => pattern.test(text))) return []
      return text.split('\n').flatMap((line, index): FileFlaw[] => {
        const found = knownSecrets.find(({ pattern }) => pattern.test(line))
        const message = `The line holds ${found?.name}. ${sayRemoval}`
        return found === undefined ? [] : [{ file, line: index + 1, message }]
      })
    })

/**
 * Returns the places of password field values in a file's authentication. Fields are found
 * anywhere, even in invalid content.
 */
export const passwordValuesIn = (
  value: Json,
  place: readonly PropertyKey[] = []
): { place: PropertyKey[]; label: string }[] => {
  if (Array.isArray(value)) return value.flatMap((item, index) => passwordValuesIn(item, [...place, index]))
  if (!isJsonObject(value)) return []
  const { entry, initial, label } = value
  const own =
    entry === 'password' && initial !== undefined && initial !== ''
      ? [{ place: [...place, 'initial'], label: String(label) }]
      : []
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, inner]) => passwordValuesIn(inner, [...place, key]))
  ]
}
