import { agentScopes } from '@hookwright/model'

/** Paths of the authorization server. */
export const oauthPaths = {
  authorization: '/mcp/oauth/authorize',
  token: '/mcp/oauth/token',
  registration: '/mcp/oauth/register',
  revocation: '/mcp/oauth/revoke',
  jwks: '/mcp/oauth/jwks'
} as const

/** Path of the MCP endpoint. Access tokens are issued for its URL as their resource. */
export const MCP_PATH = '/mcp'

/** Path of the page where a member grants access. */
export const CONSENT_PATH = '/connect-agent'

/** Paths of the metadata: of the MCP endpoint (RFC 9728) and of its authorization server (RFC 8414). */
export const metadataPaths = {
  resource: ['/.well-known/oauth-protected-resource', `/.well-known/oauth-protected-resource${MCP_PATH}`],
  server: ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration']
}

/** Returns the metadata of the MCP endpoint as a protected resource. */
export const resourceMetadata = (publicUrl: string): object => ({
  resource: `${publicUrl}${MCP_PATH}`,
  authorization_servers: [publicUrl],
  scopes_supported: agentScopes,
  bearer_methods_supported: ['header'],
  resource_name: 'Hookwright'
})

/** Returns the metadata of the authorization server. */
export const serverMetadata = (publicUrl: string): object => ({
  issuer: publicUrl,
  authorization_endpoint: `${publicUrl}${oauthPaths.authorization}`,
  token_endpoint: `${publicUrl}${oauthPaths.token}`,
  registration_endpoint: `${publicUrl}${oauthPaths.registration}`,
  revocation_endpoint: `${publicUrl}${oauthPaths.revocation}`,
  jwks_uri: `${publicUrl}${oauthPaths.jwks}`,
  scopes_supported: [...agentScopes, 'offline_access'],
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['ES256', 'RS256', 'EdDSA'],
  revocation_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
  code_challenge_methods_supported: ['S256'],
  client_id_metadata_document_supported: true,
  authorization_response_iss_parameter_supported: true
})
