/** Types of the parts of oidc-provider that are used, also by browser tests; the package has none. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http'

  interface StoredToken {
    grantId: string
    accountId: string
    clientId: string
    scope?: string
    /** Resource for which an access token is valid. */
    aud?: string
    /** End of its validity, in seconds since 1970. */
    exp: number
  }

  interface TokenModel {
    find: (value: string) => Promise<StoredToken | undefined>
    revokeByGrantId: (grantId: string) => Promise<void>
  }

  interface Grant {
    addOIDCScope: (scope: string) => void
    addResourceScope: (resource: string, scope: string) => void
    rejectResourceScope: (resource: string, scope: string) => void
    save: () => Promise<string>
    destroy: () => Promise<void>
  }

  interface GrantModel {
    new (of: { accountId: string; clientId: string }): Grant
    find: (grantId: string) => Promise<Grant | undefined>
  }

  interface Client {
    clientId: string
    clientName?: string
    clientUri?: string
    redirectUris: string[]
    /** True for a client that its metadata document describes. */
    clientIdMetadataDocument?: boolean
  }

  /** Request that waits for a person. */
  interface Interaction {
    uid: string
    params: { client_id: string; redirect_uri: string; scope?: string; resource?: string | string[] }
  }

  interface KoaContext {
    path: string
    type: string
    body: unknown
    status: number
    oidc?: { params?: { grant_type?: string } }
  }

  export const errors: {
    InvalidGrant: new (detail: string) => Error
    InvalidTarget: new () => Error
  }

  export default class Provider {
    constructor(issuer: string, configuration: object)
    /** True when the addresses that a proxy forwards are believed. */
    proxy: boolean
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>
    interactionResult(
      request: IncomingMessage,
      response: ServerResponse,
      result: object,
      options?: { mergeWithLastSubmission: boolean }
    ): Promise<string>
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>
    on(
      event: 'grant.success' | 'grant.error',
      listener: (context: { oidc: { params: { grant_type: string } } }) => void
    ): this
    on(event: 'registration_create.success', listener: (context: KoaContext, client: Client) => void): this
    on(event: 'server_error', listener: (context: KoaContext, error: unknown) => void): this
    on(event: 'error', listener: (error: unknown) => void): this
    AccessToken: TokenModel
    Client: {
      prototype: { redirectUriAllowed: (url: string) => boolean }
      find: (clientId: string) => Promise<Client | undefined>
      /** Throws an error with `error` and `error_description` for metadata that do not fit. */
      validate: (metadata: object) => Promise<void>
      /** Storage of the clients that have registered themselves. */
      adapter: { destroy: (clientId: string) => Promise<void> }
    }
    RefreshToken: TokenModel
    Grant: GrantModel
  }
}

declare module 'oidc-provider/lib/helpers/als.js' {
  const storage: import('node:async_hooks').AsyncLocalStorage<unknown>
  export default storage
}
