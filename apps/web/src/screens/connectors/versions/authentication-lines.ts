import { ACCESS_TOKEN, type Authentication, type Binding, nameOfPath } from '@hookwright/model'

/** Formats a binding as text, with `{Label}` for each connection field: `https://{Domain}/api`. */
export const textOver = (binding: Binding, { fields }: Authentication): string => {
  const nameOf = (field: string): string =>
    field === ACCESS_TOKEN ? 'access token' : (fields.find(({ id }) => id === field)?.label ?? field)
  switch (binding.kind) {
    case 'literal':
      return String(binding.value ?? '')
    case 'pill':
      return `{${nameOf(binding.field)}${nameOfPath(binding.path)}}`
    case 'text':
      return binding.parts.map(part => (typeof part === 'string' ? part : `{${nameOf(part.field)}}`)).join('')
  }
}

/**
 * Formats the credentials that a connection adds to requests, one line per header or parameter:
 * `Authorization: Bearer {API key}`.
 */
export const placementLines = (authentication: Authentication): string[] => {
  const { placement } = authentication
  switch (placement.kind) {
    case 'none':
      return []
    case 'header':
      return [`${placement.name}: ${textOver(placement.value, authentication)}`]
    case 'basic':
      return [
        `Basic ${textOver(placement.username, authentication)}:${textOver(placement.password, authentication)}`
      ]
    case 'parameters':
      return [
        ...Object.entries(placement.headers).map(
          ([name, value]) => `${name}: ${textOver(value, authentication)}`
        ),
        ...Object.entries(placement.query).map(
          ([name, value]) => `?${name}=${textOver(value, authentication)}`
        )
      ]
  }
}

/** Formats the OAuth sign-in of a connection: its URLs, client and scopes. Empty for other kinds. */
export const signInLines = (authentication: Authentication): string[] => {
  const { code } = authentication
  if (code === undefined) return []
  const { client, scopes } = code
  if (client.ownership === 'found') {
    const address = textOver(client.resource, authentication)
    return [
      `found at ${address === '' ? textOver(authentication.baseUrl, authentication) : address}`,
      ...scopes.map(({ name }) => `scope=${name}`)
    ]
  }
  const optional = { fixed: '', selected: ' (optional, selected)', unselected: ' (optional)' }
  return [
    textOver(code.authorizeUrl, authentication),
    textOver(code.tokenUrl, authentication),
    client.ownership === 'maker'
      ? `client_id=${client.clientId}`
      : `client_id=${textOver(client.clientId, authentication)}`,
    ...scopes.map(({ name, use }) => `scope=${name}${optional[use]}`)
  ]
}

/**
 * Formats the token request: its URL and parameters except client ID and secret. Empty for kinds without a
 * token.
 */
export const tokenLines = (authentication: Authentication): string[] => {
  const { token } = authentication
  if (token === undefined) return []
  const scope = textOver(token.scope, authentication)
  return [
    textOver(token.url, authentication),
    ...(scope === '' ? [] : [`scope=${scope}`]),
    ...(token.assertion === undefined ? [] : [`assertion ${token.assertion.algorithm}`]),
    ...Object.entries(token.parameters ?? {}).map(
      ([name, value]) => `${name}=${textOver(value, authentication)}`
    )
  ]
}
