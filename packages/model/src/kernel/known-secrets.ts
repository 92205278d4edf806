/** Patterns of known service tokens, by their prefixes, and of private keys. */
export const knownSecrets: readonly { name: string; pattern: RegExp }[] = [
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

/** Suffixes of names of secret headers, parameters and fields, in lower case without separators. */
const secretEnds =
  /(?:authorization|cookie|token|secret|password|passwd|passphrase|(?:api|access|auth|secret|private|subscription|signing)key|amzsignature|assertion|jwt)(?:value)?$|^(?:pwd|sig|auth|sessionid)$/

/** Suffixes of names of pagination tokens, which are not secret. */
const pageTokens = /(?:page|next|prev|previous|continuation|cursor|(?<!a)sync)token$/

const bareOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '')

/** Returns true for the name of a pagination token, such as `next_page_token`. */
export const isPageToken = (name: string): boolean => pageTokens.test(bareOf(name))

/** Returns true for a name whose value is a secret at most services: `Authorization`, `X-Api-Key`, `access_token`. */
export const isSecretName = (name: string): boolean => secretEnds.test(bareOf(name)) && !isPageToken(name)
