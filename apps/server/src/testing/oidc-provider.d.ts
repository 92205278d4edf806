/** Types of the parts of oidc-provider that tests use; the package has none. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  interface StoredToken {
    grantId: string
    accountId: string
    scope?: string
  }

  interface TokenModel {
    find: (value: string) => Promise<StoredToken | undefined>
    revokeByGrantId: (grantId: string) => Promise<void>
  }

  interface Grant {
    addOIDCScope: (scope: string) => void
    save: () => Promise<string>
  }

  export default class Provider {
    constructor(issuer: string, configuration: object)
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>
    interactionDetails(
      request: IncomingMessage,
      response: ServerResponse
    ): Promise<{ params: { client_id: string; scope?: string } }>
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>
    on(
      event: 'grant.success' | 'grant.error',
      listener: (context: { oidc: { params: { grant_type: string } } }) => void
    ): this
    AccessToken: TokenModel
    Client: { prototype: { redirectUriAllowed: (url: string) => boolean } }
    RefreshToken: TokenModel
    Grant: new (of: {
      accountId: string
      clientId: string
    }) => Grant
  }
}
